#!/usr/bin/env bash
# Runs the built server in the development configuration; further arguments go to it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh
export_site
exec "$CARGO_TARGET_DIR/release/kabinet" serve --config config/dev.toml "$@"
