//! Names of exported files. Their words come from the caller.

/// How many characters a name has at most. With its extension it stays below the 255 bytes that
/// file systems allow even if each character takes three.
const MAX_CHARACTERS: usize = 80;

/// Makes a file name of a text, without an extension: characters that file systems or readers of
/// the name could misunderstand become spaces, and several spaces become one.
///
/// The name is never empty, and neither begins nor ends with a dot.
pub fn file_name(text: &str) -> String {
    let safe = |character: char| if is_safe(character) { character } else { ' ' };
    let name: String = text.chars().map(safe).collect();
    let words: Vec<_> = name.split_whitespace().collect();
    let name = words.join(" ");
    let name: String = name.trim_matches(['.', ' ']).chars().take(MAX_CHARACTERS).collect();
    let name = name.trim_end_matches(['.', ' ']);
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

/// Whether a character is neither forbidden by Windows nor changes the direction of writing, which
/// can hide a file's real extension.
fn is_safe(character: char) -> bool {
    let is_invisible = matches!(
        character,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    !character.is_control() && !is_invisible && !r#"<>:"/\|?*"#.contains(character)
}

#[cfg(test)]
mod tests {
    use super::file_name;
    use proptest::prelude::*;

    #[test]
    fn a_subject_stays_readable() {
        for (text, name) in [
            ("Bounces Spring sale: 20 % off 2026-11-12", "Bounces Spring sale 20 % off 2026-11-12"),
            ("Bounces Frühling, 春 (partial)", "Bounces Frühling, 春 (partial)"),
            ("../../etc/passwd", "etc passwd"),
            ("a\u{202e}vsc.exe", "a vsc.exe"),
            ("  a \r\n b... ", "a b"),
            ("???", "_"),
            ("", "_"),
        ] {
            assert_eq!(file_name(text), name);
        }
    }

    proptest! {
        #[test]
        fn a_name_is_never_a_path_and_never_too_long(text in any::<String>()) {
            let name = file_name(&text);
            prop_assert!(!name.is_empty() && name.chars().count() <= 80);
            prop_assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']));
            prop_assert!(!name.contains(['/', '\\', ':', '\0', '\n']));
            prop_assert_eq!(file_name(&name), name);
        }
    }
}
