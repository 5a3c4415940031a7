#!/usr/bin/env bash
# Breaks the rules of scripts/mutants.list on purpose and looks whether the tests notice: a browser test when the page alone
# is broken, a server test when the server is. In a copy of the checkout, with build results of its own.
#   mutants.sh [OPTION...] [RULE...]   these rules; all of them by default
#     --list        names the rules and their sides, and ends
#     --check       looks whether list, rules and tests still fit together, builds nothing, and ends
#     --browser     the browser's side alone
#     --server      the server's side alone
#     --at-once N   how many rules are broken in one build (16): each form of the tests is wrong in one thing, so that it
#                   meets no other rule. The tests of rules left alone must pass, which shows that it is so.
# What builds and tests said is left in $KABINET_CACHE/mutants/logs.
set -euo pipefail
shopt -s extglob
cd "$(dirname "${BASH_SOURCE[0]}")/.."

list=scripts/mutants.list
names=()
declare -A file from to only why test shares

stop() {
  echo "$*" >&2
  exit 1
}

read_list() {
  local line name=""
  while IFS= read -r line || [[ -n "$line" ]]; do
    case "$line" in
      "" | "#"*) ;;
      "["*"]")
        name="${line:1:-1}"
        [[ -z "${file[$name]+known}" ]] || stop "$list: [$name] stands there twice"
        names+=("$name")
        file[$name]="" from[$name]="" to[$name]="" only[$name]="" why[$name]="" test[$name]="" shares[$name]=""
        ;;
      "file "*) file[$name]="app/domain/src/${line#file }" ;;
      "- "*) from[$name]="${line#- }" ;;
      "+ "*) to[$name]="${line#+ }" ;;
      "only "*": "*)
        line="${line#only }"
        only[$name]="${line%%: *}" why[$name]="${line#*: }"
        ;;
      "test "*) test[$name]="${line#test }" ;;
      "with "*) shares[$name]="${line#with }" ;;
      *) stop "$list: «$line» is not understood" ;;
    esac
  done <"$list"
}

is_in() { # word words...
  local wanted="$1" word
  shift
  for word in "$@"; do [[ "$word" != "$wanted" ]] || return 0; done
  return 1
}

