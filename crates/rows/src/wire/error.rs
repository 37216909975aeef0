//! Why a response could not be parsed. Errors that a response *reports* are in `problem`.

use std::fmt;

/// The kind of a [`DecodeError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeErrorKind {
    /// The response is empty.
    Empty,
    /// The response is a web page, often of a gateway or a sign-in form.
    Html,
    /// The response is not JSON, usually because it is truncated.
    Syntax,
    /// The JSON is well-formed but does not have the documented shape.
    Shape,
}

/// A response that could not be parsed.
///
/// Neither it nor its message contains parts of the response, which has personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// The kind of error.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The line of the response where parsing stopped, from 1; 0 if nothing was read.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in that line, in bytes, from 1; 0 before the first byte of a line.
    pub fn column(&self) -> usize {
        self.column
    }

    fn at(kind: DecodeErrorKind, error: &serde_json::Error) -> Self {
        Self { kind, line: error.line(), column: error.column() }
    }

    /// A response that is JSON, but does not have the documented shape.
    pub(super) fn unexpected_shape(bytes: &[u8]) -> Self {
        let lines = || bytes.split(|byte| *byte == b'\n');
        let column = lines().next_back().map_or(0, <[u8]>::len);
        Self { kind: DecodeErrorKind::Shape, line: lines().count(), column }
    }

    /// Classifies a response that could not be parsed.
    fn classify(bytes: &[u8], error: &serde_json::Error) -> Self {
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
            DecodeErrorKind::Empty => formatter.write_str("the response is empty"),
            DecodeErrorKind::Html => formatter.write_str("the response is a web page, not JSON"),
            DecodeErrorKind::Syntax => {
                write!(formatter, "the response is not valid JSON (line {line}, column {column})")
            }
            DecodeErrorKind::Shape => {
                write!(
                    formatter,
                    "the response has an unexpected shape (line {line}, column {column})"
                )
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// Parses a whole response.
pub(super) fn decode<'de, T: serde::Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|error| DecodeError::classify(bytes, &error))
}
