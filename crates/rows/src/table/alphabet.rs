//! The characters that occur in a column, and how often. Their weights are defined in `collation`.

/// The distinct characters of a column.
///
/// It is updated while rows are appended, so that a sort does not have to read the whole column to
/// find its characters.
#[derive(Clone, Debug)]
pub(crate) struct Alphabet {
    /// By ASCII character: how often it occurs.
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
    /// Counts the characters of a text.
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
                Ok(index) => self.others[index].1 += 1,
                Err(index) => self.others.insert(index, (character, 1)),
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
