//! What the content of a cell can depend on.

use crate::{i18n::Translator, state::Report};
use bounces_core::{BounceTable, RowId};

/// A row, and what its texts depend on.
#[derive(Clone, Copy)]
pub(crate) struct RowContext<'a> {
    pub(crate) report: Report,
    pub(crate) i18n: Translator,
    pub(crate) table: &'a BounceTable,
    pub(crate) row: RowId,
}
