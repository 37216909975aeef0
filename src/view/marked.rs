//! A text with what is searched for marked in it. Not a character of it is changed.

use super::dynamic::parts;
use crate::state::Report;
use leptos::prelude::*;

/// The text, in pieces.
pub(super) fn marked(report: Report, text: &str) -> AnyView {
    let mut pieces = Vec::new();
    let mut end = 0;
    let plain = |text: &str| text.to_owned().into_any();
    for found in report.find_words(text) {
        let (before, mark) = (text.get(end..found.start), text.get(found.clone()));
        pieces.extend(before.filter(|before| !before.is_empty()).map(plain));
        pieces.extend(mark.map(|mark| view! { <mark>{mark.to_owned()}</mark> }.into_any()));
        end = found.end;
    }
    pieces.extend(text.get(end..).filter(|rest| !rest.is_empty()).map(plain));
    parts(pieces).into_any()
}
