//! The fuzz_properties' inputs, changed at random: the same 20,000 for each in every `make test`. `fuzz/` runs the same fuzz_properties, guided by coverage, and its seeds are ours.
//!
//! `BOUNCES_MUTATIONS=…` (a number for each target) sees more.

use crate::fuzz_properties;
use std::path::Path;

const USUAL: u64 = 20_000;

/// A small generator (xorshift), so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % sides.max(1)
    }
}

/// Pieces that have fooled other programs.
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

/// Changes one of the seeds a few times.
fn mutate(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[dice.throw(seeds.len())].clone();
    for _ in 0..dice.throw(6) {
        let at = dice.throw(bytes.len() + 1);
        match dice.throw(5) {
            0 => drop(bytes.splice(at..at, PIECES[dice.throw(PIECES.len())].iter().copied())),
            1 => bytes.truncate(at),
            2 if at < bytes.len() => bytes[at] = u8::try_from(dice.throw(256)).unwrap_or_default(),
            3 if at < bytes.len() => drop(bytes.remove(at)),
            _ => {
                let tail = bytes[at..].to_vec();
                bytes.extend_from_slice(&tail[..tail.len().min(64)]);
            }
        }
    }
    bytes
}

/// The seeds of a target as they are, and then changed.
fn many(name: &str, target: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(name);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<_> = files.into_iter().map(|path| std::fs::read(path).unwrap()).collect();
    for seed in &seeds {
        target(seed);
    }
    let count = std::env::var("BOUNCES_MUTATIONS").ok().and_then(|text| text.parse().ok());
    let mut dice = Dice(0x5eed);
    for _ in 0..count.unwrap_or(USUAL) {
        target(&mutate(&mut dice, &seeds));
    }
}

#[test]
fn a_path_that_is_taken_means_the_same_to_everybody() {
    many("path", fuzz_properties::path);
}

#[test]
fn a_query_that_is_taken_has_nothing_but_what_its_route_takes() {
    many("query", fuzz_properties::query);
}

#[test]
fn a_wish_that_is_kept_leads_a_browser_to_this_origin() {
    many("return_to", fuzz_properties::return_to);
}

#[test]
fn a_session_that_is_taken_stands_in_the_cookies_under_its_own_name() {
    many("cookies", fuzz_properties::cookies);
}

#[test]
fn tokens_that_are_taken_can_be_sent_and_print_nothing() {
    many("tokens", fuzz_properties::tokens);
}

#[test]
fn a_page_that_is_read_can_be_written_and_read_again() {
    many("page", fuzz_properties::page);
}
