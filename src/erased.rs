//! Signals, memos and view closures that share one type for each kind, so that Leptos is compiled for each kind once.

mod signals;
mod view_fns;

pub(crate) use signals::{ErasedMemo, ErasedSignal, ErasedValue};
pub(crate) use view_fns::{
    AttrFn, BoolFn, ClickHandler, TextFn, attr_fn, bool_fn, click, show_if, text_fn, true_attr,
    view_fn, view_list,
};
