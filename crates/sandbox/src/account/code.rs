//! The seven bounce codes, parsed strictly. Core's own `BounceCode` is lenient, and the sandbox must
//! not share the leniency that it tests.

/// Why an email bounced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Code {
    NonExistent,
    Undeliverable,
    Full,
    Suspended,
    Vacation,
    Other,
    Blocked,
}

impl Code {
    pub(crate) const ALL: [Self; 7] = [
        Self::NonExistent,
        Self::Undeliverable,
        Self::Full,
        Self::Suspended,
        Self::Vacation,
        Self::Other,
        Self::Blocked,
    ];

    pub(crate) fn letter(self) -> &'static str {
        match self {
            Self::NonExistent => "B",
            Self::Undeliverable => "D",
            Self::Full => "F",
            Self::Suspended => "S",
            Self::Vacation => "V",
            Self::Other => "X",
            Self::Blocked => "Z",
        }
    }

    /// The code of exactly this letter.
    pub(crate) fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.letter() == letter)
    }
}
