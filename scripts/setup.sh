#!/usr/bin/env bash
# setup.sh run|test: installs what is missing and nothing else.
#   run   what `make run` needs: compiler, wasm target, cargo-leptos, wasm-bindgen, wasm-opt
#   test  that, and a browser, PostgreSQL and what reads PDF
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

mode="${1:-run}"
case "$mode" in
  run | test) ;;
  *) die "usage: scripts/setup.sh run|test" ;;
esac

CARGO_LEPTOS=0.3.10
tools="$KABINET_CACHE/tools"

have() { command -v "$1" >/dev/null 2>&1; }

say() { echo "setup: $*"; }

locked_version() { # of a crate, from Cargo.lock
  awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock
}

system_packages() {
  local missing=()
  have make || missing+=(make)
  { have gcc && have g++; } || missing+=(gcc g++ libc6-dev)
  have pkg-config || missing+=(pkg-config)
  [[ -e /usr/include/openssl/ssl.h ]] || missing+=(libssl-dev)
  [[ -e /usr/share/hunspell/ru_RU.dic ]] || missing+=(hunspell-ru)
  [[ -e /usr/share/fonts/truetype/paratype/PTS55F.ttf ]] || missing+=(fonts-paratype)
  have node || missing+=(nodejs)
  have npm || missing+=(npm)
  if [[ "$mode" == test ]]; then
    have curl || missing+=(curl)
    { have pdftotext && have pdffonts; } || missing+=(poppler-utils)
    [[ -x "$CHROMIUM" ]] || missing+=(chromium-headless-shell)
    compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql)
  fi
  ((${#missing[@]})) || return 0

  have apt-get || die "setup: install these by hand: ${missing[*]}"
  local root=()
  if ((EUID != 0)); then
    have sudo || die "setup: needs root (or sudo) to install: ${missing[*]}"
    root=(sudo)
  fi
  say "apt-get install ${missing[*]}"
  "${root[@]}" apt-get -qq update
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install -y --no-install-recommends "${missing[@]}" </dev/null
}

rust() {
  have cargo || die "setup: Rust is missing; install it with rustup (https://rustup.rs)"
  local needed installed
  needed="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
  installed="$(rustc --version | cut -d' ' -f2)"
  [[ "$(printf '%s\n' "$needed" "$installed" | sort -V | head -n1)" == "$needed" ]] ||
    die "setup: Rust $needed or newer is needed, found $installed; try: rustup update stable"
  if [[ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]]; then
    say "rustup target add wasm32-unknown-unknown"
    rustup target add wasm32-unknown-unknown
  fi
  if [[ "$mode" == test ]] && ! { have cargo-clippy && have rustfmt && cargo fmt --version >/dev/null 2>&1; }; then
    say "rustup component add clippy rustfmt"
    rustup component add clippy rustfmt
  fi
}

# Builds a tool once per machine. Its own release profile would take most of an hour; these settings take minutes.
install_tool() { # crate version [flags]
  local crate="$1" version="$2"
  shift 2
  say "cargo install $crate $version (once per machine, minutes)"
  env CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_PROFILE_RELEASE_DEBUG=0 OPENSSL_NO_VENDOR=1 CARGO_TARGET_DIR="$tools/target" \
    cargo install --quiet --root "$tools" "$crate" --version "$version" --force "$@"
  rm -rf "$tools/target"
}

rust_tools() {
  local bindgen
  bindgen="$(locked_version wasm-bindgen)"
  [[ -n "$bindgen" ]] || die "setup: Cargo.lock names no wasm-bindgen"
  # Without --locked: its own lock file may name releases that are no longer served.
  [[ "$("$tools/bin/wasm-bindgen" --version 2>/dev/null)" == "wasm-bindgen $bindgen" ]] ||
    install_tool wasm-bindgen-cli "$bindgen"
  [[ "$("$tools/bin/cargo-leptos" --version 2>/dev/null)" == "cargo-leptos $CARGO_LEPTOS" ]] ||
    install_tool cargo-leptos "$CARGO_LEPTOS" --locked --features no_downloads
}

# wasm-opt for release builds, and what the browser tests need; again only when the lock changes.
node_packages() {
  local stamp=end2end/node_modules/.installed sum
  sum="$(sha256sum <end2end/package-lock.json)"
  [[ -f "$stamp" && "$(<"$stamp")" == "$sum" ]] && return 0
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
    die "setup: Node 20 or newer is needed, found $(node --version)"
  say "npm ci"
  (cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error </dev/null)
  echo "$sum" >"$stamp"
}

mkdir -p "$KABINET_CACHE"
if have flock; then
  # Two set-ups at once would install the same things over each other.
  exec 9>"$KABINET_CACHE/setup.lock"
  flock 9
fi
{ # A service that a package starts must not inherit the lock.
  system_packages
  rust
  rust_tools
  node_packages
} 9>&-
