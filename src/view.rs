//! The components, one a file. They draw what `state` knows with the words of `text`, and decide nothing.

#![expect(clippy::needless_pass_by_value, reason = "the props of a component arrive owned")]
#![expect(unreachable_pub, reason = "#[component] makes a public type of each component's props")]

mod bounces_report;
mod choice;
mod columns_menu;
mod countdown;
mod domain_choice;
mod domain_line;
mod domains;
mod dynamic;
mod error_words;
mod export_menu;
mod figures;
mod filter_tags;
mod focus;
mod foot;
mod handle;
mod head;
mod interruption;
mod load_bar;
mod menu;
mod output_words;
mod own_days;
mod reading_status;
mod reason_chips;
mod remarks;
mod row_content;
mod row_elements;
mod row_press;
mod rows_body;
mod rows_screen;
mod rows_table;
mod search_field;
mod select_all;
mod selection_bar;
mod skeleton;
mod state_card;
mod status_line;
mod tools;
mod wording;

pub(crate) use bounces_report::DEFAULT_PAGE_SIZE;
pub use bounces_report::{BouncesReport, BouncesReportProps};
pub use handle::ReportHandle;
pub(crate) use state_card::Picture;
