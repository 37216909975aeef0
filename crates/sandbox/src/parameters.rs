//! Parameters of a query or form, including repeated ones. The callers decide which are allowed.

use std::collections::HashSet;

/// Names and values in the order in which they were sent.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Parses `a=1&b=2`. Cannot fail: any text is a valid list of parameters.
    pub(crate) fn parse(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The value of a parameter that was sent exactly once.
    pub(crate) fn single(&self, name: &str) -> Option<&str> {
        let mut values = self.all(name);
        let first = values.next();
        first.filter(|_| values.next().is_none())
    }

    /// All values of a parameter.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether any parameter was sent more than once.
    pub(crate) fn has_repeated(&self) -> bool {
        let mut seen = HashSet::new();
        !self.names().all(|name| seen.insert(name))
    }

    /// All names, including repetitions.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}
