#!/usr/bin/env bash
# The Rust tests of everything but the browser's entry point, on SQLite and on a throwaway PostgreSQL.
# The tests find PostgreSQL by KABINET_TEST_POSTGRES_URL and make their own databases there; set it to use another one.
# Further arguments go to `cargo test`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

cluster=""
clean_up() { [[ -z "$cluster" ]] || scripts/postgres.sh stop "$cluster" || true; }
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [[ -z "${KABINET_TEST_POSTGRES_URL:-}" ]]; then
  cluster="$(mktemp -d "${TMPDIR:-/tmp}/kabinet-pg.XXXXXX")"
  KABINET_TEST_POSTGRES_URL="$(scripts/postgres.sh start "$cluster")"
  export KABINET_TEST_POSTGRES_URL
fi
cargo test --locked --no-fail-fast "${SERVER_SIDE[@]}" "$@"
