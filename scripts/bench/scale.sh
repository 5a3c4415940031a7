# shellcheck shell=bash
# A database of millions of accounts: filled by the engine itself, kept, and measured where it stands.

ACCOUNTS_SCALE="${ACCOUNTS_SCALE:-2000000}"
SCALE_ENGINES="${SCALE_ENGINES:-sqlite postgres}"
SCALE_MONTHS="${SCALE_MONTHS:-36}"
# People with a cabinet, and accounts of each, spread over all accounts: a form for each of most of them, used once.
SCALE_PEOPLE="${SCALE_PEOPLE:-8000}"
SCALE_EACH=10
# Accounts with ten years of readings in three zones.
SCALE_LONG="${SCALE_LONG:-500}"
# All that the databases may take, and what must stay free besides, in bytes.
SCALE_SPACE="${SCALE_SPACE:-30000000000}"
SCALE_MARGIN=5000000000
# What a filled database takes, in bytes for an account and a reading, as small ones have shown.
declare -A ACCOUNT_BYTES=([sqlite]=1000 [postgres]=1300) READING_BYTES=([sqlite]=260 [postgres]=260)

scaled=""
scaled_engine=""

stage_scale() {
  begin_stage scale
  local engine
  note accounts "$ACCOUNTS_SCALE"
  note months "$SCALE_MONTHS"
  measure_disk
  for engine in $SCALE_ENGINES; do
    scaled="$store/scale-$engine"
    # A run that was killed has not put the database back.
    [[ -d "$scaled/database" && "$(cat "$scaled/stamp" 2>/dev/null)" == "$(scale_stamp "$engine")" ]] || fill_scaled "$engine"
    note_all "$engine." "$scaled/figures"
    measure_scaled "$engine"
  done
  end_stage
}

# People shrink with the accounts, so that most accounts stay nobody's; and long histories with the people. Three in ten of
# both together come to look, those of long histories first (bench-prepare): some of the others must be among them.
scale_plan() {
  local people="$SCALE_PEOPLE" long="$SCALE_LONG"
  ((people * SCALE_EACH * 4 <= ACCOUNTS_SCALE)) || people=$((ACCOUNTS_SCALE / SCALE_EACH / 4))
  ((long * 4 <= people)) || long=$((people / 4))
  echo "$ACCOUNTS_SCALE $SCALE_MONTHS $people $SCALE_EACH $((long / 5 * 5)) nobody"
}

# What decides how a database comes out; another sum makes it anew.
scale_stamp() { # engine
  {
    echo "$1 $(scale_plan)"
    find server/migration/src server/benches/prepare/{fill,forms.rs,people.rs,reminders.rs} scripts/bench/cluster.sh -type f -print0 |
      sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d' ' -f1
}

# Refuses what the disk cannot bear: a quarter more than what comes out goes to the sorting of the indexes. What was kept of
# other databases gives way where all of them together are too much.
check_space() { # engine accounts readings
  local bytes other kept others=0 free
  bytes=$((($2 * ACCOUNT_BYTES[$1] + $3 * READING_BYTES[$1]) * 5 / 4))
  ((bytes <= SCALE_SPACE)) || die "$2 accounts need $(group "$((bytes / 1000000))") MB on $1: more than SCALE_SPACE"
  for other in sqlite postgres; do
    [[ -d "$store/scale-$other" ]] || continue
    kept="$(du -sb "$store/scale-$other" | cut -f1)"
    if ((bytes + others + kept <= SCALE_SPACE)); then
      others=$((others + kept))
    else
      say "scale-$other gives way"
      rm -rf "$store/scale-$other"
    fi
  done
  free="$(df --output=avail -B1 "$work" | tail -n1)"
  ((free >= bytes + SCALE_MARGIN)) ||
    die "$2 accounts need $(group "$((bytes / 1000000))") MB on $1 and some to spare: $(group "$((free / 1000000))") MB are free"
}

# An empty database with branches and tariffs in $work/ENGINE, on PostgreSQL without what keeps data through a crash.
begin_fill() { # engine
  local sample="$work/branches" registry
  rm -rf "${work:?}/$1"
  mkdir "$work/$1"
  case "$1" in
    sqlite) url="sqlite:$work/sqlite/kabinet.db" ;;
    postgres) start_cluster "$work/postgres" fill ;;
  esac
  kabinet "$url" migrate >/dev/null
  kabinet "$url" sample --accounts 5 --until "${CLOCK%T*}" --files-only --dir "$sample" >/dev/null
  for registry in branches tariffs; do kabinet "$url" import "$registry" "$sample/$registry.csv" >/dev/null; done
  rm -rf "$sample"
}

