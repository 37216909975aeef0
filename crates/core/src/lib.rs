//! What a bounce report is: the wire format, the columnar table, queries over it, and the load that
//! fills it.
//!
//! This crate has no I/O, no browser, no clock and no async, so that every rule in it is tested as
//! plain Rust. Data flows from [`wire::decode_page`] to [`BounceTable::append`], to
//! [`RowOrder::advance`], to cells that are read from the table by [`RowId`].
#![forbid(unsafe_code)]

pub mod activity;
mod bit_set;
pub mod code;
mod collation;
pub mod column;
pub mod export;
mod folding;
pub mod history;
pub mod html_entities;
mod listed_enum;
pub mod load;
pub mod locale_rules;
pub mod mask;
pub mod provider_families;
pub mod query;
pub mod seeded_rng;
pub mod selection;
pub mod steps;
pub mod suggest;
pub mod summary;
pub mod table;
pub mod time;
mod uuid;
pub mod view_state;
pub mod wire;

pub use activity::{ActivityRole, ActivityStatus};
pub use code::{BounceCode, CodeCounts, CodeSet, Group};
pub use column::{Column, ExportField, SortColumn, SortDirection};
pub use export::Export;
pub use locale_rules::{CodePointRules, LocaleRules, Weight};
pub use mask::mask_address;
pub use provider_families::{ProviderFamily, is_free_mail};
pub use query::{Query, QueryProgress, RowOrder, SendPeriod, SortKey, SortKeys};
pub use seeded_rng::SeededRng;
pub use selection::Selection;
pub use steps::NextStep;
pub use suggest::Suggestions;
pub use table::{BounceTable, ContactId, DomainId, RowId};
pub use time::{Day, Timestamp};
pub use uuid::Uuid;
pub use view_state::{DateFilter, RelativeRange, ViewState};
