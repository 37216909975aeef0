//! `<bounces-report>`: who bounced, why, what to do, and how bad it is.
//!
//! | module | contents |
//! |---|---|
//! | `element` | the custom element: attributes, methods, events, style sheet, mounting |
//! | `view` | components, one per file: they render the state and decide nothing |
//! | `state` | signals and the tasks that change them; no DOM |
//! | `api` | requests to the proxy, with typed errors |
//! | `i18n` | all texts by key and language; numbers, dates and collation by `Intl` |
//! | `platform` | clipboard, downloads, printing, scheduling; the panic boundary |
//! | `erased` | signals and view closures of a single type, for size |
//!
//! Dependencies go one way: `element → view → state → api → bounces-core`, `view → i18n` and
//! `state → i18n`; all modules may use `platform` and `erased`. Leptos applications use
//! [`BouncesReport`]; all other pages load this crate's module, which defines the element.

mod api;
mod element;
mod erased;
mod i18n;
mod platform;
mod state;
mod view;

pub use api::{ApiError, ErrorCode, Fetcher};
pub use element::{MountedReport, STYLE_SHEET, mount_report, style_sheet};
pub use state::{
    Action, ActionName, ActionScope, Cause, ContactIds, ExportScope, HostAction, ReportEvent,
    WaitUntil,
};
pub use view::{BouncesReport, BouncesReportProps, ReportHandle};
