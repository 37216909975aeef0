//! What a reader of the report should know: quiet notes beneath the figures.

use super::{
    dynamic::{click, name, part, parts},
    wording,
};
use crate::{
    state::{Remark, Report},
    text::{Key, Words},
};
use leptos::prelude::*;

/// The remarks. Their place is kept, so that nothing moves when the first one comes.
#[component]
pub(super) fn Remarks() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let remarks = Memo::new(move |_| report.remarks());
    let list = move || {
        let items =
            remarks.with(|remarks| parts(remarks.iter().map(|one| item(report, words, one))));
        (!items.is_empty()).then(|| {
            view! { <ul role="list" aria-label=name(Key::Remarks)>{items}</ul> }.into_any()
        })
    };
    view! { <div class="remarks">{part(list)}</div> }
}

fn item(report: Report, words: Words, remark: &Remark) -> AnyView {
    let text = wording::remark(words, remark);
    let Remark::Concentration(concentration, domain) = remark else {
        return view! { <li>{text}</li> }.into_any();
    };
    let (code, domain) = (concentration.code, domain.clone());
    let show = click(move || report.show_concentration(code, domain.clone()));
    view! { <li><button class="remark" type="button" on:click=show>{text}</button></li> }.into_any()
}
