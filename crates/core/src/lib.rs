//! What a bounce report is: the wire format, the rules, and the load that fills the columnar table.
//! The table and the queries over it are in `bounces-rows`, which this crate re-exports, because
//! their loops are compiled for speed.
//!
//! This crate has no I/O, no browser, no clock and no async, so that every rule in it is tested as
//! plain Rust. Data flows from [`wire::decode_page`] to [`BounceTable::append`], to
//! [`QueryEngine::advance`], to cells that are read from the table by [`RowId`].
#![forbid(unsafe_code)]

pub mod activity;
pub mod export;
pub mod history;
pub mod html_entities;
pub mod load;
pub mod mask;
pub mod suggest;
pub mod summary;
pub mod view_state;
pub mod wire;

pub use activity::{ActivityRole, ActivityStatus};
pub use bounces_rows::{
    BounceCode, BounceTable, CodeCounts, CodePointRules, CodeSet, Column, ContactId, Day, DomainId,
    ExportField, Group, LocaleRules, NextStep, ProviderFamily, Query, QueryEngine, QueryProgress,
    RowId, SeededRng, Selection, SendPeriod, SortColumn, SortDirection, SortKey, SortKeys,
    Timestamp, TypoDomains, Uuid, Weight, code, column, is_free_mail, locale_rules,
    provider_families, query, seeded_rng, selection, steps, table, time,
};
pub use export::Export;
pub use mask::mask_address;
pub use suggest::Suggestions;
pub use view_state::{DateFilter, RelativeRange, ViewState};
