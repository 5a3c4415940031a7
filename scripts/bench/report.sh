# shellcheck shell=bash
# Writes docs/performance.md from the figures of every stage. Nothing here is known without them.

declare -A F

STAGES=(weight offline import serve scale reminders login rules rebuild)

# The stages without figures.
never_measured() {
  local name
  for name in "${STAGES[@]}"; do [[ -f "$figures/$name" ]] || echo "$name"; done
}

read_figures() {
  local name key value
  for name in "${STAGES[@]}"; do
    while IFS='=' read -r key value; do F["$name.$key"]="$value"; done <"$figures/$name"
  done
}

known() { [[ -n "${F[$1]:-}" ]]; }

f() { # key: a figure that must be there
  [[ -n "${F[$1]:-}" ]] || die "no figure $1"
  echo "${F[$1]}"
}

# 12345 -> 12 345
group() { printf '%.0f' "$1" | sed -E ':a; s/^([0-9]+)([0-9]{3})/\1 \2/; ta'; }
whole() { group "$(f "$1")"; }
one() { printf '%.1f' "$(f "$1")"; }
two() { printf '%.2f' "$(f "$1")"; }
kilo() { printf '%.1f' "$(calc "$(f "$1") / 1000")"; }
mega() { printf '%.0f' "$(calc "$(f "$1") * 1024 / 1e6")"; } # from KiB
cores() { [[ "$(f serve.cores)" == 2 ]] && echo two || f serve.cores; }

# met|MISSED
verdict() { [[ "$(calc "$1 $2 $3")" == 1 ]] && echo met || echo '**missed**'; }

# Rows a second of a whole set of registries.
import_rate() { # engine
  local registry rows=0 seconds=0
  for registry in "${REGISTRIES[@]}"; do
    rows=$((rows + $(f "import.$1.$registry.rows")))
    seconds="$(calc "$seconds + $(f "import.$1.$registry.seconds")")"
  done
  calc "$rows / $seconds"
}

import_rows() {
  local registry rows=0
  for registry in "${REGISTRIES[@]}"; do rows=$((rows + $(f "import.sqlite.$registry.rows"))); done
  group "$rows"
}

# What a load was stopped by, as its figures say.
limit_of() { # key
  if [[ "$(calc "$(f "$1.others") > 0.2 * $(f serve.cores)")" == 1 ]]; then
    echo "the system and other programs: $(two "$1.others") cores"
  elif [[ "$(calc "$(f "$1.idle") > 0.25 * $(f serve.cores)")" == 1 ]]; then
    echo "waiting: $(two "$1.idle") cores idle"
  else
    echo "the processors: $(two "$1.idle") cores idle"
  fi
}

load_rows() { # stage engine title
  local kind connections title key
  for kind in page plain history year function table submit; do
    for connections in 2 8 32; do
      key="$1.$2.$kind.$connections"
      known "$key.rps" || continue
      case "$kind" in
        page) title='account page' ;;
        plain) title='the same as plain JSON' ;;
        history) title='history: page of the last twelve months' ;;
        year) title='history: page of one year' ;;
        function) title='history: server function, one year' ;;
        table) title='history: all ten years as a file' ;;
        submit) title='reading sent' ;;
      esac
      echo "| $3 | $title | $connections | $(whole "$key.rps") | $(one "$key.p50") | $(one "$key.p99") | $(one "$key.worst") |" \
        "$(two "$key.server") / $(two "$key.cluster") / $(two "$key.generator") | $(limit_of "$key") |"
    done
  done
}

ratio() { # engine connections
  printf '%.0f' "$(calc "100 * $(f "serve.$1.page.$2.rps") / $(f "serve.$1.plain.$2.rps")")"
}

