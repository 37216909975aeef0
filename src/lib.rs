//! `<bounces-report>`: who bounced, why, what to do, and how bad it is.
//!
//! | room | what stands in it |
//! |---|---|
//! | `embed` | the custom element: attributes, methods, events, style sheet, mount and unmount |
//! | `view` | components, one a file: they draw the state and decide nothing |
//! | `state` | signals, and the tasks that change them; knows no DOM |
//! | `api` | asks the proxy; answers typed errors |
//! | `text` | every word that a user reads, by key and language |
//! | `browser` | what the browser does beyond the screen: clipboard, files, paper, the next task |
//! | `containment` | keeps a fault in one report from the page and from other reports |
//! | `locale` | what the browser's `Intl` knows: numbers, dates, plurals, letters |
//!
//! Arrows go one way: `embed → view → state → api → bounces-core`,
//! `view → text → locale`, `state → locale, browser`; what runs later goes through `containment`. Leptos applications use
//! [`BouncesReport`]; every other page loads this crate's module, which defines the element.

mod api;
mod browser;
mod containment;
mod embed;
mod locale;
mod reactive;
mod state;
mod text;
mod view;

pub use api::{ApiError, ErrorCode, Fetcher};
pub use embed::{STYLE_SHEET, define_element, element_class};
pub use state::{Action, ReportEvent};
pub use view::{BouncesReport, BouncesReportProps, ReportHandle};
