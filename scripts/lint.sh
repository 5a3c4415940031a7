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
  for file in scripts/*.sh scripts/bench/*.sh scripts/bin/* .ci/run; do bash -n "$file"; done
  sh -n server/db/src/testing/cluster.sh
  scripts/mutants.sh --check
  if command -v shellcheck >/dev/null; then
    # `-x` reads scripts/bench/*.sh where scripts/bench.sh sources them.
    shellcheck -x --severity=warning scripts/*.sh scripts/bin/* .ci/run
    shellcheck -s sh --severity=warning server/db/src/testing/cluster.sh
  fi
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