# How often a rule's text stands in its file.
times() { # rule folder
  local text="${from[$1]}" content rest
  content="$(<"$2/${file[$1]}")"
  rest="${content//"$text"/}"
  echo $(((${#content} - ${#rest}) / ${#text}))
}

check() {
  local name count wrong=0 titles lines
  titles="$(cat end2end/tests/rules/*.ts)"
  lines="$(cat server/tests/rules/*.rs)"
  complain() {
    echo "$list: [$name] $*" >&2
    wrong=1
  }
  for name in "${names[@]}"; do
    if [[ ! -f "${file[$name]}" || -z "${from[$name]}" || -z "${to[$name]}" ]]; then
      complain "needs file, - and +"
      continue
    fi
    count="$(times "$name" .)"
    ((count == 1)) || complain "«${from[$name]}» stands in ${file[$name]} $count times, not once"
    [[ "${only[$name]}" =~ ^(browser|server)?$ ]] || complain "has no side «${only[$name]}»"
    if [[ "${only[$name]}" != server ]]; then
      [[ "$titles" == *"'$name"[\':]* ]] || complain "has no test in end2end/tests/rules"
    fi
    if [[ -n "${test[$name]}" ]]; then
      grep -rqF "fn ${test[$name]#* }(" server/*/tests/"${test[$name]%% *}" || complain "has no server test ${test[$name]}"
    elif [[ "${only[$name]}" != browser ]]; then
      [[ "$lines" == *"\"$name\""* ]] || complain "has no line in server/tests/rules"
    fi
  done
  return "$wrong"
}

show() {
  local name
  for name in "${names[@]}"; do
    printf '%-18s %s\n' "$name" "${only[$name]:+the ${only[$name]} only: ${why[$name]}}"
  done
}

# The copy is made anew each time, the build results stay: those of another checkout are not taken for this one's.
copy_checkout() {
  rm -rf "$copy" "$logs" "$mutants/rules"
  mkdir -p "$copy" "$logs" "$sound"
  [[ "$(cat "$mutants/source" 2>/dev/null)" == "$PWD" ]] || rm -f "$CARGO_TARGET_DIR/.checkout"
  echo "$PWD" >"$mutants/source"
  git ls-files -z --cached --others --exclude-standard |
    tar --create --null --files-from=- --ignore-failed-read 2>/dev/null | tar --extract --directory="$copy"
  ln -sfn "$PWD/end2end/node_modules" "$copy/end2end/node_modules"
  cp --archive "$copy/app/domain/src" "$mutants/rules"
}

# Breaks these rules and mends all others. Cargo goes by the times of files, so the rules' crate is touched whatever happens.
break_rules() { # rule...
  local name content
  cp --archive "$mutants/rules/." "$copy/app/domain/src"
  for name in "$@"; do
    [[ "$(times "$name" "$copy")" == 1 ]] || stop "[$name] does not fit beside the others: try --at-once 1"
    content="$(<"$copy/${file[$name]}")"
    printf '%s\n' "${content/"${from[$name]}"/"${to[$name]}"}" >"$copy/${file[$name]}"
  done
  touch "$copy/app/domain/src/lib.rs"
}

# Whether a rule is looked at on a side.
has() { # rule side
  [[ -z "${only[$1]}" || "${only[$1]}" == "$2" ]]
}

# The files of server tests that these rules need, each once.
targets() { # rule...
  local name
  { echo rules && for name in "$@"; do echo "${test[$name]%% *}"; done; } | sort -u | sed '/^$/d'
}

# The server's tests, which need the server.
build_server() { # log rule...
  local log="$1" tests
  shift
  mapfile -t tests < <(targets "$@")
  (cd "$copy" && cargo test --locked --no-run "${SERVER_SIDE[@]}" "${tests[@]/#/--test=}") >"$log" 2>&1
}

# The page, for a server that is not broken. It is split as in a release: what is lazy does not run otherwise.
build_browser() { # log rule...
  (cd "$copy" && cargo leptos build --frontend-only --split --cargo-locked) >"$1" 2>&1 && cp "$CARGO_TARGET_DIR/debug/hash.txt" "$sound/"
}

# Names the rules whose server test fails; fails itself when the tests could not be run. One database is enough: the rules
# know none.
try_server() { # log rule...
  local log="$1" name status=0
  shift
  (cd "$copy" && cargo test --locked "${SERVER_SIDE[@]}" --test=rules sqlite) >>"$log" 2>&1 || status=$?
  ((status == 0)) || grep -q '^rule ' "$log" || return 1
  sed -n 's/^rule \([a-z-]*\): .*/\1/p' "$log"
  for name in "$@"; do
    [[ -n "${test[$name]}" ]] || continue
    status=0
    (cd "$copy" && cargo test --locked "${SERVER_SIDE[@]}" --test="${test[$name]%% *}" "${test[$name]#* }::sqlite") >"$log.$name" 2>&1 ||
      status=$?
    ((status == 0)) || echo "$name"
    grep -qE 'test result: (ok. 1 passed|FAILED. 0 passed; 1 failed)' "$log.$name" || return 1
  done
}

# Names the rules whose browser test fails; fails itself when one was not run. Of all rules, not of the broken ones alone.
try_browser() { # log rule...
  local log="$1" name rules=()
  for name in "${chosen[@]}"; do ! has "$name" browser || rules+=("$name"); done
  (cd "$copy" && PROFILE=sound PLAYWRIGHT_JSON_OUTPUT_FILE="$log.json" scripts/e2e.sh --project=desktop --retries=0 --trace=off \
    --reporter=list,json --grep=" ($(IFS='|' && echo "${rules[*]}")): " tests/rules) >>"$log" 2>&1 || true
  node -e '
    const [report, ...rules] = process.argv.slice(1);
    const tests = new Map();
    const look = (suite) => {
      for (const { title, ok } of suite.specs ?? []) tests.set(title.split(":")[0], ok);
      (suite.suites ?? []).forEach(look);
    };
    look(JSON.parse(require("fs").readFileSync(report, "utf8")));
    for (const rule of rules) if (tests.get(rule) === false) console.log(rule);
    if (!rules.every((rule) => tests.has(rule))) process.exit(1);
  ' "$log.json" "${rules[@]}" 2>>"$log"
}

# Builds and tries both sides. `outcome` of a side says how far it came, `failed` has the rules whose tests fail there.
declare -A outcome failed
round() { # log rule...
  local log="$1" name side at rules
  shift
  for side in "${sides[@]}"; do
    at=$SECONDS outcome[$side]=built failed[$side]=""
    rules=()
    for name in "$@"; do ! has "$name" "$side" || rules+=("$name"); done
    if ((${#rules[@]} == 0)); then
      outcome[$side]="nothing to try"
    elif ! "build_$side" "$log-$side" "${rules[@]}"; then
      outcome[$side]="does not compile"
    fi
    echo "  $side: ${outcome[$side]}, $((SECONDS - at)) s"
  done
  for side in "${sides[@]}"; do
    [[ "${outcome[$side]}" == built ]] || continue
    at=$SECONDS outcome[$side]=tried
    rules=()
    for name in "$@"; do ! has "$name" "$side" || rules+=("$name"); done
    "try_$side" "$log-$side" "${rules[@]}" >"$log-$side.failed" || outcome[$side]="could not be tried"
    failed[$side]="$(sort -u "$log-$side.failed" | tr '\n' ' ')"
    echo "  $side: ${outcome[$side]}, $((SECONDS - at)) s"
  done
}

sides=(server browser) at_once=16 chosen=() what=run
while (($#)); do
  case "$1" in
    --list) what=show ;;
    --check) what=check ;;
    --browser) sides=(browser) ;;
    --server) sides=(server) ;;
    --at-once)
      at_once="${2:-}"
      [[ "$at_once" =~ ^[1-9][0-9]*$ ]] || stop "--at-once takes a number"
      shift
      ;;
    -*) stop "mutants.sh knows no $1: see its first lines" ;;
    *) chosen+=("$1") ;;
  esac
  shift
done
read_list
for name in "${chosen[@]}"; do [[ -n "${file[$name]+known}" ]] || stop "$list has no [$name]"; done
((${#chosen[@]})) || chosen=("${names[@]}")
[[ "$what" == run ]] || { "$what"; exit; }
check

mutants="${KABINET_CACHE:=$HOME/.cache/kabinet}/mutants"
export CARGO_TARGET_DIR="$mutants/target"
copy="$mutants/checkout" logs="$mutants/logs" sound="$CARGO_TARGET_DIR/sound"
mkdir -p "$mutants"
exec 9>"$mutants/lock"
flock --nonblock 9 || stop "another mutants.sh is at work"
copy_checkout
. "$copy/scripts/env.sh"

echo "nothing is broken"
break_rules
# Whatever is broken later, the pages are tried with this server.
build_server "$logs/sound" || stop "the checkout does not compile: see $logs/sound"
cp "$CARGO_TARGET_DIR/debug/kabinet" "$sound/kabinet"
round "$logs/0" "${chosen[@]}"
for side in "${sides[@]}"; do
  [[ "${outcome[$side]}" =~ ^(tried|nothing to try)$ ]] || stop "see $logs/0-$side"
done
read -ra mute <<<"${failed[server]:-} ${failed[browser]:-}"
if ((${#mute[@]})); then
  echo "left out, for a test of theirs fails although nothing is broken: ${mute[*]}"
  wanted=("${chosen[@]}") chosen=()
  for name in "${wanted[@]}"; do is_in "$name" "${mute[@]}" || chosen+=("$name"); done
fi

# Neighbours in the list share files: every so manieth rule is broken together.
batches=$(((${#chosen[@]} + at_once - 1) / at_once))
declare -A said
unclear=()
for ((batch = 0; batch < batches; batch++)); do
  together=() excused=()
  for ((at = batch; at < ${#chosen[@]}; at += batches)); do
    together+=("${chosen[at]}")
    # shellcheck disable=SC2206 # names of rules, parted by spaces
    excused+=("${chosen[at]}" ${shares[${chosen[at]}]})
  done
  echo "broken, $((batch + 1)) of $batches: ${together[*]}"
  break_rules "${together[@]}"
  round "$logs/$((batch + 1))" "${together[@]}"
  for side in "${sides[@]}"; do
    read -ra fell <<<"${failed[$side]}"
    for name in "${together[@]}"; do
      has "$name" "$side" || continue
      if [[ "${outcome[$side]}" != tried ]]; then
        said[$name]+=", $side ${outcome[$side]}"
      elif is_in "$name" "${fell[@]}"; then
        said[$name]+=", killed by the $side"
      else
        said[$name]+=", SURVIVED in the $side"
      fi
    done
    for name in "${fell[@]}"; do is_in "$name" "${excused[@]}" || unclear+=("$name ($side, $((batch + 1)))"); done
  done
done

echo
killed=0 survived=0
for name in "${chosen[@]}"; do
  verdict="${said[$name]:-}"
  case "$verdict" in
    "") continue ;;
    ", killed by the server, killed by the browser") verdict=", killed by both" ;;
    ", killed by the "*", "*) ;;
    ", killed by the "*) [[ -z "${only[$name]}" ]] || verdict+=", the only side" ;;
  esac
  if [[ "${said[$name]//, killed by the @(server|browser)/}" == "" ]]; then killed=$((killed + 1)); else survived=$((survived + 1)); fi
  printf '%-18s %s\n' "$name" "${verdict#, }"
done
if ((${#unclear[@]})); then
  echo "failed although another rule was broken: ${unclear[*]}"
  echo "either they share code, which the list should say («with»), or --at-once 1 tells which is which"
fi
echo "$killed killed, $survived survived"
((survived == 0 && ${#unclear[@]} == 0 && ${#mute[@]} == 0))
