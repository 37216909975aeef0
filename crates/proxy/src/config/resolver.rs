//! Reads single settings of a [`RawConfig`] and collects all problems. Rules for groups of settings are
//! in `resolve`, `account`, `store` and `origins`.

use super::{
    key::Key,
    problem::{ConfigProblem, ConfigProblems},
    raw::RawConfig,
    source::Source,
};
use secrecy::ExposeSecret;
use std::ops::RangeInclusive;
use url::Url;

/// The settings, and the problems found so far.
pub(super) struct Resolver<'a> {
    raw: &'a RawConfig,
    problems: Vec<ConfigProblem>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(raw: &'a RawConfig) -> Self {
        Self { raw, problems: raw.problems.clone() }
    }

    /// `value` if no problem was found.
    pub(super) fn finish<T>(mut self, value: Option<T>) -> Result<T, ConfigProblems> {
        if self.raw.is_incomplete {
            // What is not set may be in the file that cannot be read.
            self.problems.retain(|problem| problem.source.is_some());
        }
        match value {
            Some(value) if self.problems.is_empty() => Ok(value),
            Some(_) | None => Err(ConfigProblems(self.problems)),
        }
    }

    pub(super) fn is_set(&self, key: Key) -> bool {
        self.raw.settings.contains_key(&key)
    }

    /// The text of a setting. It borrows from the raw configuration, so that problems can be added
    /// meanwhile.
    pub(super) fn text(&self, key: Key) -> Option<&'a str> {
        self.raw.settings.get(&key).map(|setting| setting.text.expose_secret())
    }

    pub(super) fn source(&self, key: Key) -> Option<&'a Source> {
        self.raw.settings.get(&key).map(|setting| &setting.source)
    }

    pub(super) fn url(
        &mut self,
        key: Key,
        default: Option<&str>,
        parse: fn(&str) -> Result<Url, &'static str>,
        hint: &str,
    ) -> Option<Url> {
        match parse(self.text(key).or(default)?) {
            Ok(url) => Some(url),
            Err(message) => {
                self.add_problem(key, message, hint);
                None
            }
        }
    }

    pub(super) fn number(&mut self, key: Key, default: u64, range: RangeInclusive<u64>) -> u64 {
        let Some(text) = self.text(key) else { return default };
        let message = match text.parse() {
            Ok(number) if range.contains(&number) => return number,
            Ok(_) => "is out of range",
            Err(_) if is_integer(text) => "is out of range",
            Err(_) => "is not a whole number",
        };
        let (min, max) = (range.start(), range.end());
        let hint = format!("a whole number from {min} to {max}; the default is {default}");
        self.add_problem(key, message, &hint);
        default
    }

    pub(super) fn is_on(&mut self, key: Key) -> bool {
        self.switch(key, false)
    }

    pub(super) fn switch(&mut self, key: Key, default: bool) -> bool {
        match self.text(key) {
            Some("true") => true,
            Some("false") => false,
            None => default,
            Some(_) => {
                let hint = format!("{default}, the default");
                self.add_problem(key, "is neither true nor false", &hint);
                default
            }
        }
    }

    pub(super) fn add_problem(&mut self, key: Key, message: &str, hint: &str) {
        self.add(key.name(), self.source(key).cloned(), message, hint);
    }

    /// Adds a problem with an option of the command line.
    pub(super) fn add_flag_problem(&mut self, flag: &str, message: &str, hint: &str) {
        self.add(flag, Some(Source::Flag("the command line")), message, hint);
    }

    fn add(&mut self, key: &str, source: Option<Source>, message: &str, hint: &str) {
        self.problems.push(ConfigProblem {
            key: key.to_owned(),
            source,
            message: message.to_owned(),
            hint: hint.to_owned(),
        });
    }
}

/// Whether a text is an integer of any size, which may be negative.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
