//! Signals, memos and view closures of one type each, so that Leptos compiles its code for them once.

mod signals;
mod view_fns;

pub(crate) use signals::{Memo, RwSignal, StoredValue};
pub(crate) use view_fns::{Click, Flag, Text, click, flag, label, name, part, parts, text, value};
