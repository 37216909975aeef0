//! What users can have done with rows, as events name it.

use serde::Serialize;

/// Something that the widget does with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The addresses are copied to the clipboard.
    Copy,
    /// The rows are saved as a CSV file.
    ExportCsv,
    /// The rows are saved as a JSON file.
    ExportJson,
    /// The rows are printed.
    Print,
    /// A summary of the report, without contacts, is saved as an HTML file.
    ExportSummary,
    /// A summary of the report, without contacts, is printed.
    PrintSummary,
    /// The corrections of mistyped addresses are copied to the clipboard.
    CopyCorrections,
    /// The corrections of mistyped addresses are saved as a CSV file.
    ExportCorrections,
}

/// What is done with rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ActionName {
    /// The widget does it, unless the host prevents that.
    Widget(Action),
    /// The host does it: the id of a [`HostAction`](crate::HostAction).
    Host(String),
}
