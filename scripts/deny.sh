#!/usr/bin/env bash
# Licences, banned crates, sources (deny.toml) and dependencies that nothing uses.
# Builds cargo-deny and cargo-machete once per machine unless they are there; `--if-installed` skips instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

tool() { # crate version
  command -v "$1" >/dev/null && return 0
  echo "cargo install $1 $2 (once per machine, minutes)"
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$KABINET_CACHE/tools/target" \
    cargo install --quiet --root "$KABINET_CACHE/tools" "$1" --version "$2" --locked
  rm -rf "$KABINET_CACHE/tools/target"
}

if [[ "${1:-}" != --if-installed ]]; then
  tool cargo-deny 0.20.2
  tool cargo-machete 0.9.2
fi
! command -v cargo-deny >/dev/null || cargo deny --locked --workspace check licenses bans sources
! command -v cargo-machete >/dev/null || cargo machete
