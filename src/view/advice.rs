//! What a row's reason means, and what to do about it.

use super::{
    dynamic::{part, value},
    wording,
};
use crate::{
    state::{OptionalColumn, Report, RowRef},
    text::Words,
};
use bounces_core::BounceCode;
use leptos::prelude::*;

/// The row beneath an open row.
#[component]
pub(super) fn Advice(row: Memo<Option<RowRef>>, id: String) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let columns = move || {
        let optional = OptionalColumn::ALL.into_iter().filter(|column| report.has_column(*column));
        Some((3 + optional.count()).to_string())
    };
    let advice =
        move || Some(report.with_row(row.get()?, |table, id| advice(words, table.code(id))));
    view! {
        <tr role="row" class="advice" id=id>
            <td role="cell" colspan=value(columns)>{part(advice)}</td>
        </tr>
    }
}

fn advice(words: Words, code: BounceCode<'_>) -> AnyView {
    let (meaning, advice) = wording::advice(words, code);
    let group = words.text(wording::group(code.group()));
    let tone = wording::tone(code.group());
    let advice = view! {
        <p>
            <span class=format!("group {tone}")>{group}</span>
            " "
            <strong><bdi>{meaning}</bdi></strong>
        </p>
        <p class="meta">{advice}</p>
    };
    advice.into_any()
}
