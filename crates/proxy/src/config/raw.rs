//! What the user wrote, and where: the file and the environment. What it means stands in `resolve`.

use super::{ConfigProblem, Key, key::PREFIX};
use secrecy::SecretString;
use std::{collections::BTreeMap, fmt, path::Path};

/// Variables that begin with `BOUNCES_` and are not settings: the command line reads them.
const OTHER_VARIABLES: [&str; 2] = ["BOUNCES_CONFIG", "BOUNCES_LOG"];

/// Where a setting was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the file of this name.
    File(String),
    /// In the environment variable of this name.
    Variable(String),
    /// On the command line.
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => formatter.write_str(path),
            Self::Variable(name) => formatter.write_str(name),
            Self::Flag(flag) => formatter.write_str(flag),
        }
    }
}

/// A setting as it was written. Any of them may be a secret, so none can be printed.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) text: SecretString,
    pub(super) source: Source,
}

/// The settings as they were written, each with its source, and what could not even be read.
#[derive(Clone, Debug, Default)]
pub struct RawConfig {
    pub(super) settings: BTreeMap<Key, Setting>,
    pub(super) problems: Vec<ConfigProblem>,
}

impl RawConfig {
    /// Reads the file, if there is one, and then the environment, which wins.
    ///
    /// A setting of no text counts as not set.
    pub fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut raw = Self::default();
        if let Some(path) = file {
            raw.read_file(path);
        }
        for (name, value) in environment {
            raw.read_variable(name, value);
        }
        raw
    }

    fn read_file(&mut self, path: &Path) {
        let shown = path.display().to_string();
        let source = Source::File(shown.clone());
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                return self.note(
                    "--config",
                    source,
                    format!("cannot be read: {error}"),
                    "name a file that this user may read",
                );
            }
        };
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                // The library's own text quotes the line, which may hold the secret.
                let start = error.span().map_or(0, |span| span.start);
                let line = 1 + text.get(..start).unwrap_or_default().matches('\n').count();
                return self.note(
                    "--config",
                    source,
                    format!("is not valid TOML near line {line}"),
                    "write one `key = \"value\"` a line; docs/proxy.md has a complete example",
                );
            }
        };
        for (name, value) in table {
            let Some(key) = Key::named(&name) else {
                self.unknown(&name, source.clone(), &name);
                continue;
            };
            match plain_text(&value) {
                // As in the environment: nothing is not a value.
                Some(text) if text.is_empty() => {}
                Some(text) => {
                    self.settings
                        .insert(key, Setting { text: text.into(), source: source.clone() });
                }
                None => self.note(
                    &name,
                    source.clone(),
                    format!("cannot be a {}", value.type_str()),
                    "write text, a whole number, or a list of texts",
                ),
            }
        }
    }

    fn read_variable(&mut self, name: String, value: String) {
        let Some(rest) = name.strip_prefix(PREFIX) else { return };
        if value.is_empty() || OTHER_VARIABLES.contains(&name.as_str()) {
            return;
        }
        let lower = rest.to_ascii_lowercase();
        match Key::named(&lower).filter(|key| key.variable() == name) {
            Some(key) => {
                let source = Source::Variable(name);
                self.settings.insert(key, Setting { text: value.into(), source });
            }
            None => self.unknown(&lower, Source::Variable(name.clone()), &name),
        }
    }

    fn unknown(&mut self, typed: &str, source: Source, shown: &str) {
        let hint = match (Key::nearest(typed), &source) {
            (Some(key), Source::Variable(_)) => format!("did you mean {}?", key.variable()),
            (Some(key), Source::File(_) | Source::Flag(_)) => {
                format!("did you mean {}?", key.name())
            }
            (None, _) => "remove it; docs/proxy.md lists every setting".to_owned(),
        };
        self.note(shown, source, "is no setting of bounces-proxy".to_owned(), &hint);
    }

    fn note(&mut self, key: &str, source: Source, message: String, hint: &str) {
        self.problems.push(ConfigProblem {
            key: key.to_owned(),
            source: Some(source),
            message,
            hint: hint.to_owned(),
        });
    }
}

/// A value as the environment would spell it: lists separated by spaces.
fn plain_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(items) => {
            let words: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            Some(words?.join(" "))
        }
        toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Table(_) => None,
    }
}
