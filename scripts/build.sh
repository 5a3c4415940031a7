#!/usr/bin/env bash
# The release build: the server, and the page in target/site with its gzip and brotli copies.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh

# The optimiser of the page runs for minutes, whether or not anything is new: where the same files made what is there, it is
# left as it is.
digest() { # files and folders...
  find "$@" -type f -not -path '*/tests/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum
}
state() {
  digest app frontend server style public scripts Cargo.toml Cargo.lock end2end/package-lock.json
  rustc --version
  digest "$CARGO_TARGET_DIR/release/kabinet" target/site
}
stamp=target/site.stamp
if [[ -f "$stamp" && "$(state 2>/dev/null)" == "$(<"$stamp")" ]]; then
  echo "built already"
  exit 0
fi

# The page goes to strangers: it names the files of its libraries, for panics, without the folders of this machine. Our own
# files are named from the checkout on; its path must not stand here, or every checkout would build the libraries anew.
flags=""
for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
  flags+=" --remap-path-prefix=$registry/="
done
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags"

cargo leptos build --release --split --precompress --cargo-locked
state >"$stamp"
