//! What is above the table beside the next steps: the answer, the evidence, and insights.

pub(crate) mod answer;
mod bar;
mod domain_line;
mod domains;
pub(crate) mod evidence;
mod fold;
pub(crate) mod insights;
mod normal;
mod reasons;
mod sparkline;
mod verdict;
