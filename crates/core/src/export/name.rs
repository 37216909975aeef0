//! What a file may be called. Its words come from the caller.

/// The most characters that a name has: with its ending it stays below the 255 bytes that file
/// systems allow, if each takes three.
const LONGEST: usize = 80;

/// A text as the name of a file, without an ending: what file systems, or people who read the name,
/// could take for something else becomes a space, and there is one space in a row at most.
///
/// The name is never empty, and neither begins nor ends with a dot.
pub fn file_name(text: &str) -> String {
    let safe = |character: char| if is_safe(character) { character } else { ' ' };
    let name: String = text.chars().map(safe).collect();
    let words: Vec<_> = name.split_whitespace().collect();
    let name: String = words.join(" ").trim_matches(['.', ' ']).chars().take(LONGEST).collect();
    let name = name.trim_end_matches(['.', ' ']);
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

/// Not what Windows forbids, nor what turns the direction of writing, behind which an ending may
/// hide.
fn is_safe(character: char) -> bool {
    let turns = matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !character.is_control() && !turns && !r#"<>:"/\|?*"#.contains(character)
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
        fn no_name_is_a_path_or_too_long(text in any::<String>()) {
            let name = file_name(&text);
            prop_assert!(!name.is_empty() && name.chars().count() <= 80);
            prop_assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']));
            prop_assert!(!name.contains(['/', '\\', ':', '\0', '\n']));
            prop_assert_eq!(file_name(&name), name);
        }
    }
}
