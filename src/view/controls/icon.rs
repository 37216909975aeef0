//! Icons beside texts and inside buttons. They are decoration: the text or the button's name says the same.

use crate::erased::{AttrFn, attr_fn};
use leptos::prelude::*;

/// Path data in a view box of 16 by 16.
pub(crate) const ARROW_DOWN: &str = "M8 2.5v11M3.5 9 8 13.5 12.5 9";
pub(crate) const ARROW_UP: &str = "M8 13.5v-11M3.5 7 8 2.5 12.5 7";
pub(crate) const CLOSE: &str = "m4 4 8 8m0-8-8 8";
pub(crate) const EXPORT: &str = "M8 2.5v7M5 7l3 3 3-3M3 12.5v1h10v-1";
pub(crate) const MORE: &str = "M3 8a.5.5 0 0 0 1 0 .5.5 0 0 0-1 0m4.5 0a.5.5 0 0 0 1 0 .5.5 0 0 0-1 0M12 8a.5.5 0 0 0 1 0 .5.5 0 0 0-1 0";
pub(crate) const REFRESH: &str = "M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3";
pub(crate) const SEARCH: &str = "M11 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0zm-1 3 3.5 3.5";

/// An icon by its path data.
pub(crate) fn icon(path: &'static str) -> AnyView {
    icon_fn(attr_fn(move || Some(path.to_owned())))
}

/// An icon whose path data changes.
pub(crate) fn icon_fn(path: AttrFn) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}
