#!/usr/bin/env bash
# The whole check. Goes on after a failed step, so that one run tells everything; the last line is the sum.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/env.sh
export CI="${CI:-1}"

logs="$(mktemp -d "${TMPDIR:-/tmp}/kabinet-test.XXXXXX")"
trap 'rm -rf "$logs"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

passed=0
failed=0
summary=()
culprits=()

# Reads what `cargo test` and Playwright say of themselves; prints "passed failed".
count() {
  awk '
    /^test result: / {
      for (i = 1; i < NF; i++) {
        if ($(i + 1) == "passed;") passed += $i
        if ($(i + 1) == "failed;") failed += $i
      }
    }
    /^  [0-9]+ (passed|flaky)( \(.*\))?$/ { passed += $1 }
    /^  [0-9]+ (failed|interrupted|did not run)$/ { failed += $1 }
    END { print passed + 0, failed + 0 }
  ' "$1"
}

# The names of the failed tests, and of the browser's that passed at the second try.
name_culprits() {
  sed -nE 's/^test (.+) \.\.\. FAILED$/\1/p; s/^    (\[[a-z-]+\] › .*[^─ ])[─ ]*$/\1/p' "$1"
}

# A step that breaks without a failed test to show for it (a lint, a build) counts as one failure.
step() { # name command...
  local name="$1" began=$SECONDS status=0 ok bad line
  shift
  echo
  echo "== $name"
  "$@" 2>&1 | tee "$logs/step" || status=$?
  read -r ok bad < <(count "$logs/step")
  ((status == 0 || bad > 0)) || bad=1
  mapfile -t -O ${#culprits[@]} culprits < <(name_culprits "$logs/step")
  passed=$((passed + ok))
  failed=$((failed + bad))
  line="$(printf '%-36s %5d s  %s' "$name" $((SECONDS - began)) "$( ((bad == 0)) && echo ok || echo FAILED)")"
  summary+=("$line")
  echo "== $line"
  ((bad == 0))
}

step 'format' scripts/lint.sh format || true
step 'shell scripts' scripts/lint.sh scripts || true
step 'types of the browser tests' scripts/lint.sh browser-tests || true
if command -v cargo-deny >/dev/null || command -v cargo-machete >/dev/null; then
  step 'supply chain' scripts/deny.sh --if-installed || true
fi
step 'clippy: server side' scripts/lint.sh server || true
step 'clippy: browser side' scripts/lint.sh frontend || true
step 'tests, SQLite and PostgreSQL' scripts/unit.sh || true
if step 'release build' scripts/build.sh; then
  step 'browser tests' scripts/e2e.sh || true
fi

echo
printf '%s\n' "${summary[@]}"
((${#culprits[@]} == 0)) || printf '  failed, or passed at the second try: %s\n' "${culprits[@]}"
echo "$passed passed, $failed failed"
((failed == 0))
