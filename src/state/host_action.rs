//! What an action of the host is. How it is performed is in `host_actions`.

use serde::Deserialize;

/// An action of the host, which the widget offers for rows and reports as `ReportEvent::Action`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct HostAction {
    /// Its name in events.
    pub id: String,
    /// The text of its button.
    pub label: String,
    /// A question that the user has to confirm before. `{count}` is replaced by the number of rows.
    #[serde(default)]
    pub confirm: Option<String>,
    /// Where it is offered.
    #[serde(default)]
    pub scope: ActionScope,
}

/// Where an action of the host is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionScope {
    /// Everywhere.
    #[default]
    All,
    /// For the selected rows only.
    Selection,
    /// In the advice to remove contacts only, for all rows that match.
    Remove,
}
