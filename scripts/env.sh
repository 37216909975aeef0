# Source me: `. scripts/env.sh` (sh, dash, bash, zsh). Puts what scripts/setup installed on PATH, so that plain `trunk`, `wasm-pack` and `cargo` work
# on this project. Safe to source twice; on a machine where everything is on PATH already it changes next to nothing.

bounces_cache="${XDG_CACHE_HOME:-$HOME/.cache}/bounces-report"

case ":$PATH:" in
  *":$bounces_cache/bin:"*) ;;
  *) PATH="$bounces_cache/bin:$PATH" ;;
esac
export PATH

# A compiler for wasm32: the user's own if it has the target, else the toolchain that scripts/setup put together. It compiles native code too, so that
# nothing is compiled twice. rustup takes a path as a toolchain's name, hence nothing is registered outside the cache.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] && [ -x "$bounces_cache/rust/bin/rustc" ] &&
  [ ! -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then
  RUSTUP_TOOLCHAIN="$bounces_cache/rust"
  export RUSTUP_TOOLCHAIN
fi

# The browser of the end-to-end tests. What the user has set stays. The drivers are found on PATH and are not named here: with GECKODRIVER set,
# `wasm-pack test --chrome` would run in Firefox and not say so.
if [ -z "${CHROMIUM:-}" ]; then
  for bounces_name in chromium chromium-browser google-chrome google-chrome-stable; do
    if CHROMIUM="$(command -v "$bounces_name")"; then break; fi
  done
  unset bounces_name
fi
if [ -n "$CHROMIUM" ]; then export CHROMIUM; else unset CHROMIUM; fi

# Seconds for one whole browser test file; the default of 20 is short for a cold browser on a busy machine.
: "${WASM_BINDGEN_TEST_TIMEOUT:=120}"
export WASM_BINDGEN_TEST_TIMEOUT