# Sorts its indexes beside the database, not on a small /tmp.
fill_database() { # arguments of the plan...
  SQLITE_TMPDIR="$work" "$prepare" fill "$url" "$CLOCK" "$@" >"$work/fill.out"
}

# From here on in earnest; the statistics and the map of what everybody sees are what autovacuum would make in time.
end_fill() { # engine
  [[ "$1" == postgres ]] || return 0
  tidy_postgres
  start_cluster "$work/postgres"
}

fill_scaled() { # engine
  local plan began seconds
  read -ra plan < <(scale_plan)
  rm -rf "$scaled"
  check_space "$1" "$ACCOUNTS_SCALE" "$((ACCOUNTS_SCALE * SCALE_MONTHS * 21 / 20))"
  say "$1: filling for $ACCOUNTS_SCALE accounts"
  began="$(microseconds)"
  begin_fill "$1"
  fill_database "${plan[@]}"
  end_fill "$1"
  seconds="$(calc "($(microseconds) - $began) / 1e6")"
  mkdir -p "$scaled" "$work/people"
  "$prepare" people "$url" "$work/people" "$CLOCK"
  stop_cluster
  mv "$work/people"/*.txt "$scaled/"
  rmdir "$work/people"
  {
    cat "$work/fill.out"
    echo "fill.seconds=$seconds"
    echo "bytes=$(du -sb "$work/$1" | cut -f1)"
  } | tee "$scaled/figures" | xargs -d '\n' -n1 echo "bench: $1:" >&2
  mv "$work/$1" "$scaled/database"
  scale_stamp "$1" >"$scaled/stamp"
}

# The database is too big to copy: it is moved to where PostgreSQL's own user reaches it, and back.
take_scaled() { # engine
  mv "$scaled/database" "$work/$1"
  scaled_engine="$1"
  people="$scaled"
  open_scaled
}

open_scaled() {
  case "$scaled_engine" in
    sqlite) url="sqlite:$work/sqlite/kabinet.db" ;;
    postgres) start_cluster "$work/postgres" ;;
  esac
}

give_back_scaled() {
  [[ -n "$scaled_engine" ]] || return 0
  stop_cluster
  mv "$work/$scaled_engine" "$scaled/database"
  scaled_engine=""
}

# What the system keeps in memory of the database is dropped: each account is looked at for the first time.
cool_scaled() {
  stop_cluster
  sync
  find "$work/$scaled_engine" -type f -size +0 -exec dd if={} iflag=nocache count=0 status=none \;
  open_scaled
}

measure_scaled() { # engine
  local engine="$1" seconds=$((LOAD_SECONDS / 2 + 1)) connections kind from=0 stored
  take_scaled "$engine"
  "$prepare" reset "$url"
  cool_scaled
  start_server "$url"
  check_history "$engine"
  # Other people's pages: connections are open and the top of every index is known.
  wrk -t1 -c8 -d5s --timeout 10s -s scripts/bench/load.lua "$base" -- "$people/visits.txt" page 0 >/dev/null
  for kind in history year function table; do load "$engine.$kind.8" "$kind" "$people/histories.txt" 0 8 "$seconds"; done
  for connections in 8 32; do
    load "$engine.submit.$connections" submit "$people/submissions.txt" "$from" "$connections" "$seconds"
    from=$((from + sent))
  done
  load "$engine.page.8" page "$people/visits.txt" 0 8 "$seconds"
  note "$engine.memory.peak" "$(memory VmHWM)"
  stop_server
  stored="$("$prepare" count "$url")"
  # Forms still under way when the load ended may or may not have been stored; each load looks at one that it never sends.
  ((stored >= from - 8 - 32 - 2)) || die "$engine: $from forms were sent and $stored meters have a reading"
  note "$engine.submit.stored" "$stored"
  give_back_scaled
}

# The history must be there whole: ten years of three zones.
check_history() { # engine
  local token account page rows
  read -r token account <"$people/histories.txt"
  page="$(curl --fail --silent --noproxy '*' -H "Cookie: __Host-session=$token" "$base/accounts/$account/history")" ||
    die "the history is refused"
  [[ "$page" == *"$((${CLOCK%%-*} - 10))"* ]] || die "the history does not offer its first year"
  note "$1.history.bytes" "$(printf '%s' "$page" | wc -c)"
  rows="$(curl --fail --silent --noproxy '*' -H "Cookie: __Host-session=$token" "$base/accounts/$account/history.csv" | wc -l)"
  ((rows == 361)) || die "the whole history has $rows lines"
  note history.rows "$((rows - 1))"
}
