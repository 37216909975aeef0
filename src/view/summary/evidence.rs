//! The evidence behind the next steps: why emails bounced, and where. Each line is a filter.

use crate::{
    i18n::{Key, t_attr},
    platform::open_where_wide,
    view::summary::{domains::Domains, reasons::Reasons},
};
use leptos::{html::Section, prelude::*};

#[component]
pub(crate) fn Evidence() -> impl IntoView {
    let section = NodeRef::<Section>::new();
    Effect::new(move || {
        if let Some(section) = section.get() {
            open_where_wide(&section);
        }
    });
    view! {
        <section class="evidence" aria-label=t_attr(Key::Evidence) node_ref=section>
            <Reasons />
            <Domains />
        </section>
    }
}
