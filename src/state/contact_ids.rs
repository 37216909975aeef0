//! The contacts of rows, for the host, which seldom needs them.

use super::rows::LoadedRows;
use bounces_core::RowId;
use std::{cell::OnceCell, fmt, rc::Rc};

/// The contacts of rows in display order: one for each row that has one, without any limit. They are collected when they
/// are read for the first time, and known from then on; if the report was loaded again before, there are none.
#[derive(Clone)]
pub struct ContactIds(Rc<Source>);

struct Source {
    rows: LoadedRows,
    /// The generation of the table that the rows belong to.
    generation: Option<u32>,
    ids: Vec<RowId>,
    collected: OnceCell<Vec<String>>,
}

impl ContactIds {
    pub(super) fn new(rows: LoadedRows, ids: Vec<RowId>) -> Self {
        let generation = rows.try_generation_untracked();
        Self(Rc::new(Source { rows, generation, ids, collected: OnceCell::new() }))
    }

    /// The contacts.
    pub fn get(&self) -> Vec<String> {
        self.0.collected.get_or_init(|| self.0.collect()).clone()
    }

    /// How many rows there are.
    pub(super) fn row_count(&self) -> usize {
        self.0.ids.len()
    }
}

impl Source {
    fn collect(&self) -> Vec<String> {
        if self.generation.is_none() || self.rows.try_generation_untracked() != self.generation {
            return Vec::new();
        }
        self.rows.with_table_untracked(|table| {
            let contacts = self.ids.iter().filter_map(|row| table.contact_id(*row));
            contacts.map(|contact| contact.to_string()).collect()
        })
    }
}

impl fmt::Debug for ContactIds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.ids, formatter)
    }
}

impl PartialEq for ContactIds {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for ContactIds {}
