//! Search, filters and sorting, alone and combined. This file has the rows that the submodules share.

#[path = "find/dates.rs"]
mod dates;
#[path = "find/domains.rs"]
mod domains;
#[path = "find/menus.rs"]
mod menus;
#[path = "find/search.rs"]
mod search;
#[path = "find/sort.rs"]
mod sort;
#[path = "find/tags.rs"]
mod tags;
#[path = "find/view.rs"]
mod view;

use crate::page::Page;
use crate::simulated_proxy::{ACTIVITY, report};

/// Six rows at four domains, newest first. The last one has no date.
const ROWS: &str = r#"
    {"email_address":"carla@example.org","first_name":"Carla","last_name":"Núñez","bounce_code":"Z","created_time":"2026-11-14T23:40:00.000Z"},
    {"email_address":"Adele.Brown@example.com","first_name":"Adele","last_name":"Brown","bounce_code":"B","created_time":"2026-11-13T09:38:00.000Z"},
    {"email_address":"b.okafor@example.com","first_name":"Zora","last_name":"Okafor","bounce_code":"B","created_time":"2026-11-12T00:00:00.000Z"},
    {"email_address":"exa@other.test","first_name":"<b>Max</b>","last_name":"& Moritz","bounce_code":"F","created_time":"2026-11-11T23:59:59.999Z"},
    {"email_address":"dora@example.com","first_name":"Dora","last_name":"Brown","bounce_code":"V","created_time":"2026-11-01T12:00:00.000Z"},
    {"email_address":"undated@third.test","first_name":"Una","last_name":"","bounce_code":"D"}"#;

/// A page that shows `ROWS`.
async fn page_with_rows() -> Page {
    let page = Page::new();
    report(ACTIVITY, "DONE", &[ROWS]);
    page.show(ACTIVITY);
    page.until_text("1–6 of 6").await;
    page
}

/// Rows at `domains` domains. The first domain has the most rows.
fn rows_at_domains(domains: usize) -> String {
    let row = |domain: usize| {
        let row = format!(r#"{{"email_address":"a@d{domain:03}.test","bounce_code":"B"}}"#);
        vec![row; 1 + (domains - domain) / 10].join(",")
    };
    (0..domains).map(row).collect::<Vec<_>>().join(",")
}
