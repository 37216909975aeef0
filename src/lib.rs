//! `<bounces-report>`: who bounced, why, what to do, and how bad it is.
//!
//! | room | what belongs there |
//! |---|---|
//! | `element` | the custom element: attributes, methods, events, style sheet, mount and unmount |
//! | `view` | components, one a file: they draw the state and decide nothing |
//! | `state` | signals, and the tasks that change them; knows no DOM |
//! | `api` | asks the proxy; answers typed errors |
//! | `i18n` | every word that a user reads, by key and language |
//! | `platform` | what the browser does beyond the screen: clipboard, files, paper, the next task |
//!
//! Arrows go one way: `element → view → state → api → bounces-core`,
//! `view → i18n`, `state → i18n`; all may use `platform` and `erased`. Leptos applications use
//! [`BouncesReport`]; every other page loads this crate's module, which defines the element.

mod api;
mod element;
mod erased;
mod i18n;
mod platform;
mod state;
mod view;

pub use api::{ApiError, ErrorCode, Fetcher};
pub use element::{STYLE_SHEET, define_class, define_element, element_class};
pub use state::{Action, ReportEvent};
pub use view::{BouncesReport, BouncesReportProps, ReportHandle};
