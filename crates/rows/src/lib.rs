//! The rows of a bounce report: the columnar table, the decoder of a page, and the query engine
//! that filters, searches and sorts. It has the loops over all rows, up to a million, and what they
//! need.
//!
//! In the widget, this crate alone is compiled for speed, and everything else for size. So a rule
//! that looks at few values belongs to `bounces-core`, which re-exports all of this crate: other
//! crates use that one.
#![forbid(unsafe_code)]

mod bit_set;
pub mod code;
mod collation;
pub mod column;
mod folding;
mod listed_enum;
pub mod locale_rules;
pub mod provider_families;
pub mod query;
pub mod seeded_rng;
pub mod selection;
pub mod steps;
pub mod table;
pub mod time;
mod uuid;
pub mod wire;

pub use code::{BounceCode, CodeCounts, CodeSet, Group};
pub use column::{Column, ExportField, SortColumn, SortDirection};
pub use locale_rules::{CodePointRules, LocaleRules, Weight};
pub use provider_families::{ProviderFamily, is_free_mail};
pub use query::{Query, QueryEngine, QueryProgress, SendPeriod, SortKey, SortKeys};
pub use seeded_rng::SeededRng;
pub use selection::Selection;
pub use steps::{NextStep, TypoDomains};
pub use table::{BounceTable, ContactId, DomainId, RowId};
pub use time::{Day, Timestamp};
pub use uuid::Uuid;
