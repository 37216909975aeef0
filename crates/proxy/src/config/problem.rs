//! Problems of a configuration, described for the person who wrote it. Values are never quoted: any of
//! them may be a secret.

use super::source::Source;
use std::fmt;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The name of the setting in the file, or the unknown name.
    pub key: String,
    /// Where the setting was found; `None` if it is not set.
    pub source: Option<Source>,
    /// What is wrong, as the end of a sentence.
    pub message: String,
    /// What to do about it.
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

/// All problems of a configuration; never empty.
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
