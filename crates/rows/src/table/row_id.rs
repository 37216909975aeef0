//! The id of a row.

/// A row of a [`BounceTable`](crate::BounceTable): its index in the order of appending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);
