#!/usr/bin/env bash
# lint.sh [format|server|frontend|scripts|browser-tests]: what reads the code without running it; all of it by default.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

format() { cargo fmt --all --check; }

server() { cargo clippy --locked --quiet "${SERVER_SIDE[@]}" --all-targets -- -D warnings; }

frontend() { cargo clippy --locked --quiet -p frontend --target wasm32-unknown-unknown -- -D warnings; }

scripts() {
  local file
  for file in scripts/*.sh .ci/run; do bash -n "$file"; done
  if command -v shellcheck >/dev/null; then shellcheck -x --severity=warning scripts/*.sh .ci/run; fi
}

browser-tests() { tsc --noEmit -p end2end; }

if (($#)); then
  "$1"
else
  format
  scripts
  browser-tests
  server
  frontend
fi
