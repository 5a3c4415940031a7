# shellcheck shell=bash
# Sourced by the scripts that start a PostgreSQL cluster: where its programs are and who runs them.

bin="$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n1 || true)"
[[ -x "$bin/postgres" ]] || die "PostgreSQL is not installed: scripts/setup.sh test"

# PostgreSQL refuses to run as root.
as_owner() {
  if ((EUID == 0)); then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}
