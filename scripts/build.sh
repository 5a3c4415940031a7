#!/usr/bin/env bash
# The release build: the server, and the page in target/site with its gzip and brotli copies.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh
cargo leptos build --release --split --precompress --cargo-locked
