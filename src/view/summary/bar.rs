//! Bars as SVG: unlike backgrounds, browsers print them.

use crate::erased::{AttrFn, attr_fn};
use leptos::prelude::*;

/// A bar whose length is a share of the column, `[part, whole]`.
pub(crate) fn bar(length: impl Fn() -> [u32; 2] + Send + 'static) -> AnyView {
    view! {
        <svg class="bar" aria-hidden="true">
            <rect width=width(length) rx="2" />
        </svg>
    }
    .into_any()
}

/// A bar with a second one over its beginning, for the part that matters.
pub(crate) fn marked_bar(
    length: impl Fn() -> [u32; 2] + Send + 'static,
    marked: impl Fn() -> [u32; 2] + Send + 'static,
) -> AnyView {
    view! {
        <svg class="bar" aria-hidden="true">
            <rect width=width(length) rx="2" />
            <rect class="marked" width=width(marked) rx="2" />
        </svg>
    }
    .into_any()
}

fn width(length: impl Fn() -> [u32; 2] + Send + 'static) -> AttrFn {
    attr_fn(move || {
        let [part, whole] = length().map(u64::from);
        let thousandths = part * 1000 / whole.max(1);
        let [percent, tenths] =
            [thousandths / 10, thousandths % 10].map(|digits| digits.to_string());
        Some([&*percent, ".", &*tenths, "%"].concat())
    })
}
