//! Checks the properties of `fuzz_properties` with 20,000 randomly mutated seeds each, the same in each
//! run. `fuzz/` checks the same properties, guided by coverage, with the same seeds.
//!
//! `BOUNCES_MUTATIONS` sets another number of inputs.

use crate::fuzz_properties;
use bounces_core::SeededRng;
use std::path::Path;

const DEFAULT_COUNT: u64 = 20_000;

/// A random index below `limit`; 0 if that is 0.
fn below(rng: &mut SeededRng, limit: usize) -> usize {
    usize::try_from(rng.below(limit as u64)).unwrap()
}

/// Fragments that have fooled other programs.
const PIECES: [&[u8]; 30] = [
    b"/",
    b"//",
    b"\\",
    b"..",
    b".",
    b"%2f",
    b"%5c",
    b"%2e",
    b"%00",
    b";",
    b"?",
    b"#",
    b"@",
    b":",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b" ",
    "\u{ff0f}".as_bytes(),
    "\u{202e}".as_bytes(),
    b"&",
    b"=",
    b"limit=500",
    b"bounce_code=B",
    b"{",
    b"}",
    b"[",
    b"\"",
    b"\xff",
];

/// Mutates one of the seeds a few times.
fn mutate(rng: &mut SeededRng, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[below(rng, seeds.len())].clone();
    for _ in 0..below(rng, 6) {
        let at = below(rng, bytes.len() + 1);
        match below(rng, 5) {
            0 => drop(bytes.splice(at..at, PIECES[below(rng, PIECES.len())].iter().copied())),
            1 => bytes.truncate(at),
            2 if at < bytes.len() => bytes[at] = u8::try_from(below(rng, 256)).unwrap_or_default(),
            3 if at < bytes.len() => drop(bytes.remove(at)),
            _ => {
                let tail = bytes[at..].to_vec();
                bytes.extend_from_slice(&tail[..tail.len().min(64)]);
            }
        }
    }
    bytes
}

/// Checks a property with its seeds, and then with mutated seeds.
fn check(name: &str, target: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(name);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<_> = files.into_iter().map(|path| std::fs::read(path).unwrap()).collect();
    for seed in &seeds {
        target(seed);
    }
    let count = std::env::var("BOUNCES_MUTATIONS").ok().and_then(|text| text.parse().ok());
    let mut rng = SeededRng::new(0x5eed);
    for _ in 0..count.unwrap_or(DEFAULT_COUNT) {
        target(&mutate(&mut rng, &seeds));
    }
}

#[test]
fn accepted_paths_are_unambiguous() {
    check("path", fuzz_properties::path);
}

#[test]
fn accepted_queries_contain_only_parameters_of_their_route() {
    check("query", fuzz_properties::query);
}

#[test]
fn accepted_return_to_targets_stay_on_this_origin() {
    check("return_to", fuzz_properties::return_to);
}

#[test]
fn an_accepted_session_id_is_the_value_of_its_own_cookie() {
    check("cookies", fuzz_properties::cookies);
}

#[test]
fn accepted_tokens_can_be_sent_and_are_not_printed() {
    check("tokens", fuzz_properties::tokens);
}

#[test]
fn an_accepted_page_can_be_encoded_and_decoded_again() {
    check("page", fuzz_properties::page);
}
