# shellcheck shell=bash
# The big databases: invented registries imported, people added; made once and kept. Importing is timed here.

REGISTRIES=(branches accounts meters readings payments tariffs)

# What decides how a database comes out and how fast; another sum makes it anew.
database_stamp() {
  {
    echo "$ACCOUNTS"
    find server/migration/src server/db/src/exchange server/db/src/connect.rs server/services/src/{exchange,sample} \
      server/benches/prepare/{forms,people,reminders}.rs scripts/bench/{database,cluster}.sh -type f -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum | cut -d' ' -f1
}

make_databases() {
  templates="$store/databases-$ACCOUNTS"
  [[ "$(cat "$templates/stamp" 2>/dev/null)" != "$(database_stamp)" || ! -f "$figures/import" ]] || return 0
  begin_stage import
  rm -rf "$templates"
  mkdir -p "$templates"
  local sample="$work/sample" engine
  kabinet sqlite:unused.db sample --accounts "$ACCOUNTS" --until "${CLOCK%T*}" --files-only --dir "$sample" >/dev/null
  for engine in sqlite postgres; do
    mkdir "$work/$engine"
    case "$engine" in
      sqlite) url="sqlite:$work/sqlite/kabinet.db" ;;
      postgres) start_cluster "$work/postgres" ;;
    esac
    kabinet "$url" migrate >/dev/null
    import_all "$engine" "$sample"
    say "$engine: people"
    mkdir "$work/people"
    "$prepare" people "$url" "$work/people" "$CLOCK"
    [[ "$engine" != postgres ]] || tidy_postgres
    mkdir "$templates/$engine"
    mv "$work/people"/*.txt "$templates/$engine/"
    rmdir "$work/people"
    cp -a --reflink=auto "$work/$engine" "$templates/$engine/database"
    note "$engine.bytes" "$(du -sb "$work/$engine" | cut -f1)"
    rm -rf "${work:?}/$engine"
  done
  rm -rf "$sample"
  end_stage
  database_stamp >"$templates/stamp"
}

import_all() { # engine sample
  local registry seconds busy rows before
  for registry in "${REGISTRIES[@]}"; do
    rows=$(($(wc -l <"$2/$registry.csv") - 1))
    before="$(cluster_ticks)"
    timed kabinet "$url" import "$registry" "$2/$registry.csv" >/dev/null
    say "$1: $registry: $rows rows in $seconds s"
    note "$1.$registry.rows" "$rows"
    note "$1.$registry.seconds" "$seconds"
    note "$1.$registry.process" "$busy"
    note "$1.$registry.cluster" "$(calc "($(cluster_ticks) - $before) / 100 / $seconds")"
  done
}

# What autovacuum would come to do by itself, so that it does not do it under measure.
tidy_postgres() {
  local bin
  bin="$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n1)"
  "$bin/psql" "$url" -qc 'VACUUM (ANALYZE)' -c CHECKPOINT
  stop_cluster
}

# A fresh copy, so that each run begins with the same rows.
take_database() { # engine
  rm -rf "${work:?}/$1"
  cp -a --reflink=auto "$templates/$1/database" "$work/$1"
  # What the copy left to be written would stall the first commits that are measured.
  sync
  people="$templates/$1"
  case "$1" in
    sqlite) url="sqlite:$work/sqlite/kabinet.db" ;;
    postgres) start_cluster "$work/postgres" ;;
  esac
}

give_back_database() { # engine
  stop_cluster
  rm -rf "${work:?}/$1"
}
