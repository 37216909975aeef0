//! Which characters a column is written with. What they weigh stands in `collation`.

/// The distinct characters of a column.
///
/// Kept while rows are appended, so that a sort begins with its alphabet and need not read the
/// whole column for it.
#[derive(Clone, Debug)]
pub(crate) struct Alphabet {
    ascii: [bool; 128],
    /// All others, sorted.
    others: Vec<char>,
}

impl Default for Alphabet {
    fn default() -> Self {
        Self { ascii: [false; 128], others: Vec::new() }
    }
}

impl Alphabet {
    pub(super) fn add(&mut self, text: &str) {
        if !text.is_ascii() {
            return self.add_characters(text);
        }
        for byte in text.bytes() {
            self.ascii[usize::from(byte & 0x7f)] = true;
        }
    }

    fn add_characters(&mut self, text: &str) {
        for character in text.chars() {
            if let Some(seen) = self.ascii.get_mut(character as usize) {
                *seen = true;
            } else if let Err(place) = self.others.binary_search(&character) {
                self.others.insert(place, character);
            }
        }
    }

    /// The distinct characters, sorted.
    pub(crate) fn characters(&self) -> Vec<char> {
        let ascii = (0..128_u8).filter(|byte| self.ascii[usize::from(*byte)]).map(char::from);
        ascii.chain(self.others.iter().copied()).collect()
    }

    /// The distinct characters beyond ASCII, sorted.
    pub(crate) fn beyond_ascii(&self) -> &[char] {
        &self.others
    }

    /// How many distinct characters there are.
    pub(crate) fn len(&self) -> usize {
        self.others.len() + self.ascii.iter().filter(|seen| **seen).count()
    }
}