budget_rows() {
  local engine title rate
  local page
  for page in login account; do
    row "First load of the $page page: wasm, brotli" '≤ 250 kB (aim: 150)' "$(kilo "weight.$page.brotli") kB" \
      "$(verdict "$(f "weight.$page.brotli")" '<=' 250000)"
  done
  row 'All CSS, brotli' '≤ 15 kB' "$(kilo weight.css.brotli) kB" "$(verdict "$(f weight.css.brotli)" '<=' 15000)"
  row 'Page for readings usable without a connection, worst' '≤ 1 s' \
    "$(whole offline.full.worst) ms, on a processor a quarter as fast $(whole offline.slow.worst) ms" \
    "$(verdict "$(f offline.full.worst)" '<=' 1000)"
  row "A month's charge, one core" '≥ 1 000 000/s' \
    "$(charges rules.charge)/s, with three zones, three ranges and two prices $(charges rules.charge_longest)/s" \
    "$(verdict "1e9 / $(f rules.charge)" '>=' 1000000)"
  for engine in sqlite postgres; do
    title="$([[ $engine == sqlite ]] && echo SQLite || echo PostgreSQL)"
    page="serve.$engine.page"
    local submit="serve.$engine.submit"
    row "Account page, $title" '≥ 800/s' "$(whole "$page.32.rps")/s" "$(verdict "$(f "$page.32.rps")" '>=' 800)"
    row "Account page, $title, p99 at 8 connections" '≤ 50 ms' "$(one "$page.8.p99") ms" "$(verdict "$(f "$page.8.p99")" '<=' 50)"
    row "Account page, $title, p99 at 32 connections" '≤ 50 ms' "$(one "$page.32.p99") ms" "$(verdict "$(f "$page.32.p99")" '<=' 50)"
    row "Reading sent, $title" '≥ 500/s' "$(whole "$submit.32.rps")/s" "$(verdict "$(f "$submit.32.rps")" '>=' 500)"
    row "Start to first answer, $title, median of 7" '≤ 300 ms' "$(whole "serve.$engine.start.median") ms" \
      "$(verdict "$(f "serve.$engine.start.median")" '<=' 300)"
    row "Memory after the loads, $title" '≤ 100 MB' "$(mega "serve.$engine.memory.after") MB" \
      "$(verdict "$(f "serve.$engine.memory.after") * 1024" '<=' 100000000)"
    local login="login.$engine"
    row "Logins, $title" '≥ 90 % of the hash alone' "$(percent "$login.alone.rps" login.hashes) %" \
      "$(verdict "$(f "$login.alone.rps") / $(f login.hashes)" '>=' 0.9)"
    row "Account page while ten times as many log in, $title, p99" '≤ twice its quiet one' \
      "$(one "$login.flooded.p99") ms, quiet $(one "$login.quiet.p99") ms" \
      "$(verdict "$(f "$login.flooded.p99")" '<=' "2 * $(f "$login.quiet.p99")")"
    if known "$login.registrations.minute"; then
      row "Registrations, $title" '≥ 1 000 a minute' "$(whole "$login.registrations.minute")" \
        "$(verdict "$(f "$login.registrations.minute")" '>=' 1000)"
    else
      row "Registrations, $title" '≥ 1 000 a minute' 'not measured' ''
    fi
    row "Answer to those logins, $title, p99" '≤ 200 ms' "$(one "$login.flood.p99") ms" "$(verdict "$(f "$login.flood.p99")" '<=' 200)"
    rate="$(import_rate "$engine")"
    row "Import of registries, $title" '≥ 30 000 rows/s' "$(group "$rate") rows/s" "$(verdict "$rate" '>=' 30000)"
    scale_budget_rows "$engine" "$title"
    reminder_budget_rows "$engine" "$title"
  done
}

scale_budget_rows() { # engine title
  local key="scale.$1" many least=500
  many="$(whole scale.accounts) accounts"
  [[ "$1" != postgres ]] || least=1000
  if ! known "$key.submit.32.rps"; then
    row "Reading sent at $many, $2" "≥ $(group "$least")/s" 'not measured' ''
    return 0
  fi
  row "Reading sent at $many, $2" "≥ $(group "$least")/s" "$(whole "$key.submit.32.rps")/s" \
    "$(verdict "$(f "$key.submit.32.rps")" '>=' "$least")"
  [[ "$1" != postgres ]] || row "Reading sent at $many, $2, p99 at 32 connections" '≤ 100 ms' "$(one "$key.submit.32.p99") ms" \
    "$(verdict "$(f "$key.submit.32.p99")" '<=' 100)"
  row "History of ten years at $many, $2, p99 of the slowest way" '≤ 50 ms' "$(printf '%.1f' "$(slowest_history "$1")") ms" \
    "$(verdict "$(slowest_history "$1")" '<=' 50)"
}

# The p99 of whichever of page, year, function and file takes longest.
slowest_history() { # engine
  local kind
  for kind in history year function table; do f "scale.$1.$kind.8.p99"; done | sort -n | tail -n1
}

reminder_budget_rows() { # engine title
  local few many
  few="$(f reminders.few)"
  many="$(f reminders.many)"
  if ! known "reminders.$1.$many.seconds"; then
    row "Reminders for $(group "$many") people, $2" '' 'not measured' ''
    return 0
  fi
  row "Reminders for $(group "$many") people, $2: time" "≤ 11 times that for $(group "$few")" \
    "$(reminder_ratio "$1" seconds) times" "$(verdict "$(reminder_ratio "$1" seconds)" '<=' 11)"
  row "Reminders for $(group "$many") people, $2: memory at most" "≤ 1.1 times that for $(group "$few")" \
    "$(reminder_ratio "$1" memory) times, $(mega "reminders.$1.$many.memory") MB" "$(verdict "$(reminder_ratio "$1" memory)" '<=' 1.1)"
}

