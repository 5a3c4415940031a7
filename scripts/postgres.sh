#!/usr/bin/env bash
# postgres.sh start DIR: a throwaway PostgreSQL cluster in DIR, on a socket there and on a free loopback port;
#                        prints its URL (also kept in DIR/url). Not for data: fsync is off.
# postgres.sh stop DIR:  stops it and removes its files.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
# shellcheck source=scripts/cluster-owner.sh
. "$(dirname "${BASH_SOURCE[0]}")/cluster-owner.sh"

action="${1:-}"
dir="${2:-}"
[[ "$action" =~ ^(start|stop)$ && -n "$dir" ]] || die "usage: scripts/postgres.sh start|stop DIR"

running() { as_owner "$bin/pg_ctl" status -D "$dir/data" >/dev/null 2>&1; }

start() {
  mkdir -p "$dir"
  dir="$(cd "$dir" && pwd)"
  if running; then
    cat "$dir/url"
    return 0
  fi
  [[ ! -e "$dir/data" ]] || die "$dir/data is there and not running: stop it first, or take another folder"
  ((EUID != 0)) || chown postgres: "$dir"
  as_owner test -w "$dir" || die "the user postgres cannot reach $dir: take a folder under /tmp"
  # A socket's path may have 107 characters.
  ((${#dir} <= 80)) || die "too long for a socket: $dir"

  cd "$dir"
  as_owner "$bin/initdb" -D "$dir/data" -U kabinet --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    >"$dir/initdb.log" 2>&1 || die "$(cat "$dir/initdb.log")"

  local port
  for _ in {1..5}; do
    port="$(free_port)"
    as_owner tee "$dir/data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir'
max_connections = 300
shared_buffers = '64MB'
fsync = off
synchronous_commit = off
full_page_writes = off
timezone = 'UTC'
CONF
    if as_owner "$bin/pg_ctl" start -D "$dir/data" -l "$dir/postgres.log" -w -t 30 >/dev/null 2>&1 </dev/null; then
      as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U kabinet kabinet
      echo "postgres://kabinet@127.0.0.1:$port/kabinet" >"$dir/url"
      cat "$dir/url"
      return 0
    fi
  done
  die "PostgreSQL did not start: $(tail -n 20 "$dir/postgres.log")"
}

stop() {
  [[ -d "$dir" ]] || return 0
  dir="$(cd "$dir" && pwd)"
  cd "$dir"
  ! running || as_owner "$bin/pg_ctl" stop -D "$dir/data" -m immediate -w >/dev/null
  rm -rf "$dir/data" "$dir/url" "$dir/initdb.log" "$dir/postgres.log"
  cd /
  rmdir "$dir" 2>/dev/null || true
}

"$action"
