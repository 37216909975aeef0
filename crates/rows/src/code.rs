//! Bounce codes: why an address bounced, the group of each code, and sets of codes. Their names for
//! users are in the widget's `i18n`.

use crate::listed_enum;

/// A bounce code of the upstream.
///
/// The meanings are those of Constant Contact's bounces report. The order is by severity, which is
/// also the order of the reason column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BounceCode<'a> {
    /// `B`: the address does not exist.
    NonExistent,
    /// `S`: reported as non-existent before, so the upstream sends nothing to it.
    Suspended,
    /// `D`: no response after repeated attempts.
    Undeliverable,
    /// `F`: the mailbox is full.
    Full,
    /// `Z`: the provider refused to deliver it, for example as spam.
    Blocked,
    /// `X`: another reason given by the provider.
    Other,
    /// `V`: an auto-reply to a delivered message.
    Vacation,
    /// An undocumented code with its text; empty if the row has none.
    Unknown(&'a str),
}

listed_enum! {
    /// The kind of failure behind a code, the most severe first. This grouping is the project's
    /// own: the API has none.
    pub enum Group {
        /// The address is permanently invalid: `B`, `S`.
        Hard,
        /// Another attempt may succeed: `D`, `F`.
        Soft,
        /// The provider refused the message: `Z`.
        Blocked,
        /// Nothing more is known: `X` and unknown codes.
        Other,
        /// The message was delivered: `V`.
        Delivered,
    }
}

/// A number of rows by code, by [`BounceCode::index`].
pub type CodeCounts = [u32; BounceCode::ALL.len()];

impl<'a> BounceCode<'a> {
    /// One of each variant, in order. The text of the unknown one is empty.
    pub const ALL: [BounceCode<'static>; 8] = [
        BounceCode::NonExistent,
        BounceCode::Suspended,
        BounceCode::Undeliverable,
        BounceCode::Full,
        BounceCode::Blocked,
        BounceCode::Other,
        BounceCode::Vacation,
        BounceCode::Unknown(""),
    ];

    /// Parses a code, ignoring case and surrounding white space.
    pub fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let mut bytes = text.bytes();
        match (bytes.next().map(|byte| byte.to_ascii_uppercase()), bytes.next()) {
            (Some(b'B'), None) => Self::NonExistent,
            (Some(b'S'), None) => Self::Suspended,
            (Some(b'D'), None) => Self::Undeliverable,
            (Some(b'F'), None) => Self::Full,
            (Some(b'Z'), None) => Self::Blocked,
            (Some(b'X'), None) => Self::Other,
            (Some(b'V'), None) => Self::Vacation,
            _ => Self::Unknown(text),
        }
    }

    /// The upstream's letter, or the text of an unknown code.
    pub fn as_str(self) -> &'a str {
        match self {
            Self::NonExistent => "B",
            Self::Suspended => "S",
            Self::Undeliverable => "D",
            Self::Full => "F",
            Self::Blocked => "Z",
            Self::Other => "X",
            Self::Vacation => "V",
            Self::Unknown(text) => text,
        }
    }

    /// The kind of failure.
    pub fn group(self) -> Group {
        match self {
            Self::NonExistent | Self::Suspended => Group::Hard,
            Self::Undeliverable | Self::Full => Group::Soft,
            Self::Blocked => Group::Blocked,
            Self::Other | Self::Unknown(_) => Group::Other,
            Self::Vacation => Group::Delivered,
        }
    }

    /// The index in [`BounceCode::ALL`]. All unknown codes share the last one.
    pub fn index(self) -> u8 {
        match self {
            Self::NonExistent => 0,
            Self::Suspended => 1,
            Self::Undeliverable => 2,
            Self::Full => 3,
            Self::Blocked => 4,
            Self::Other => 5,
            Self::Vacation => 6,
            Self::Unknown(_) => 7,
        }
    }
}

/// A set of codes. All unknown codes are one member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeSet(u8);

impl CodeSet {
    /// The empty set.
    pub const EMPTY: Self = Self(0);

    /// `B`, `S` and `D`: the upstream's preset "recommended for removal".
    pub const RECOMMENDED_FOR_REMOVAL: Self = Self(0b111);

    /// Whether there are no members.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `code` is a member.
    pub fn contains(self, code: BounceCode<'_>) -> bool {
        self.contains_index(code.index())
    }

    /// The set with `code` added, or removed if it was a member.
    #[must_use]
    pub fn toggled(self, code: BounceCode<'_>) -> Self {
        Self(self.0 ^ (1 << code.index()))
    }

    /// The members, in order.
    pub fn iter(self) -> impl Iterator<Item = BounceCode<'static>> {
        BounceCode::ALL.into_iter().filter(move |code| self.contains(*code))
    }

    /// Whether the code with this [`BounceCode::index`] is a member.
    pub(crate) fn contains_index(self, index: u8) -> bool {
        self.0 & (1 << index) != 0
    }
}

impl<'a> FromIterator<BounceCode<'a>> for CodeSet {
    fn from_iter<T: IntoIterator<Item = BounceCode<'a>>>(codes: T) -> Self {
        Self(codes.into_iter().fold(0, |bits, code| bits | (1 << code.index())))
    }
}
