//! The layout shared by all cards. It does not depend on a report.

use crate::{erased::TextFn, view::status::card_icon::CardIcon};
use leptos::prelude::*;

pub(crate) fn card(
    icon: CardIcon,
    title: AnyView,
    text: TextFn,
    recovery: AnyView,
    role: Option<&'static str>,
) -> AnyView {
    view! {
        <div class="state" part="message" role=role class:success=icon == CardIcon::Tick>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=icon.path() />
            </svg>
            {title}
            <p>{text}</p>
            {recovery}
        </div>
    }
    .into_any()
}
