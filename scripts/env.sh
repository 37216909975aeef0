# To be sourced: `. scripts/env.sh` (sh, dash, bash, zsh). Puts the tools of scripts/setup on PATH, so that `trunk`, `wasm-pack` and `cargo` work in this
# project. It may be sourced twice.

bounces_cache="${XDG_CACHE_HOME:-$HOME/.cache}/bounces-report"

case ":$PATH:" in
  *":$bounces_cache/bin:"*) ;;
  *) PATH="$bounces_cache/bin:$PATH" ;;
esac
export PATH

# The compiler: the user's own if it has the wasm32 target, else the toolchain of scripts/setup, also for native code, so that nothing is compiled twice.
# rustup accepts a path as a toolchain's name, so nothing is registered outside the cache.
if [ -z "${RUSTUP_TOOLCHAIN:-}" ] && [ -x "$bounces_cache/rust/bin/rustc" ] &&
  [ ! -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then
  RUSTUP_TOOLCHAIN="$bounces_cache/rust"
  export RUSTUP_TOOLCHAIN
fi

# The browser of the end-to-end tests, unless the user has set one. The WebDrivers are found on PATH: with GECKODRIVER set, `wasm-pack test --chrome` would
# run in Firefox without notice.
if [ -z "${CHROMIUM:-}" ]; then
  for bounces_name in chromium chromium-browser google-chrome google-chrome-stable; do
    if CHROMIUM="$(command -v "$bounces_name")"; then break; fi
  done
  unset bounces_name
fi
if [ -n "$CHROMIUM" ]; then export CHROMIUM; else unset CHROMIUM; fi

# Seconds for one browser test page. The default of 20 is too short for a cold browser on a busy machine.
: "${WASM_BINDGEN_TEST_TIMEOUT:=120}"
export WASM_BINDGEN_TEST_TIMEOUT
