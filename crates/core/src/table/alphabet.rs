//! Which characters a column is written with, and how often. What they weigh stands in `collation`.

/// The distinct characters of a column.
///
/// HashBag while rows are appended, so that a sort begins with its alphabet and need not read the
/// whole column for it.
#[derive(Clone, Debug)]
pub(crate) struct Alphabet {
    /// How often each occurs.
    ascii: [u64; 128],
    /// All others, sorted, and how often each occurs.
    others: Vec<(char, u64)>,
}

impl Default for Alphabet {
    fn default() -> Self {
        Self { ascii: [0; 128], others: Vec::new() }
    }
}

impl Alphabet {
    pub(super) fn add(&mut self, text: &str) {
        if !text.is_ascii() {
            return self.add_characters(text);
        }
        for byte in text.bytes() {
            self.ascii[usize::from(byte & 0x7f)] += 1;
        }
    }

    fn add_characters(&mut self, text: &str) {
        for character in text.chars() {
            if let Some(count) = self.ascii.get_mut(character as usize) {
                *count += 1;
                continue;
            }
            match self.others.binary_search_by_key(&character, |(known, _)| *known) {
                Ok(place) => self.others[place].1 += 1,
                Err(place) => self.others.insert(place, (character, 1)),
            }
        }
    }

    /// The distinct characters, sorted, and how often each occurs.
    pub(crate) fn characters(&self) -> impl Iterator<Item = (char, u64)> {
        let ascii = (0..128_u8).map(char::from).zip(self.ascii).filter(|(_, count)| *count > 0);
        ascii.chain(self.others.iter().copied())
    }

    /// The distinct characters beyond ASCII, sorted.
    pub(crate) fn beyond_ascii(&self) -> impl Iterator<Item = char> {
        self.others.iter().map(|(character, _)| *character)
    }

    /// How many distinct characters there are.
    pub(crate) fn len(&self) -> usize {
        self.others.len() + self.ascii.iter().filter(|count| **count > 0).count()
    }
}
