# shellcheck shell=bash
# How soon the page for readings can be used without a connection.

OFFLINE_TRIES="${OFFLINE_TRIES:-30}"

stage_offline() {
  begin_stage offline
  [[ -x "$CHROMIUM" && -d end2end/node_modules ]] || die "no browser: scripts/setup.sh test"
  local sample="$work/offline" url="sqlite:$work/offline/kabinet.db"
  mkdir "$sample"
  kabinet "$url" migrate >/dev/null
  kabinet "$url" sample --accounts 50 --until "${CLOCK%T*}" --dir "$sample/registries" >/dev/null
  "$prepare" people "$url" "$sample" "$CLOCK"
  start_server "$url"
  node scripts/bench/offline.mjs "$base" "$sample/visits.txt" "$OFFLINE_TRIES" >"$work/offline.out"
  note_all "" "$work/offline.out"
  stop_server
  say "$(xargs <"$work/offline.out")"
  end_stage
}
