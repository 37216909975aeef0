//! The components, one in a file. They render the state with the messages of `i18n`; the rules are in `state` and core.

#![expect(clippy::needless_pass_by_value, reason = "Leptos passes props by value")]
#![expect(unreachable_pub, reason = "#[component] generates a public type for the props")]

mod actions;
mod bounces_report;
mod controls;
mod filters;
mod focus;
mod header;
mod labels;
mod live_region;
mod menus;
mod report_body;
mod report_content;
mod report_handle;
mod selection;
mod status;
mod steps;
mod summary;
mod table;
mod toolbar;

pub use bounces_report::{BouncesReport, BouncesReportProps};
pub use report_handle::ReportHandle;
pub(crate) use status::error_card::ErrorCard;
