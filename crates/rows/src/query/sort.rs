//! Sorting: the order of all rows by each column, whether or not they match the filters.
//!
//! `column_sort` sorts from scratch, `sorted_index` keeps the order while rows are added,
//! `multi_key` combines the orders of several columns without comparing rows, and `index_cache`
//! decides which of these is necessary.

mod column_sort;
mod index_cache;
mod multi_key;
mod radix;
mod row_keys;
mod sorted_index;

pub(super) use index_cache::IndexCache;
pub(super) use sorted_index::{Cursor, Version};
