//! The address that may be meant by one that does not exist. It is offered, and nothing is changed.

use super::{
    dynamic::{part, text},
    row_press,
};
use crate::{
    state::{Outcome, Report, RowRef},
    text::{Key, Words},
};
use leptos::prelude::*;

/// Stands beneath an address, if another one may be meant.
#[component]
pub(super) fn Suggestion(place: usize, row: Memo<Option<RowRef>>) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    part(move || {
        let row = row.get()?;
        let address = report.suggestion(row)?;
        let domain = address.rsplit_once('@').map_or(&*address, |(_, domain)| domain);
        let question = words.fill(Key::DidYouMean, &[("domain", domain.into())]);
        let copy = words.fill(Key::CopyAddress, &[("address", (&address).into())]);
        let label = text(move || {
            let copied = report.outcome() == Some(Outcome::CopiedSuggestion(row));
            words.text(if copied { Key::IsCopied } else { Key::Copy })
        });
        let suggestion = view! {
            <div class="suggestion">
                <span>{question}</span>
                " "
                <button class="btn quiet" type="button" name=row_press::COPY value=place.to_string() aria-label=copy>
                    {label}
                </button>
            </div>
        };
        Some(suggestion.into_any())
    })
}
