//! The loaded rows, and the address suggestions derived from them. The loader adds rows; everything else reads them.

use crate::erased::{ErasedSignal, ErasedValue};
use bounces_core::{
    BounceTable, CodeCounts, DomainId, NextStep, RowId, Suggestions, history::EarlierBounces,
    wire::BouncesPage,
};

/// A row of one generation of the table; row ids start over with each generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowRef {
    generation: u32,
    id: RowId,
}

/// The loaded rows.
#[derive(Clone, Copy)]
pub(crate) struct LoadedRows {
    table: ErasedSignal<BounceTable>,
    /// The rows that subscribers know of; the table may have more, see [`LoadedRows::append`].
    published_count: ErasedSignal<usize>,
    /// Changes whenever the table is replaced.
    generation: ErasedSignal<u32>,
    suggestions: ErasedValue<Suggestions>,
}

impl LoadedRows {
    pub(super) fn new() -> Self {
        Self {
            table: ErasedSignal::new(BounceTable::default()),
            published_count: ErasedSignal::new(0),
            generation: ErasedSignal::new(0),
            suggestions: ErasedValue::new(Suggestions::default()),
        }
    }

    /// The number of loaded rows.
    pub(crate) fn count(self) -> usize {
        self.published_count.get()
    }

    /// The number of loaded rows, including those that are not published yet. Does not subscribe.
    pub(super) fn appended_count(self) -> usize {
        self.table.with_untracked(BounceTable::len)
    }

    /// The number of rows that the response had and that could not be read.
    pub(crate) fn unreadable_count(self) -> usize {
        self.table.with(BounceTable::unreadable_rows)
    }

    /// The number of rows by code, in the order of `BounceCode::ALL`, regardless of filters.
    pub(crate) fn code_counts(self) -> CodeCounts {
        self.table.with(BounceTable::code_counts)
    }

    /// The number of rows that are recommended for removal.
    pub(crate) fn removable_count(self) -> u32 {
        self.table.with(BounceTable::removable)
    }

    /// The number of domains, regardless of filters.
    pub(crate) fn domain_count(self) -> usize {
        self.table.with(|table| table.domains().len())
    }

    /// The name of a domain. Does not subscribe: names never change within a generation.
    pub(crate) fn domain_name(self, domain: DomainId) -> String {
        self.table.with_untracked(|table| table.domain_name(domain).to_owned())
    }

    /// Reads a row. Does not subscribe: the values of a row never change.
    pub(crate) fn with_row<T>(self, row: RowRef, read: impl FnOnce(&BounceTable, RowId) -> T) -> T {
        self.table.with_untracked(|table| read(table, row.id))
    }

    /// The address that was probably meant where the address of a row does not exist. Does not subscribe.
    ///
    /// Suggestions improve while rows are loading, since a domain that is frequent in the report may be the one that was
    /// meant. Rows on the screen get the improved ones when the load phase changes: updating them with each page of the
    /// response would be noticeable.
    pub(crate) fn suggestion(self, row: RowRef) -> Option<String> {
        self.table.with_untracked(|table| {
            self.suggestions.with_value(|suggestions| suggestions.address(table, row.id))
        })
    }

    /// What to do about a row. Does not subscribe; it improves while rows are loading, as suggestions do.
    pub(crate) fn step(self, row: RowId) -> NextStep {
        self.with_suggestions_untracked(|table, suggestions| {
            NextStep::of_row(table, suggestions.typo_domains(), row)
        })
    }

    /// A reference to a row of the current generation.
    pub(super) fn row_ref(self, id: RowId) -> RowRef {
        RowRef { generation: self.generation.get(), id }
    }

    /// References to rows of the current generation.
    pub(super) fn row_refs(self, ids: &[RowId]) -> Vec<RowRef> {
        let generation = self.generation.get();
        ids.iter().map(|id| RowRef { generation, id: *id }).collect()
    }

    /// The current generation of the table.
    pub(super) fn generation(self) -> u32 {
        self.generation.get()
    }

    /// The current generation of the table, without subscribing; `None` after disposal.
    pub(super) fn try_generation_untracked(self) -> Option<u32> {
        self.generation.try_get_untracked()
    }

    pub(super) fn with_table<T>(self, read: impl FnOnce(&BounceTable) -> T) -> T {
        self.table.with(read)
    }

    pub(super) fn with_table_untracked<T>(self, read: impl FnOnce(&BounceTable) -> T) -> T {
        self.table.with_untracked(read)
    }

    /// Reads table and suggestions without subscribing.
    pub(super) fn with_suggestions_untracked<T>(
        self,
        read: impl FnOnce(&BounceTable, &Suggestions) -> T,
    ) -> T {
        self.table.with_untracked(|table| {
            self.suggestions.with_value(|suggestions| read(table, suggestions))
        })
    }

    /// Removes all rows, which starts a new generation.
    pub(super) fn clear(self) {
        self.table.set(BounceTable::default());
        self.published_count.set(0);
        self.suggestions.set_value(Suggestions::default());
        self.generation.update(|generation| *generation += 1);
    }

    /// Adds the rows of a page, but for its first ones, which were added before. Notifies no subscriber before
    /// [`LoadedRows::publish`].
    pub(super) fn append(self, page: &BouncesPage<'_>, skip: usize) {
        self.table.maybe_update(|table| {
            table.append_rest(page, skip);
            false
        });
    }

    /// Adds a page of an earlier email's bounces. Notifies no subscriber.
    pub(super) fn append_earlier(self, email: usize, page: &BouncesPage<'_>) {
        self.table.maybe_update(|table| {
            table.earlier_mut().append(email, page);
            false
        });
    }

    /// Indexes the contacts of the next rows, at most `budget`; `true` when that is done.
    pub(super) fn index_earlier(self, budget: usize) -> bool {
        let mut is_done = true;
        self.update_earlier(|table| {
            is_done = table.index_earlier(budget);
            false
        });
        is_done
    }

    /// Takes what is known of earlier emails out of the table, which is about to be replaced.
    pub(super) fn take_earlier(self) -> EarlierBounces {
        let mut earlier = EarlierBounces::default();
        self.update_earlier(|table| {
            std::mem::swap(&mut earlier, table.earlier_mut());
            false
        });
        earlier
    }

    /// Changes what is known of earlier emails, and notifies subscribers of the table if that returns `true`.
    pub(super) fn update_earlier(self, change: impl FnOnce(&mut BounceTable) -> bool) {
        self.table.maybe_update(change);
    }

    /// Updates the suggestions for the rows that were appended, and notifies subscribers of the table.
    pub(super) fn publish(self) {
        self.table.with_untracked(|table| {
            self.suggestions.update_value(|suggestions| suggestions.update(table));
        });
        self.published_count.set(self.appended_count());
        self.table.notify();
    }
}

impl RowRef {
    pub(super) fn id(self) -> RowId {
        self.id
    }
}
