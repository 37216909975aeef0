//! The settings as the user wrote them, in the file and in the environment. Their meaning is decided in
//! `resolve`.

use super::{
    key::{Key, VARIABLE_PREFIX},
    problem::ConfigProblem,
    source::Source,
};
use secrecy::SecretString;
use std::{collections::BTreeMap, ffi::OsString, path::Path};
use toml::Table;

/// Variables with the prefix `BOUNCES_` that are not settings: `main` reads them.
const OTHER_VARIABLES: [&str; 2] = ["BOUNCES_CONFIG", "BOUNCES_LOG"];

/// The text of a setting. Any setting may be a secret, so none can be printed.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) text: SecretString,
    pub(super) source: Source,
}

/// The settings as they were written, with their sources, and problems found while reading them.
#[derive(Clone, Debug, Default)]
pub struct RawConfig {
    pub(super) settings: BTreeMap<Key, Setting>,
    pub(super) problems: Vec<ConfigProblem>,
    /// The file could not be read, so it is not known which settings are missing.
    pub(super) is_incomplete: bool,
}

impl RawConfig {
    /// Reads the file, if there is one, and the environment, which has precedence.
    ///
    /// An empty setting counts as not set, unless that would lift a limit.
    pub fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Self {
        let mut raw = Self::default();
        if let Some(path) = file {
            match read_file(path) {
                Ok(table) => raw.read_table(table, &file_source(path)),
                Err(problem) => {
                    raw.problems.push(problem);
                    raw.is_incomplete = true;
                }
            }
        }
        for (name, value) in environment {
            // A setting that is not text is a problem, not absent: it may be one that limits something.
            let name = name.to_string_lossy().into_owned();
            raw.read_variable(name, value.into_string().ok());
        }
        raw
    }

    fn read_table(&mut self, table: Table, source: &Source) {
        for (name, value) in table {
            let Some(key) = Key::from_name(&name) else {
                self.add_unknown(&name, source.clone(), &name);
                continue;
            };
            match to_text(&value, key.separator()) {
                // As in the environment.
                Some(text) if text.is_empty() && key.is_unset_if_empty() => {}
                Some(text) => {
                    self.settings
                        .insert(key, Setting { text: text.into(), source: source.clone() });
                }
                None => self.add_problem(
                    &name,
                    source.clone(),
                    if value.is_array() {
                        "must be a list of strings".to_owned()
                    } else {
                        format!("must not be a {}", value.type_str())
                    },
                    "use a string, an integer, true, false, or a list of strings",
                ),
            }
        }
    }

    /// Reads a variable, whose value is `None` if it is not text.
    fn read_variable(&mut self, name: String, value: Option<String>) {
        let Some(rest) = name.strip_prefix(VARIABLE_PREFIX) else { return };
        let is_other = OTHER_VARIABLES.contains(&name.as_str()) || is_service_variable(rest);
        if is_other {
            return;
        }
        let Some(value) = value else {
            let source = Source::Variable(name.clone());
            let hint = "write it in ASCII or UTF-8";
            return self.add_problem(&name, source, "is not valid UTF-8".to_owned(), hint);
        };
        let lower = rest.to_ascii_lowercase();
        match Key::from_name(&lower).filter(|key| key.variable() == name) {
            Some(key) if value.is_empty() && key.is_unset_if_empty() => {}
            None if value.is_empty() => {}
            Some(key) => {
                let source = Source::Variable(name);
                self.settings.insert(key, Setting { text: value.into(), source });
            }
            None => self.add_unknown(&lower, Source::Variable(name.clone()), &name),
        }
    }

    fn add_unknown(&mut self, typed: &str, source: Source, shown: &str) {
        let hint = match (Key::nearest(typed), &source) {
            (Some(key), Source::Variable(_)) => format!("did you mean {}?", key.variable()),
            (Some(key), Source::File(_) | Source::Flag(_)) => {
                format!("did you mean {}?", key.name())
            }
            (None, _) => "remove it; docs/proxy.md lists every setting".to_owned(),
        };
        self.add_problem(shown, source, "is not a setting of bounces-proxy".to_owned(), &hint);
    }

    fn add_problem(&mut self, key: &str, source: Source, message: String, hint: &str) {
        self.problems.push(ConfigProblem {
            key: key.to_owned(),
            source: Some(source),
            message,
            hint: hint.to_owned(),
        });
    }
}

/// Reads the file as TOML.
///
/// # Errors
/// It cannot be read, or is not valid TOML.
fn read_file(path: &Path) -> Result<Table, ConfigProblem> {
    let problem = |message, hint: &str| ConfigProblem {
        key: "--config".to_owned(),
        source: Some(file_source(path)),
        message,
        hint: hint.to_owned(),
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        problem(format!("cannot be read: {error}"), "use a file that this user can read")
    })?;
    text.parse().map_err(|error: toml::de::Error| {
        // The error quotes the line, which may contain a secret.
        let start = error.span().map_or(0, |span| span.start);
        let line = 1 + text.get(..start).unwrap_or_default().matches('\n').count();
        problem(
            format!("is not valid TOML near line {line}"),
            "write one `key = \"value\"` per line; docs/proxy.md has a complete example",
        )
    })
}

fn file_source(path: &Path) -> Source {
    Source::File(path.display().to_string())
}

/// The value as in an environment variable, where `separator` is between list items.
fn to_text(value: &toml::Value, separator: &str) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(items) => {
            let words: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            Some(words?.join(separator))
        }
        toml::Value::Boolean(is_on) => Some(is_on.to_string()),
        toml::Value::Float(_) | toml::Value::Datetime(_) | toml::Value::Table(_) => None,
    }
}

/// Whether Kubernetes defines the variable for a service whose name starts with `bounces`, such as
/// `BOUNCES_PROXY_SERVICE_HOST` and `BOUNCES_PROXY_PORT_8787_TCP_ADDR`. `rest` is without the prefix.
fn is_service_variable(rest: &str) -> bool {
    let words: Vec<&str> = rest.split('_').collect();
    (0..words.len()).any(|start| match &words[start..] {
        ["SERVICE", "HOST"] | ["SERVICE", "PORT", ..] | ["PORT"] => true,
        ["PORT", port, "TCP" | "UDP" | "SCTP", end @ ..] => {
            port.parse::<u16>().is_ok() && matches!(end, [] | ["ADDR" | "PORT" | "PROTO"])
        }
        _ => false,
    })
}
