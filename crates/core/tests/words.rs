//! Counts, rates, and subjects.

use bounces_core::{entities, summary::Summary, wire::StatsCounts};
use proptest::prelude::*;

#[test]
fn rates_are_counted_with_and_without_auto_replies() {
    let stats = StatsCounts {
        em_sends: Some(12_480),
        em_bounces: Some(214),
        em_bounces_vacation: Some(24),
        ..StatsCounts::default()
    };
    let summary = Summary::of(&stats);
    assert_eq!(summary.not_delivered(), Some(190));
    assert_eq!(summary.bounced_share(), Some(214.0 / 12_480.0));
    assert_eq!(summary.not_delivered_share(), Some(190.0 / 12_480.0));
}

#[test]
fn there_is_no_rate_of_nothing() {
    let summary = Summary::of(&StatsCounts {
        em_sends: Some(0),
        em_bounces: Some(0),
        ..StatsCounts::default()
    });
    assert_eq!(summary.bounced_share(), None);
    assert_eq!(summary.not_delivered(), None);
    let odd =
        StatsCounts { em_bounces: Some(1), em_bounces_vacation: Some(3), ..StatsCounts::default() };
    assert_eq!(Summary::of(&odd).not_delivered(), Some(0));
}

#[test]
fn a_subject_reads_as_it_was_written() {
    let cases = [
        ("Tea &amp; cake", "Tea & cake"),
        ("&lt;b&gt; &quot;x&quot; &apos;y&apos;", "<b> \"x\" 'y'"),
        ("caf&#233; caf&#xE9;", "café café"),
        ("&amp;amp;", "&amp;"),
        ("R&D; 20 % & more", "R&D; 20 % & more"),
        ("&#0; &#x110000; &#; &;", "&#0; &#x110000; &#; &;"),
        ("&", "&"),
        ("", ""),
    ];
    for (escaped, text) in cases {
        assert_eq!(entities::decode(escaped), text);
    }
}

proptest! {
    #[test]
    fn a_subject_without_references_stays(text in "[^&]*") {
        prop_assert_eq!(entities::decode(&text), text);
    }

    #[test]
    fn any_subject_decodes(text in "(&|#|x|;|amp|[0-9a-f]|.){0,20}") {
        let _ = entities::decode(&text);
    }
}
