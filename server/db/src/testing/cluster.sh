# A throwaway PostgreSQL for one test process: sh cluster.sh FOLDER PROGRAMS PORT
# Says "ready" or why not, then waits for its standard input to end, which it does with the process that started it,
# stops the server and removes the folder. Not for data: nothing is synced.
dir=$1 bin=$2 port=$3
trap '' INT TERM HUP
as=
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  as='setpriv --reuid=postgres --regid=postgres --clear-groups'
  chown postgres: "$dir"
fi
cd "$dir" || exit 1
server=
ready=
if $as "$bin/initdb" -D "$dir/data" -U kabinet --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
  >"$dir/log" 2>&1 </dev/null; then
  $as "$bin/postgres" -D "$dir/data" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir" -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC \
    >>"$dir/log" 2>&1 </dev/null &
  server=$!
  tries=0
  while [ $tries -lt 300 ] && kill -0 "$server" 2>/dev/null; do
    if "$bin/pg_isready" -q -h "$dir" -p "$port"; then
      ready=yes
      break
    fi
    tries=$((tries + 1))
    sleep 0.1
  done
fi
if [ -n "$ready" ]; then echo ready; else tail -n 20 "$dir/log"; fi
cat >/dev/null
if [ -n "$server" ]; then
  kill -QUIT "$server" 2>/dev/null
  wait "$server"
fi
cd /
rm -rf "$dir"
