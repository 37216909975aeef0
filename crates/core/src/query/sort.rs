//! Sorting: the order of all rows by each column, whichever of them pass the filters.

mod column_sort;
mod index_cache;
mod multi_key;
mod radix;
mod row_keys;
mod sorted_index;

pub(super) use index_cache::IndexCache;
pub(super) use sorted_index::{Cursor, Version};
