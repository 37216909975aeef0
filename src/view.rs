//! The components, one a file. They draw what `state` knows with the words of `text`, and decide nothing.

#![expect(clippy::needless_pass_by_value, reason = "the props of a component arrive owned")]
#![expect(unreachable_pub, reason = "#[component] makes a public type of each component's props")]

mod bounces_report;
mod filters;
mod focus;
mod header;
mod labels;
mod menus;
mod report_body;
mod report_handle;
mod selection;
mod status;
mod summary;
mod table;

pub(crate) use bounces_report::DEFAULT_PAGE_SIZE;
pub use bounces_report::{BouncesReport, BouncesReportProps};
pub use report_handle::ReportHandle;
pub(crate) use status::state_card::Icon;
