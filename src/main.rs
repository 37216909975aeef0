//! The WebAssembly module: all exports of the library. It has no start code, which would bring the
//! runtime of a program.

#![cfg_attr(target_arch = "wasm32", no_main)]

use bounces_report as _;

/// Programs for other targets do nothing; cargo builds one for native tests.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
