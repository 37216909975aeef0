//! Which rows an export or an action is about. `scope_state` knows which of them there are.

use serde::Serialize;

/// The rows of an export or an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportScope {
    /// All rows, whether they match the filters or not.
    All,
    /// The rows that match the filters.
    Matching,
    /// The selected rows, whether they match the filters or not.
    Selected,
}

impl ExportScope {
    /// All scopes, in the order of the menu.
    pub(crate) const ALL: [Self; 3] = [Self::All, Self::Matching, Self::Selected];

    /// The scope that the element's methods know by a name, as [`Serialize`] writes it. A derived `Deserialize` would bring the
    /// formatting of floating-point numbers for its messages.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "all" => Some(Self::All),
            "matching" => Some(Self::Matching),
            "selected" => Some(Self::Selected),
            _ => None,
        }
    }
}
