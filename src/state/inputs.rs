//! What the host passes in: the values behind these signals change, the signals do not.

use super::host_action::HostAction;
use crate::{api::Fetcher, erased::ErasedValue};
use bounces_core::{BounceCode, CodeSet};
use leptos::prelude::Signal;

/// How many earlier emails are shown until the host says otherwise.
pub(crate) const DEFAULT_HISTORY: usize = 5;

/// The host's inputs.
#[derive(Clone, Copy)]
pub(crate) struct Inputs {
    pub(crate) campaign_activity_id: Signal<String>,
    pub(crate) api_base: Signal<String>,
    pub(crate) auth_base: Signal<String>,
    /// The codes that the report is restricted to; empty means all.
    pub(crate) codes: Signal<CodeSet>,
    pub(crate) page_size: Signal<usize>,
    /// The locale for sorting text; empty means the page's or the user's.
    pub(crate) lang: Signal<String>,
    /// Whether rows are compact until the user chooses.
    pub(crate) compact: Signal<bool>,
    /// The time zone of calendar days; empty means the user's.
    pub(crate) time_zone: Signal<String>,
    /// Whether addresses are masked on the screen and in print.
    pub(crate) masked: Signal<bool>,
    /// How many earlier emails are shown for each contact, at most 12; 0 for no history at all.
    pub(crate) history: Signal<usize>,
    /// The host's own actions.
    pub(crate) actions: Signal<Vec<HostAction>>,
    /// A template of the address of the host's page, with `{view}` or `{+view}`; empty if there is none.
    pub(crate) link_template: Signal<String>,
    /// The source of responses: the proxy, a function of the host, or inline data.
    pub(crate) fetcher: ErasedValue<Fetcher>,
}

/// Parses `"B,S"`, `"B S"` and `"b, s"` alike, and ignores unknown codes.
pub(crate) fn parse_codes(codes: &str) -> CodeSet {
    let codes = codes.split(|letter: char| letter == ',' || letter.is_whitespace());
    let codes = codes.filter(|code| !code.is_empty()).map(BounceCode::parse);
    codes.filter(|code| !matches!(code, BounceCode::Unknown(_))).collect()
}
