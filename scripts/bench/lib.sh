# shellcheck shell=bash
# Sourced by scripts/bench.sh and its stages: figures, the server under measure, cleaning up.

ACCOUNTS="${ACCOUNTS:-100000}"
LOAD_SECONDS="${LOAD_SECONDS:-20}"
# Every branch takes readings on this day.
CLOCK=2026-11-24T09:00:00Z
store="$KABINET_CACHE/bench"
PROFILE="${PROFILE:-release}"
figures="$store/figures-$ACCOUNTS"
[[ "$PROFILE" == release ]] || figures="$store/figures-$PROFILE"
binary="$CARGO_TARGET_DIR/$PROFILE/kabinet"
# shellcheck disable=SC2034 # used by the stages
prepare="$CARGO_TARGET_DIR/$PROFILE/examples/bench-prepare"
work=""
server=""
cluster=""
stage=""

say() { echo "bench: $*" >&2; }

# A figure of the stage under way.
note() { # key value
  echo "$1=$2" >>"$work/$stage.figures"
}

# The `key=value` lines of a file, under PREFIX.
note_all() { # prefix file
  local figure
  while read -r figure; do note "$1${figure%%=*}" "${figure#*=}"; done <"$2"
}

begin_stage() {
  stage="$1"
  say "$stage"
  : >"$work/$stage.figures"
  note date "$(date -u +%F)"
}

# A stage that broke leaves the figures of the last whole one.
end_stage() {
  mkdir -p "$figures"
  mv "$work/$stage.figures" "$figures/$stage"
}

clean_up() {
  local status=$?
  trap - EXIT
  trap '' INT TERM
  restore_sources || true
  stop_server || true
  stop_cluster || true
  give_back_scaled || true
  [[ -z "$work" ]] || rm -rf "$work"
  exit "$status"
}

restore_sources() { :; }  # the stage `rebuild` has something to restore
give_back_scaled() { :; } # and `scale` something to put back

microseconds() { echo "${EPOCHREALTIME/[.,]/}"; }

# The brackets keep awk from taking a comparison for a file to write.
calc() { awk -v OFMT='%.10g' "BEGIN { print ($1) }"; }

# Runs a command; `seconds` is then how long it took and `busy` how many cores it used with its children.
timed() { # command...
  local began user system
  began="$(microseconds)"
  TIMEFORMAT='TIMES %U %S'
  { time "$@" 2>&3; } 3>&2 2>"$work/times"
  seconds="$(calc "($(microseconds) - $began) / 1e6")"
  read -r _ user system < <(grep '^TIMES' "$work/times")
  busy="$(calc "($user + $system) / $seconds")"
}

# The binary in its folder `work`, so that what it names by a relative path lands there.
spawn_server() { # config url
  port="$(free_port)"
  (
    cd "$work" || exit
    export_site
    export KABINET__SERVER__ADDRESS="127.0.0.1:$port" KABINET__DATABASE__URL="$2"
    exec "$binary" serve --config "$1" </dev/null >>"$work/server.log" 2>&1
  ) &
  server=$!
}

start_server() { # url
  KABINET__DEV__CLOCK="$CLOCK" KABINET__DEV__SAMPLE_ACCOUNTS=0 spawn_server "$ROOT/config/dev.toml" "$1"
  base="http://127.0.0.1:$port"
  local _
  for _ in {1..300}; do
    ! curl --fail --silent --noproxy '*' --max-time 5 --output /dev/null "$base/readyz" || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$work/server.log" >&2
  die "the server did not get ready"
}

stop_server() {
  [[ -n "$server" ]] || return 0
  kill -TERM "$server" 2>/dev/null || true
  local _
  for _ in {1..250}; do
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=""
}

# Commands of the binary against a database, without serving.
kabinet() { # url arguments...
  local url="$1"
  shift
  (cd "$work" && KABINET__DATABASE__URL="$url" KABINET__DEV__CLOCK="$CLOCK" KABINET__LOG__FILTER=warn \
    "$binary" --config "$ROOT/config/dev.toml" "$@")
}

start_cluster() { # dir [fill]
  cluster="$1"
  url="$(scripts/bench/cluster.sh start "$@")"
}

stop_cluster() {
  [[ -n "$cluster" ]] || return 0
  local dir="$cluster"
  cluster=""
  "$ROOT/scripts/bench/cluster.sh" stop "$dir"
}

# Processor time so far, in hundredths of a second: of the server, of PostgreSQL.
server_ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$server/stat"; }

cluster_ticks() {
  [[ -n "$cluster" ]] || { echo 0; return; }
  local main
  main="$(head -n1 "$cluster/data/postmaster.pid")"
  cat /proc/[0-9]*/stat 2>/dev/null |
    awk -v main="$main" '{ pid = $1; sub(/.*\) /, ""); if ($2 == main) sum += $12 + $13
                           if (pid == main) sum += $12 + $13 + $14 + $15 } END { print sum + 0 }'
}

# Kilobytes of the server's memory: VmRSS now, VmHWM at most.
memory() { awk -v field="$1:" '$1 == field { print $2 }' "/proc/$server/status"; }
