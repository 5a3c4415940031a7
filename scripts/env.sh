# shellcheck shell=bash
# Sourced by the Makefile and by every script: where the tools and the build results live.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# Outside the checkout, so that every clone shares one warm build.
export KABINET_CACHE="${KABINET_CACHE:-$HOME/.cache/kabinet}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$KABINET_CACHE/target}"
case "$CARGO_TARGET_DIR" in
  /*) ;;
  *) CARGO_TARGET_DIR="$ROOT/$CARGO_TARGET_DIR" ;;
esac

# Cargo tells by file times what is new. Where another checkout has built the same crates since, from other files with
# earlier times, everything of ours must look new.
claim_target() {
  local stamp="$CARGO_TARGET_DIR/.checkout"
  [[ "$(cat "$stamp" 2>/dev/null)" == "$ROOT" ]] && return 0
  mkdir -p "$CARGO_TARGET_DIR"
  find "$ROOT/app" "$ROOT/frontend" "$ROOT/server" \( -name '*.rs' -o -name Cargo.toml \) -exec touch {} +
  echo "$ROOT" >"$stamp"
}
claim_target

export PATH="$ROOT/scripts/bin:$KABINET_CACHE/tools/bin:$ROOT/end2end/node_modules/.bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

# The browser of the tests: Debian's Chromium without its windows, which takes a third less of the processor.
: "${CHROMIUM:=/usr/bin/chromium-headless-shell}"
[[ -x "$CHROMIUM" || ! -x /usr/bin/chromium ]] || CHROMIUM=/usr/bin/chromium
export CHROMIUM

# The page and the server; `frontend` is left out because its `hydrate` must not meet the server's `ssr`.
# shellcheck disable=SC2034 # used by the scripts that source this file
SERVER_SIDE=(--workspace --exclude frontend --features app/ssr)

# cargo-leptos looks for the binary under the package's name unless told.
export LEPTOS_BIN_EXE_NAME=kabinet

# What the built server must know about the built page.
export_site() {
  export LEPTOS_OUTPUT_NAME=kabinet
  export LEPTOS_SITE_ROOT="$ROOT/target/site"
  export LEPTOS_SITE_PKG_DIR=pkg
  export LEPTOS_HASH_FILES=true
  export LEPTOS_ENV=PROD
}

# A loopback port that nobody listens on, below the range the system hands out by itself.
free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 10000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return 0
    fi
  done
  echo "no free port between 20000 and 29999" >&2
  return 1
}

die() {
  echo "$*" >&2
  exit 1
}
