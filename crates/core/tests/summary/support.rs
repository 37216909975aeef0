//! Tables and statistics for tests.

use bounces_core::{
    BounceCode, BounceTable, CodeSet,
    wire::{BouncesPage, StatsCounts, TrackingActivity},
};

/// A table with rows of a code at a domain, given as counts.
pub(crate) fn table_of(rows: &[(u32, &str, &str)]) -> BounceTable {
    let mut table = BounceTable::default();
    for (count, code, domain) in rows {
        let row = |number| TrackingActivity {
            email_address: Some(format!("a{number}@{domain}").into()),
            bounce_code: Some((*code).into()),
            ..TrackingActivity::default()
        };
        let tracking_activities = (0..*count).map(row).collect();
        table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    }
    table
}

pub(crate) fn stats() -> StatsCounts {
    StatsCounts {
        em_sends: Some(12_480),
        em_bounces: Some(214),
        em_bounces_nonexistent_address: Some(60),
        em_bounces_suspended: Some(20),
        em_bounces_undeliverable: Some(30),
        em_bounces_mailbox_full: Some(44),
        em_bounces_blocked: Some(26),
        em_bounces_other: Some(10),
        em_bounces_vacation: Some(24),
    }
}

pub(crate) fn codes(letters: &str) -> CodeSet {
    (0..letters.len()).map(|index| BounceCode::parse(&letters[index..=index])).collect()
}

/// Rows that agree with [`stats`].
pub(crate) fn agreeing() -> BounceTable {
    table_of(&[
        (60, "B", "example.com"),
        (20, "S", "example.com"),
        (30, "D", "example.com"),
        (44, "F", "example.com"),
        (26, "Z", "example.com"),
        (10, "X", "example.com"),
        (24, "V", "example.com"),
    ])
}
