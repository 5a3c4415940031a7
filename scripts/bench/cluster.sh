#!/usr/bin/env bash
# cluster.sh start DIR [fill]: PostgreSQL on the data in DIR, which are made when there are none; prints its URL.
# cluster.sh stop DIR:         stops it and keeps the data.
# Unlike scripts/postgres.sh this one is in earnest: every commit waits for the disk. Not with `fill`, which is for making a
# database that is thrown away if that fails.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../env.sh"
# shellcheck source=scripts/cluster-owner.sh
. "$(dirname "${BASH_SOURCE[0]}")/../cluster-owner.sh"

action="${1:-}"
dir="${2:-}"
purpose="${3:-}"
[[ "$action" =~ ^(start|stop)$ && -n "$dir" && "$purpose" =~ ^(fill)?$ ]] || die "usage: scripts/bench/cluster.sh start|stop DIR [fill]"

start() {
  mkdir -p "$dir"
  ((EUID != 0)) || chown postgres: "$dir"
  cd "$dir"
  [[ -d data ]] ||
    as_owner "$bin/initdb" -D "$dir/data" -U kabinet --auth=trust --encoding=UTF8 --locale=C.UTF-8 >initdb.log 2>&1 ||
    die "$(cat initdb.log)"
  local port
  port="$(free_port)"
  # Defaults but for these; shared_buffers and max_wal_size are what any installation sets first.
  as_owner tee data/postgresql.auto.conf >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir'
shared_buffers = '512MB'
max_wal_size = '4GB'
timezone = 'UTC'
CONF
  [[ -z "$purpose" ]] || as_owner tee -a data/postgresql.auto.conf >/dev/null <<CONF
fsync = off
full_page_writes = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
CONF
  as_owner "$bin/pg_ctl" start -D "$dir/data" -l "$dir/postgres.log" -w -t 120 >/dev/null 2>&1 </dev/null ||
    die "PostgreSQL did not start: $(tail -n 20 postgres.log)"
  "$bin/psql" -h "$dir" -p "$port" -U kabinet -d postgres -Atqc "SELECT 1 FROM pg_database WHERE datname = 'kabinet'" |
    grep -q 1 || "$bin/createdb" -h "$dir" -p "$port" -U kabinet kabinet
  echo "postgres://kabinet@127.0.0.1:$port/kabinet"
}

stop() {
  cd "$dir"
  as_owner "$bin/pg_ctl" stop -D "$dir/data" -m fast -w -t 120 >/dev/null
}

"$action"
