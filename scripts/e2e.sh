#!/usr/bin/env bash
# The browser tests against the built server, on a free port, with fresh data and a clock that starts at a fixed moment.
#   DATABASE=sqlite|postgres   which database (sqlite)
#   PROFILE=release|debug      which build (release)
#   KEEP=1                     leave the data folder behind
#   CI=1                       a test that failed is tried once more; only that try is recorded (trace)
# Further arguments go to Playwright. The server's log lands in end2end/artefacts/server.log, pictures and traces of what failed in
# end2end/artefacts/results.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

database="${DATABASE:-sqlite}"
binary="$CARGO_TARGET_DIR/${PROFILE:-release}/kabinet"
[[ -x "$binary" ]] || die "no $binary: make build"

data="$(mktemp -d "${TMPDIR:-/tmp}/kabinet-e2e.XXXXXX")"
cluster=""
server=""
browser=""
artefacts="$ROOT/end2end/artefacts"

clean_up() {
  local status=$?
  trap - EXIT
  trap '' INT TERM
  [[ -z "$browser" ]] || kill -TERM "$browser" 2>/dev/null || true
  if [[ -n "$server" ]] && kill -TERM "$server" 2>/dev/null; then
    for _ in {1..50}; do
      kill -0 "$server" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  [[ -z "$cluster" ]] || "$ROOT/scripts/postgres.sh" stop "$cluster" || true
  if [[ -f "$data/server.log" ]]; then
    mkdir -p "$artefacts"
    cp "$data/server.log" "$artefacts/server.log"
  fi
  if [[ -n "${KEEP:-}" ]]; then
    echo "data left in $data"
  else
    rm -rf "$data"
  fi
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

case "$database" in
  sqlite) url="sqlite://$data/kabinet.sqlite?mode=rwc" ;;
  postgres)
    cluster="$(mktemp -d "${TMPDIR:-/tmp}/kabinet-pg.XXXXXX")"
    url="$("$ROOT/scripts/postgres.sh" start "$cluster")"
    ;;
  *) die "DATABASE is sqlite or postgres, not $database" ;;
esac

port="$(free_port)"
export_site
export KABINET__SERVER__ADDRESS="127.0.0.1:$port"
export KABINET__DATABASE__URL="$url"
export KABINET__DEV__CLOCK="${KABINET__DEV__CLOCK:-2026-11-24T09:00:00Z}"
clock_ahead=$(($(date -d "$KABINET__DEV__CLOCK" +%s) - $(date +%s)))
# Hashing gives way to everything else, and browsers keep every processor busy.
export KABINET__SECURITY__HASH_PATIENCE_MS=8000
# Each test takes accounts of its own, in every project.
export KABINET__DEV__SAMPLE_ACCOUNTS=600
# Each test comes from a network of its own, as customers do: it says which, and is believed.
export KABINET__SERVER__TRUSTED_PROXIES=127.0.0.1
# What the configuration names by a relative path lands in the data folder too.
(cd "$data" && exec "$binary" serve --config "$ROOT/config/dev.toml" </dev/null >"$data/server.log" 2>&1) &
server=$!

base="http://127.0.0.1:$port"
ready=""
for _ in {1..600}; do
  if curl --fail --silent --noproxy '*' --max-time 5 --output /dev/null "$base/readyz"; then
    ready=1
    break
  fi
  kill -0 "$server" 2>/dev/null || break
  sleep 0.2
done
if [[ -z "$ready" ]]; then
  tail -n 40 "$data/server.log" >&2
  die "the server did not get ready"
fi

cd end2end
status=0
export KABINET_BINARY="$binary" BASE_URL="$base" DATABASE="$database" SERVER_LOG="$data/server.log" DATA_DIR="$data" CLOCK_AHEAD="$clock_ahead"
playwright test "$@" &
browser=$! # in the background, so that a signal to this script is answered at once
wait "$browser" || status=$?
browser=""
((status == 0)) || echo "the server's own words: end2end/artefacts/server.log"
exit "$status"
