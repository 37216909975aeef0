# To be sourced after env.sh, by scripts that build the widget for release. Where the source of the standard library is installed (`rustup component add
# rust-src`, which scripts/setup tries), it is compiled with the widget, for size. Without it, the release build is larger, and works
# the same. A panic then aborts at once, without a message. Nothing is lost: on wasm32 its text goes nowhere anyway, and the panic boundary catches the trap.

if [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]; then
  # These options are unstable, so the stable compiler has to be told to accept them.
  export RUSTC_BOOTSTRAP=1
  export CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
  export CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT=true CARGO_PROFILE_RELEASE_PANIC=immediate-abort
  # Cargo adds them to those in .cargo/config.toml.
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zlocation-detail=none -Zfmt-debug=none"
else
  echo "The source of the standard library is not installed (rustup component add rust-src): the WebAssembly will be larger." >&2
fi
