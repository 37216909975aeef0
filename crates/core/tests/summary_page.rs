//! The page that sums up a report.

use bounces_core::export::{SummaryLine, SummaryList, SummaryPage, SummaryPlan};
use proptest::prelude::*;

fn page_with(text: &str) -> SummaryPage {
    let text = || text.to_owned();
    SummaryPage {
        language: text(),
        title: text(),
        sentence: text(),
        notes: vec![text()],
        figures: vec![[text(), text()]],
        lists: vec![SummaryList {
            heading: text(),
            lines: vec![SummaryLine { label: text(), value: text(), share: text(), percent: 50 }],
        }],
        plan: SummaryPlan { heading: text(), steps: vec![[text(), text()]] },
    }
}

/// How often each text of [`page_with`] is written: the title twice.
const TEXTS: usize = 14;

#[test]
fn every_text_is_in_the_page_and_its_policy_allows_the_style_sheet_only() {
    let html = page_with("Spring sale").html("p { color: red }", "sha256-abc=");
    assert_eq!(html.matches("Spring sale").count(), TEXTS);
    assert!(html.contains("<style>p { color: red }</style>"));
    assert!(html.contains(
        "content=\"default-src 'none'; style-src 'sha256-abc='; base-uri 'none'; form-action 'none'\""
    ));
    assert!(html.contains("<rect width=\"100\" height=\"10\"/>"));
}

#[test]
fn bars_are_never_longer_than_their_column() {
    let mut page = page_with("a");
    page.lists[0].lines[0].percent = 255;
    assert!(page.html("", "").contains("<rect width=\"200\""));
}

#[test]
fn markup_in_a_subject_is_text() {
    let html = page_with("</title><script>alert(1)</script>'\"&\0").html("", "");
    assert!(!html.contains("<script") && !html.contains('\0'));
    let escaped = "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;&amp;\u{fffd}";
    assert_eq!(html.matches(escaped).count(), TEXTS);
}

proptest! {
    #[test]
    fn texts_do_not_change_the_markup(text in ".*") {
        let tags = |html: &str| {
            html.split('<').skip(1).filter_map(|tag| tag.split(['>', ' ']).next()).map(str::to_owned).collect::<Vec<_>>()
        };
        let [with, without] = [text.as_str(), "a"].map(|text| tags(&page_with(text).html("", "")));
        prop_assert_eq!(with, without);
    }
}
