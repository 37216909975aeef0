//! UUIDs (RFC 9562) in their hyphenated form. What they identify is defined by their users.

use std::fmt;

/// A UUID of any version, in 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(u128);

impl Uuid {
    /// The UUID whose bits are all 0.
    pub const NIL: Self = Self(0);

    /// The UUID with these bits, the first digit in the highest ones.
    pub const fn from_u128(bits: u128) -> Self {
        Self(bits)
    }

    /// The version 4 UUID made of random bits.
    pub const fn v4(random: u128) -> Self {
        const VERSION: u128 = 0xf000 << 64;
        const VARIANT: u128 = 0xc000 << 48;
        Self(random & !VERSION & !VARIANT | 0x4000 << 64 | 0x8000 << 48)
    }

    /// Its bits, the first digit in the highest ones.
    pub const fn as_u128(self) -> u128 {
        self.0
    }

    /// Parses the hyphenated form, such as `98edac88-f4bc-408c-9e64-acd890384231`, ignoring case.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 36 {
            return None;
        }
        let mut bits = 0;
        for (index, byte) in text.bytes().enumerate() {
            if let 8 | 13 | 18 | 23 = index {
                if byte != b'-' {
                    return None;
                }
            } else {
                let digit = match byte {
                    b'0'..=b'9' => byte - b'0',
                    b'a'..=b'f' => byte - b'a' + 10,
                    b'A'..=b'F' => byte - b'A' + 10,
                    _ => return None,
                };
                bits = bits << 4 | u128::from(digit);
            }
        }
        Some(Self(bits))
    }
}

impl fmt::Display for Uuid {
    /// Lower case with hyphens, as RFC 9562 requires.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written in one call, because an export writes a million of them.
        let mut text = *b"00000000-0000-0000-0000-000000000000";
        let digits = self.0.to_be_bytes().into_iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        for (character, digit) in text.iter_mut().filter(|byte| **byte != b'-').zip(digits) {
            *character = b"0123456789abcdef"[usize::from(digit)];
        }
        formatter.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}
