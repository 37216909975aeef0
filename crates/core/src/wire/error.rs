//! Why bytes could not be read as the answer they should be. Errors that an answer *reports* stand in `problem`.

use std::fmt;

/// What kind of failure a [`DecodeError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeErrorKind {
    /// There was nothing to read.
    Empty,
    /// A web page came instead of JSON, often from a gateway or a sign-in wall.
    Html,
    /// The bytes are not JSON; a truncated answer is the usual cause.
    Syntax,
    /// The JSON is well-formed but is not the documented shape.
    Shape,
}

/// Bytes that are not the answer they should be.
///
/// Neither it nor its text holds anything of the answer itself, which carries addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// What kind of failure it is.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The line of the answer where reading stopped, from 1; 0 if nothing was read.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in that line, in bytes, from 1; 0 before the first byte of a line.
    pub fn column(&self) -> usize {
        self.column
    }

    pub(super) fn at(kind: DecodeErrorKind, error: &serde_json::Error) -> Self {
        Self { kind, line: error.line(), column: error.column() }
    }

    /// Finds out what the bytes are that could not be read.
    pub(super) fn explain(bytes: &[u8], error: &serde_json::Error) -> Self {
        let kind = match bytes.trim_ascii_start().first() {
            None => DecodeErrorKind::Empty,
            Some(b'<') => DecodeErrorKind::Html,
            Some(_) if error.is_data() => DecodeErrorKind::Shape,
            Some(_) => DecodeErrorKind::Syntax,
        };
        Self::at(kind, error)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, line, column } = *self;
        match kind {
            DecodeErrorKind::Empty => formatter.write_str("the answer is empty"),
            DecodeErrorKind::Html => formatter.write_str("the answer is a web page, not JSON"),
            DecodeErrorKind::Syntax => {
                write!(formatter, "the answer is not valid JSON (line {line}, column {column})")
            }
            DecodeErrorKind::Shape => {
                write!(
                    formatter,
                    "the answer has an unexpected shape (line {line}, column {column})"
                )
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// Reads a whole answer.
pub(super) fn decode<'de, T: serde::Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|error| DecodeError::explain(bytes, &error))
}
