//! The layout shared by all cards. It does not depend on a report.

use crate::{erased::TextFn, view::status::icon::Icon};
use leptos::prelude::*;

pub(crate) fn card(
    icon: Icon,
    title: AnyView,
    text: TextFn,
    next_step: AnyView,
    role: Option<&'static str>,
) -> AnyView {
    view! {
        <div class="state" part="message" role=role class:success=icon == Icon::Tick>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=icon.path() />
            </svg>
            {title}
            <p>{text}</p>
            {next_step}
        </div>
    }
    .into_any()
}
