//! The scopes of the upstream, and sets of scopes.

use std::fmt;

/// All scopes of the upstream. Any other scope is an error rather than ignored.
const KNOWN: [&str; 5] =
    ["account_read", "account_update", "campaign_data", "contact_data", "offline_access"];

/// A set of scopes without duplicates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scopes(Vec<&'static str>);

impl Scopes {
    /// Parses a space-separated list; `None` if it is empty or contains an unknown scope.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let names = text.split(' ').filter(|name| !name.is_empty());
        let mut scopes = names
            .map(|name| KNOWN.into_iter().find(|known| *known == name))
            .collect::<Option<Vec<_>>>()?;
        scopes.sort_unstable();
        scopes.dedup();
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    /// Whether the set allows reading who the account is.
    pub(crate) fn account_read(&self) -> bool {
        self.0.contains(&"account_read")
    }

    /// Whether the set allows reading reports.
    pub(crate) fn campaign_data(&self) -> bool {
        self.0.contains(&"campaign_data")
    }

    /// Whether the set entitles to a refresh token.
    pub(crate) fn offline_access(&self) -> bool {
        self.0.contains(&"offline_access")
    }

    pub(crate) fn contain(&self, other: &Self) -> bool {
        other.0.iter().all(|scope| self.0.contains(scope))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join(" "))
    }
}
