//! How people mistype a domain. The typos are drawn without regard to which of them the rules know:
//! neighboring letters swapped, a letter pressed twice or left out, the key beside it in its place or
//! in addition, and errors in the ending.

use bounces_core::SeededRng;

const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A mistyped form of a domain, different from it.
pub(crate) fn mistype(rng: &mut SeededRng, domain: &str) -> String {
    loop {
        let typed = if rng.percent(18) { ending(rng, domain) } else { name(rng, domain) };
        if typed != domain {
            return typed;
        }
    }
}

/// A typo in the ending, or in the dot before it.
fn ending(rng: &mut SeededRng, domain: &str) -> String {
    let endings: &[(u64, &str)] = match domain.rsplit('.').next() {
        Some("com") => &[
            (40, ".con"),
            (12, ".cmo"),
            (10, ".comm"),
            (8, ".ocm"),
            (8, ".vom"),
            (6, ".cim"),
            (6, ".coom"),
            (5, "com"),
            (5, ",com"),
        ],
        Some("net") => &[(40, ".nte"), (30, ".ner"), (20, ".nett"), (10, "net")],
        Some("org") => &[(40, ".ogr"), (30, ".orgg"), (20, ".prg"), (10, "org")],
        // Endings of countries are short, and rarely mistyped.
        _ => return name(rng, domain),
    };
    let (before, _) = domain.rsplit_once('.').unwrap_or((domain, ""));
    format!("{before}{}", rng.choose_weighted(endings).unwrap_or(".con"))
}

/// The name of a provider or of a company, rather than a host or an ending.
pub(crate) fn longest_label(domain: &str) -> &str {
    // The first one, if several are equally long.
    domain.rsplit('.').max_by_key(|label| label.len()).unwrap_or_default()
}

/// A typo in the longest label, which is the name of a provider or of a company.
fn name(rng: &mut SeededRng, domain: &str) -> String {
    let longest = longest_label(domain);
    let typed = typo(rng, longest);
    let labels = domain.split('.').map(|label| if label == longest { &typed } else { label });
    labels.collect::<Vec<_>>().join(".")
}

fn typo(rng: &mut SeededRng, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    // People notice a wrong first letter; hyphens are left out as a whole.
    let first = u64::from(!rng.percent(2));
    let index = |rng: &mut SeededRng, end: usize| {
        usize::try_from(first + rng.below((end as u64).saturating_sub(first).max(1))).unwrap_or(0)
    };
    match rng.below(100) {
        0..30 => {
            let index = index(rng, letters.len() - 1).min(letters.len() - 2);
            letters.swap(index, index + 1);
        }
        30..58 => {
            let index = index(rng, letters.len());
            letters.remove(index.min(name.len() - 1));
        }
        58..76 => {
            let index = index(rng, letters.len()).min(letters.len() - 1);
            letters.insert(index, letters[index]);
        }
        76..92 => {
            let index = index(rng, letters.len()).min(letters.len() - 1);
            letters[index] = neighbor(rng, letters[index]);
        }
        _ => {
            let index = index(rng, letters.len()).min(letters.len() - 1);
            letters.insert(index, neighbor(rng, letters[index]));
        }
    }
    letters.into_iter().collect()
}

/// A key beside another one.
fn neighbor(rng: &mut SeededRng, letter: char) -> char {
    let beside = KEYBOARD.into_iter().find_map(|row| {
        let index = row.find(letter)?;
        let left = index.checked_sub(1).and_then(|left| row.chars().nth(left));
        let choices: Vec<_> = left.into_iter().chain(row.chars().nth(index + 1)).collect();
        rng.choose(&choices)
    });
    beside.unwrap_or(letter)
}
