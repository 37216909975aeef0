//! Parameters of a query or of a form, repeated ones kept: which of them are allowed is said elsewhere.

use std::collections::HashSet;

/// Names and values in the order in which they were sent.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads `a=1&b=2`; anything can be read as parameters.
    pub(crate) fn parse(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The value of a parameter that was sent exactly once.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        let mut values = self.all(name);
        let first = values.next();
        first.filter(|_| values.next().is_none())
    }

    /// Every value of a parameter.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether any parameter was sent more than once.
    pub(crate) fn any_repeated(&self) -> bool {
        let mut seen = HashSet::new();
        !self.names().all(|name| seen.insert(name))
    }

    /// The names, repeated ones repeatedly.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}
