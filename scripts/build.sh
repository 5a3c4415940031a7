#!/usr/bin/env bash
# The release build: the server, and the page in target/site with its gzip and brotli copies.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

# The page goes to strangers: it names the files of its libraries, for panics, without the folders of this machine. Our own
# files are named from the checkout on; its path must not stand here, or every checkout would build the libraries anew.
flags=""
for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
  flags+=" --remap-path-prefix=$registry/="
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags"

cargo leptos build --release --split --precompress --cargo-locked
