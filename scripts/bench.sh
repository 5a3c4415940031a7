#!/usr/bin/env bash
# Measures the release build and writes docs/performance.md from what was measured.
#   bench.sh [STAGE...]      all of them: weight offline import serve scale reminders login rules rebuild; figures of the others
#                            stay as last measured
#   ACCOUNTS=100000          accounts in the databases, which are made once and kept in $KABINET_CACHE/bench
#   ACCOUNTS_SCALE=2000000   accounts of the stage `scale`, in databases that are kept too while all of them fit SCALE_SPACE
#   SCALE_ENGINES='sqlite postgres'        and on which
#   REMINDERS='100000 1000000'             people to remind, few and many
#   LOAD_SECONDS=20          seconds of each load on the page; the others take half
#   REPORT=FILE              where to write (docs/performance.md)
#   PROFILE=debug            tries the stages with a development build, and writes nothing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh
. scripts/bench/lib.sh
. scripts/bench/database.sh
. scripts/bench/serve.sh
. scripts/bench/scale.sh
. scripts/bench/reminders.sh
. scripts/bench/offline.sh
. scripts/bench/login.sh
. scripts/bench/build.sh
. scripts/bench/report.sh
. scripts/bench/text.sh
export LC_ALL=C.UTF-8

stages=("$@")
((${#stages[@]})) || stages=("${STAGES[@]}")

[[ -x "$binary" ]] || die "no $binary: make build"
if ! command -v wrk >/dev/null; then
  ((EUID == 0)) || die "wrk is missing: apt-get install wrk"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends wrk </dev/null
fi

# PostgreSQL's own user must reach its data.
work="$(mktemp -d "${TMPDIR:-/tmp}/kabinet-bench.XXXXXX")"
chmod 711 "$work"
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# With the environment of the built server, so that as little as possible is compiled anew.
build_prepare() (
  export_site
  local profile=dev
  [[ "$PROFILE" != release ]] || profile=release
  cargo build --quiet --locked --profile "$profile" -p server --example bench-prepare
)

for name in "${stages[@]}"; do
  case "$name" in
    weight | rules | rebuild) "stage_$name" ;;
    offline | scale | reminders)
      build_prepare
      "stage_$name"
      ;;
    import | serve | login)
      build_prepare
      make_databases
      [[ "$name" == import ]] || "stage_$name"
      ;;
    *) die "no such stage: $name" ;;
  esac
done
if [[ "$PROFILE" == release ]]; then
  write_report "${REPORT:-docs/performance.md}"
else
  say "tried with $PROFILE: nothing is written"
fi
