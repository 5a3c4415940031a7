#!/usr/bin/env bash
# The release build: the server, and the page in target/site with its gzip and brotli copies.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

# The page goes to strangers: it names the files of its libraries, for panics, without the folders of this machine.
flags="--cfg erase_components" # as .cargo/config.toml, whose word this one replaces
for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
  flags+=" --remap-path-prefix=$registry/="
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags --remap-path-prefix=$ROOT/="

cargo leptos build --release --split --precompress --cargo-locked
