//! Decoding HTML character references in subjects.

use bounces_core::html_entities;
use proptest::prelude::*;

#[test]
fn character_references_are_decoded_once() {
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
        assert_eq!(html_entities::decode(escaped), text);
    }
}

proptest! {
    #[test]
    fn a_subject_without_references_is_unchanged(text in "[^&]*") {
        prop_assert_eq!(html_entities::decode(&text), text);
    }

    #[test]
    fn any_subject_decodes(text in "(&|#|x|;|amp|[0-9a-f]|.){0,20}") {
        let _ = html_entities::decode(&text);
    }
}
