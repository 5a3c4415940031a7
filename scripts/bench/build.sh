# shellcheck shell=bash
# What needs no server: the weight of the page, the cost of the rules, the time of a rebuild.

REBUILDS="${REBUILDS:-2}"
saved=""
changed=""

stage_weight() {
  begin_stage weight
  node scripts/bench/weight.mjs target/site/pkg >"$work/weight.out"
  note_all "" "$work/weight.out"
  end_stage
}

# criterion's medians, in nanoseconds.
stage_rules() {
  begin_stage rules
  cargo bench --quiet --locked -p domain --bench rules -- --quiet >"$work/rules.out" 2>&1 || die "$(cat "$work/rules.out")"
  local file name
  for file in "$CARGO_TARGET_DIR"/criterion/*/new/estimates.json; do
    name="${file%/new/*}"
    note "${name##*/}" "$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).median.point_estimate' "$file")"
  done
  end_stage
}

# Puts another word into the first Russian text of a file, or another rule at the end of a style sheet.
change() { # file number
  case "$1" in
    *.css) printf '\n.bench-%s { order: %s; }\n' "$2" "$2" >>"$1" ;;
    *) perl -CSD -Mutf8 -i -pe 'if (!$done && !m{^\s*//}) { $done = s/("[^"\n]*\p{Cyrillic}[^"\n]*)"/$1 '"$2"'"/ }' "$1" ;;
  esac
  ! cmp -s "$1" "$saved" || die "$1 has no text to change"
}

# The content comes back with a new time, so that the next build sees it.
restore_sources() {
  [[ -n "$changed" ]] || return 0
  cat "$saved" >"$changed"
  changed=""
}

# A development build into a folder of its own, so that the release build's page stays.
dev_build() {
  LEPTOS_SITE_ROOT="$work/dev-site" cargo leptos build --cargo-locked >"$work/build.out" 2>&1 ||
    die "$(tail -n 30 "$work/build.out")"
}

stage_rebuild() {
  begin_stage rebuild
  local name file began number best cores seconds busy
  began="$SECONDS"
  dev_build
  say "development build brought up to date in $((SECONDS - began)) s"
  for name in nothing page domain style; do
    case "$name" in
      nothing) file="" ;;
      page) file=app/src/pages/accounts/account.rs ;;
      domain) file=app/domain/src/readings/zone.rs ;;
      style) file=style/accounts.css ;;
    esac
    best=""
    for ((number = 1; number <= REBUILDS; number++)); do
      if [[ -n "$file" ]]; then
        saved="$work/saved"
        cat "$file" >"$saved"
        changed="$file"
        change "$file" "$number"
      fi
      timed dev_build
      if [[ -z "$best" || "$(calc "$seconds < $best")" == 1 ]]; then
        best="$seconds"
        cores="$busy"
      fi
      restore_sources
      [[ -z "$file" ]] || dev_build
    done
    note "$name.seconds" "$best"
    note "$name.cores" "$cores"
    say "after a change of $name: $best s"
  done
  end_stage
}
