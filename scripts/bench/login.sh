# shellcheck shell=bash
# Logins: beside the hash alone, with the page under them, in a flood, with a full table of throttles.

# People who log in, and how many who fail stand in the table of throttles.
LOGINS="${LOGINS:-2000}"
REGISTRATIONS="${REGISTRATIONS:-1000}"
THROTTLES="${THROTTLES:-10000000}"
# A login is refused when it waits longer than 120 ms for the hash, and who is refused hesitates for 50 ms on average: each
# connection of the flood asks five times a second at least. So many connections, for each hash a second, ask for ten times
# what the hash can do.
FLOOD_PER_HASH=2

# One wrk in the background; what it prints goes to FILE.
wrk_aside() { # file connections seconds arguments...
  local file="$1" connections="$2" seconds="$3"
  shift 3
  wrk -t1 -c"$connections" -d"${seconds}s" --timeout 10s -s scripts/bench/load.lua "$base" -- "$@" >"$file" &
  aside=$!
}

# Notes what logins came to: those let in a second, those refused as busy, the time of an answer.
note_logins() { # name file
  local result count seconds p50 p99 worst failed used exhausted busy wrong
  result="$(grep '^RESULT' "$2")" || die "$(cat "$2")"
  # shellcheck disable=SC2034 # every field has its place
  read -r _ count seconds p50 p99 worst failed used exhausted busy wrong <<<"$result"
  ((failed == 0 && wrong == 0)) || { cat "$2" >&2; die "$1: $failed requests failed, $wrong had an unexpected answer"; }
  note "$1.rps" "$(calc "($count - $busy) / $seconds")"
  note "$1.busy" "$(calc "$busy / $seconds")"
  note "$1.p50" "$p50"
  note "$1.p99" "$p99"
  note "$1.worst" "$worst"
  say "$1: $(calc "int(10 * ($count - $busy) / $seconds) / 10")/s let in, $(calc "int($busy / $seconds)")/s busy, p99 $p99 ms"
}

logins() { # name connections seconds
  local aside
  wrk_aside "$work/logins.out" "$2" "$3" "$people/logins.txt" login 0
  wait "$aside"
  note_logins "$1" "$work/logins.out"
}

note_page() { # name file
  local result p50 p99 count seconds rest
  result="$(grep '^RESULT' "$2")" || die "$(cat "$2")"
  # shellcheck disable=SC2034
  read -r _ count seconds p50 p99 rest <<<"$result"
  note "$1.rps" "$(calc "$count / $seconds")"
  note "$1.p50" "$p50"
  note "$1.p99" "$p99"
  say "$1: p50 $p50 ms, p99 $p99 ms"
}

# The account's page by itself, then under a flood of logins.
page_under_flood() { # engine hashes-a-second
  local aside flood connections
  connections="$(calc "int($FLOOD_PER_HASH * $2 + 0.5)")"
  note "$1.flood.connections" "$connections"
  wrk_aside "$work/page.out" 1 "$LOAD_SECONDS" "$people/visits.txt" page 0
  wait "$aside"
  note_page "$1.quiet" "$work/page.out"
  wrk_aside "$work/flood.out" "$connections" "$((LOAD_SECONDS + 4))" "$people/logins.txt" flood 0
  flood="$aside"
  sleep 2
  wrk_aside "$work/page.out" 1 "$LOAD_SECONDS" "$people/visits.txt" page 0
  wait "$aside"
  wait "$flood"
  note_page "$1.flooded" "$work/page.out"
  note_logins "$1.flood" "$work/flood.out"
}

# Whole registrations, from the text message to the letter's link. Each needs two hashes, which may be made on every core.
register_people() { # engine
  KABINET__SECURITY__HASHES_AT_ONCE="$(nproc)" KABINET__SECURITY__CODES_PER_NETWORK=1000000 KABINET__SECURITY__REGISTRATIONS_PER_NETWORK=1000000 start_server "$url"
  node scripts/bench/registrations.mjs "$base" "$REGISTRATIONS" 16 >"$work/registrations.out"
  note_all "$1.registrations." "$work/registrations.out"
  say "$1: $(grep -h '^minute' "$work/registrations.out") registrations"
  stop_server
}

# Whether an answer's time tells that somebody or something exists.
compare_times() { # engine
  KABINET__SERVER__TRUSTED_PROXIES=127.0.0.1 start_server "$url"
  node scripts/bench/timing.mjs "$base" "$people/logins.txt" "$people/visits.txt" "$people/numbers.txt" >"$work/timing.out"
  note_all "$1.timing." "$work/timing.out"
  stop_server
}

stage_login() {
  begin_stage login
  local engine hash_cores seconds=$((LOAD_SECONDS / 2 + 1))
  hash_cores="${HASH_CORES:-1}"
  local hashes
  hashes="$("$prepare" hashes "$hash_cores" "$seconds")"
  note cores "$hash_cores"
  note hashes "$hashes"
  export KABINET__SECURITY__HASHES_AT_ONCE="$hash_cores" KABINET__SECURITY__HASH_PATIENCE_MS=120
  for engine in sqlite postgres; do
    take_database "$engine"
    mkdir -p "$work/people-$engine"
    "$prepare" passwords "$url" "$work/people-$engine" "$LOGINS"
    cp "$people/visits.txt" "$work/people-$engine/"
    people="$work/people-$engine"
    start_server "$url"
    logins "$engine.warm" "$((hash_cores * 2))" 3
    logins "$engine.alone" "$((hash_cores * 2))" "$seconds"
    page_under_flood "$engine" "$hashes"
    note "$engine.memory" "$(memory VmHWM)"
    stop_server
    register_people "$engine"
    note "$engine.throttles" "$("$prepare" throttles "$url" "$THROTTLES")"
    start_server "$url"
    logins "$engine.throttled" "$((hash_cores * 2))" "$seconds"
    stop_server
    # Last: the failures make people wait, and the clock of a demonstration begins anew with each start.
    compare_times "$engine"
    give_back_database "$engine"
  done
  unset KABINET__SECURITY__HASHES_AT_ONCE KABINET__SECURITY__HASH_PATIENCE_MS
  end_stage
}
