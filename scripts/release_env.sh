# To be sourced after env.sh, by scripts that build the widget for release. Where the source of the standard library is installed (`rustup component add
# rust-src`, which scripts/setup tries), it is compiled with the widget, for size: a tenth less WebAssembly. Without it, the release build is larger, and works
# the same. Panics then have no location, and values no `Debug` text; both are for developers, who use the debug build.

if [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]; then
  # These options are unstable, so the stable compiler has to be told to accept them.
  export RUSTC_BOOTSTRAP=1
  export CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
  # Cargo adds them to those in .cargo/config.toml.
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zlocation-detail=none -Zfmt-debug=none"
else
  echo "The source of the standard library is not installed (rustup component add rust-src): the WebAssembly will be larger." >&2
fi
