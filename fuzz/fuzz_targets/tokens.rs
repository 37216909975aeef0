//! Any bytes for `targets::tokens`, guided by coverage.

#![no_main]

#[path = "../../crates/proxy/tests/proxy/targets.rs"]
#[expect(dead_code, reason = "the other targets have programs of their own")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::tokens(bytes));
