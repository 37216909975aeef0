//! Checks `fuzz_properties::tokens` with arbitrary bytes, guided by coverage.

#![no_main]

#[path = "../../crates/proxy/tests/proxy/fuzz_properties.rs"]
#[expect(dead_code, reason = "the other fuzz_properties have programs of their own")]
mod fuzz_properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_properties::tokens(bytes));
