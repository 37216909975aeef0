//! What is wrong with a configuration, in words for the person who wrote it. No value of a setting stands in it.

use super::Source;
use std::fmt;

/// One thing to correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The setting, by its name in the file, or what was written instead of one.
    pub key: String,
    /// Where it was written; `None` if it was not.
    pub source: Option<Source>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, source, message, hint } = self;
        match source {
            Some(source) => write!(formatter, "{key} ({source}): {message}\n    hint: {hint}"),
            None => write!(formatter, "{key} (not set): {message}\n    hint: {hint}"),
        }
    }
}

/// Everything that is wrong with a configuration, at once; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblems(pub Vec<ConfigProblem>);

impl fmt::Display for ConfigProblems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0.len() == 1 { "problem" } else { "problems" };
        write!(formatter, "the configuration has {} {plural}:", self.0.len())?;
        self.0.iter().try_for_each(|problem| write!(formatter, "\n  {problem}"))
    }
}

impl std::error::Error for ConfigProblems {}
