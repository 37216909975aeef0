//! What a bounce report is: the wire format, the columnar table, and the query over it.
//!
//! No I/O, no browser, no clock and no async stands in this crate, so that every rule in it can
//! be tested as plain Rust. The way of the data is [`wire::decode_page`] → [`BounceTable::append`]
//! → [`RowOrder::update`] → reading cells out of the table by [`RowId`].
#![forbid(unsafe_code)]

pub mod activity;
pub mod code;
mod collation;
pub mod entities;
pub mod export;
mod folding;
pub mod language;
pub mod load;
pub mod mask;
pub mod order;
pub mod query;
pub mod seeded_rng;
pub mod selection;
pub mod suggest;
pub mod summary;
pub mod table;
pub mod time;
mod uuid;
pub mod view;
pub mod wire;

pub use activity::{ActivityRole, ActivityStatus};
pub use code::{BounceCode, CodeSet, Group};
pub use export::Export;
pub use language::{Language, PlainLanguage, Weight};
pub use mask::mask_address;
pub use order::{Progress, RowOrder};
pub use query::{Column, Direction, Query, SortKey, SortKeys};
pub use seeded_rng::SeededRng;
pub use selection::Selection;
pub use suggest::Suggestions;
pub use table::{BounceTable, ContactId, DomainId, RowId};
pub use time::{Day, Timestamp};
pub use uuid::Uuid;
pub use view::{Dates, Recent, View};
