# shellcheck shell=bash
# How long the start takes, and what a running server bears, on each database.

STARTS=7
CONNECTIONS=(2 8 32)

# From the start of the process to the first answer, in milliseconds. Settings as in earnest: no demonstration.
first_answer() { # url
  cat >"$work/earnest.toml" <<TOML
[server]
public_url = "https://lk.example.com"
[mail]
host = "127.0.0.1"
port = 2525
tls = "none"
from_address = "no-reply@example.com"
from_name = "bench"
[sms]
base_url = "http://127.0.0.1:2526"
sender = "bench"
[files]
dir = "$work/files"
[scanner]
address = "127.0.0.1:3310"
TOML
  local began key line=""
  key="$(printf 'a%.0s' {1..64})"
  began="$(microseconds)"
  KABINET__SMS__TOKEN=bench KABINET__SECURITY__KEY="$key" KABINET__FILES__KEYS="bench $key" spawn_server "$work/earnest.toml" "$1"
  until { exec 5<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || die "the server did not start: $(tail -n 5 "$work/server.log")"
    sleep 0.002
  done
  printf 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&5
  read -r line <&5
  milliseconds="$(calc "($(microseconds) - $began) / 1e3")"
  exec 5<&- 5>&-
  [[ "$line" == *" 200 "* ]] || die "/healthz answered: $line"
  stop_server
}

measure_starts() { # engine
  local all=() number
  for ((number = 0; number < STARTS; number++)); do
    first_answer "$url"
    all+=("$milliseconds")
  done
  mapfile -t all < <(printf '%s\n' "${all[@]}" | sort -n)
  note "$1.start.median" "${all[STARTS / 2]}"
  note "$1.start.worst" "${all[STARTS - 1]}"
}

# One load; notes what came of it under NAME.
load() { # name kind file from connections seconds
  local before_server before_cluster before_idle result seconds busy
  before_server="$(server_ticks)"
  before_cluster="$(cluster_ticks)"
  before_idle="$(idle_ticks)"
  timed wrk -t1 -c"$5" -d"${6}s" --timeout 10s -s scripts/bench/load.lua "$base" -- "$3" "$2" "$4" >"$work/wrk.out"
  result="$(grep '^RESULT' "$work/wrk.out")" || die "$(cat "$work/wrk.out")"
  local count p50 p99 worst failed used exhausted server_share cluster_share idle
  read -r _ count seconds p50 p99 worst failed used exhausted _ <<<"$result"
  server_share="$(calc "($(server_ticks) - $before_server) / 100 / $seconds")"
  cluster_share="$(calc "($(cluster_ticks) - $before_cluster) / 100 / $seconds")"
  idle="$(calc "($(idle_ticks) - $before_idle) / 100 / $seconds")"
  ((failed == 0)) || { cat "$work/wrk.out" >&2; tail -n 20 "$work/server.log" >&2; die "$1: $failed requests failed"; }
  ((exhausted == 0)) || die "$1: the forms ran out: set LOAD_SECONDS lower or ACCOUNTS higher"
  sent="$used"
  note "$1.rps" "$(calc "$count / $seconds")"
  note "$1.p50" "$p50"
  note "$1.p99" "$p99"
  note "$1.worst" "$worst"
  note "$1.server" "$server_share"
  note "$1.cluster" "$cluster_share"
  note "$1.generator" "$busy"
  note "$1.idle" "$idle"
  # What is left of the cores: the system itself, and programs that have nothing to do with this.
  note "$1.others" "$(calc "$(nproc) - $idle - $server_share - $cluster_share - $busy")"
  note "$1.cpu" "$(calc "$server_share * $seconds * 1000 / $count")"
  say "$1: $(calc "int($count / $seconds)")/s, p50 $p50 ms, p99 $p99 ms"
}

# Time that no program wanted, over all cores.
idle_ticks() { awk '$1 == "cpu" { print $5 }' /proc/stat; }

# What a browser would get for the first visitor: it must be the real page.
check_page() {
  local token account page
  read -r token account <"$people/visits.txt"
  page="$(curl --fail --silent --noproxy '*' -H "Cookie: __Host-session=$token" "$base/accounts/$account")" || {
    tail -n 5 "$work/server.log" >&2
    die "the account's page is refused"
  }
  [[ "$page" == *reading-form* ]] || die "the account's page has no form for readings"
  note "$1.page.bytes" "$(printf '%s' "$page" | wc -c)"
  note "$1.page.gzip" "$(printf '%s' "$page" | gzip -6 | wc -c)"
  page="$(curl --fail --silent --noproxy '*' -H "Cookie: __Host-session=$token" "$base/dev/plain/account/$account")" ||
    die "the plain account is refused"
  note "$1.plain.bytes" "$(printf '%s' "$page" | wc -c)"
}

measure_loads() { # engine
  local engine="$1" connections from=0 seconds="$LOAD_SECONDS" expected
  start_server "$url"
  check_page "$engine"
  note "$engine.memory.rest" "$(memory VmRSS)"
  wrk -t1 -c8 -d5s --timeout 10s -s scripts/bench/load.lua "$base" -- "$people/visits.txt" page 0 >/dev/null
  for connections in "${CONNECTIONS[@]}"; do
    load "$engine.page.$connections" page "$people/visits.txt" 0 "$connections" "$seconds"
  done
  note "$engine.memory.page" "$(memory VmRSS)"
  for connections in "${CONNECTIONS[@]}"; do
    load "$engine.plain.$connections" plain "$people/visits.txt" 0 "$connections" "$((seconds / 2 + 1))"
  done
  for connections in 8 32; do
    load "$engine.submit.$connections" submit "$people/submissions.txt" "$from" "$connections" "$((seconds / 2 + 1))"
    from=$((from + sent))
  done
  note "$engine.memory.after" "$(memory VmRSS)"
  note "$engine.memory.peak" "$(memory VmHWM)"
  stop_server
  # Forms still under way when the load ended may or may not have been stored.
  expected=$((from - 8 - 32))
  local stored
  stored="$("$prepare" count "$url")"
  ((stored >= expected)) || die "$engine: $from forms were sent and $stored meters have a reading"
  note "$engine.submit.stored" "$stored"
}

# How long one write that waits for the disk takes here: under every commit's time.
measure_disk() {
  local began
  began="$(microseconds)"
  dd if=/dev/zero of="$work/disk" bs=4k count=500 oflag=dsync status=none
  note disk.milliseconds "$(calc "($(microseconds) - $began) / 1e3 / 500")"
  rm "$work/disk"
}

# Cores that other programs keep busy while nothing is measured.
measure_quiet() {
  local before
  before="$(idle_ticks)"
  sleep 3
  note cores "$(nproc)"
  note busy "$(calc "$(nproc) - ($(idle_ticks) - $before) / 300")"
}

stage_serve() {
  begin_stage serve
  measure_quiet
  measure_disk
  local engine
  for engine in sqlite postgres; do
    take_database "$engine"
    measure_loads "$engine"
    # Last: in earnest there is no other day than today's, and a server that starts sweeps sessions that ended long ago.
    measure_starts "$engine"
    give_back_database "$engine"
  done
  end_stage
}