# Of many people to few.
reminder_ratio() { # engine figure
  printf '%.2f' "$(calc "$(f "reminders.$1.$(f reminders.many).$2") / $(f "reminders.$1.$(f reminders.few).$2")")"
}

reminder_rows() { # engine title
  local size key
  for size in few many; do
    size="$(f "reminders.$size")"
    key="reminders.$1.$size"
    known "$key.seconds" || continue
    echo "| $2 | $(group "$size") | $(one "$key.seconds") | $(group "$(calc "$(f "$key.letters") / $(f "$key.seconds")")") |" \
      "$(mega "$key.memory.before") MB | $(mega "$key.memory") MB | $(two "$key.process") / $(two "$key.cluster") |"
  done
}

fill_row() { # engine title
  local key="scale.$1"
  known "$key.rows" || return 0
  echo "| $2 | $(whole "$key.rows") | $(whole "$key.rows.seconds") | $(group "$(calc "$(f "$key.rows") / $(f "$key.rows.seconds")")") |" \
    "$(whole "$key.indexes.seconds") | $(whole "$key.fill.seconds") | $(group "$(calc "$(f "$key.bytes") / 1e6")") MB |" \
    "$(mega "$key.memory.peak") MB |"
}

charges() { group "$(calc "1e9 / $(f "$1")")"; }

row() {
  echo "| ${1} | ${2} | ${3} | ${4} |"
}

percent() { # key of-key
  printf '%.0f' "$(calc "100 * $(f "$1") / $(f "$2")")"
}

login_row() { # engine title
  local key="login.$1"
  echo "| $2 | $(one "$key.alone.rps") | $(one "$key.alone.p50") | $(one "$key.flood.rps") | $(whole "$key.flood.busy") |" \
    "$(one "$key.flood.p99") | $(one "$key.quiet.p99") | $(one "$key.flooded.p99") | $(one "$key.throttled.rps") | $(mega "$key.memory") MB |"
}

registration_numbers() {
  local key=login.sqlite.registrations
  ! known "$key.count" || echo "; $(whole "$key.at_once") people at once, $(whole "$key.count") in all"
}

registration_row() { # engine title
  local key="login.$1.registrations"
  known "$key.minute" || { echo "| $2 | not measured | | | |"; return 0; }
  echo "| $2 | $(whole "$key.minute") | $(whole "$key.p50") | $(whole "$key.p99") | $(whole "$key.busy") |"
}

timing_rows() { # engine title
  local question title
  for question in login recovery link; do
    case "$question" in
      login) title='a wrong password: somebody, nobody' ;;
      recovery) title='recovery: somebody, nobody' ;;
      link) title='a wrong proof: an account, none' ;;
    esac
    local key="login.$1.timing.$question"
    echo "| $2 | $title | $(two "$key.known") | $(two "$key.unknown") | $(two "$key.distance") |" \
      "$([[ "$(calc "$(f "$key.distance") <= $(f "login.$1.timing.limit")")" == 1 ]] && echo 'not told apart' || echo '**told apart**') |"
  done
}

weight_row() { # key title
  echo "| $2 | $(f "weight.$1.files") | $(kilo "weight.$1.raw") kB | $(kilo "weight.$1.gzip") kB | $(kilo "weight.$1.brotli") kB |"
}

import_table() {
  local registry engine line
  for registry in "${REGISTRIES[@]}"; do
    line="| $registry | $(whole "import.sqlite.$registry.rows") |"
    for engine in sqlite postgres; do
      local key="import.$engine.$registry"
      line+=" $(two "$key.seconds") s | $(group "$(calc "$(f "$key.rows") / $(f "$key.seconds")")") |"
      line+=" $(two "$key.process") / $(two "$key.cluster") |"
    done
    echo "$line"
  done
}

rebuild_row() { # key title
  echo "| $2 | $(one "rebuild.$1.seconds") | $(one "rebuild.$1.cores") |"
}

rule_row() { # key title
  echo "| $2 | $(printf '%.0f' "$(f "rules.$1")") ns |"
}

# A word of warning when other programs had a share of the processors.
quiet() {
  local busy
  busy="$(f serve.busy)"
  [[ "$(calc "$busy > 0.15")" != 1 ]] ||
    echo "Other programs kept $(two serve.busy) cores busy while this was measured: the figures of the server are too low."
}

write_report() { # file
  local missing
  missing="$(never_measured | xargs)"
  if [[ -n "$missing" ]]; then
    say "$1 is not written: never measured: $missing"
    return 0
  fi
  read_figures
  report_text >"$work/report.md"
  mv "$work/report.md" "$1"
  chmod 644 "$1"
  say "written: $1"
}
