//! What is above the table beside the next steps: the answer, the evidence, and insights.

pub(crate) mod answer;
mod bar;
mod collapsible_list;
mod domain_line;
mod domains;
pub(crate) mod evidence;
mod industry_rates;
pub(crate) mod insights;
mod reasons;
mod sparkline;
mod verdict;
