# shellcheck shell=bash
# The words of docs/performance.md.

report_text() {
  cat <<MARKDOWN
# Performance

Written by \`make bench\` (scripts/bench.sh) from what it measured; not edited by hand.

Release build on a machine with $(cores) cores, which **server, database and load generator share**: a server that has
the cores to itself does better. The load comes from \`wrk\` with one thread over loopback, without TLS; it has no
rate: each connection sends its next request when the answer is there, so that latency at 32 connections is latency
under overload. A stall counts against the requests it held back, too: \`wrk\` adds them by the average interval, so one
wait of a second shows in the p99 of twenty. $(quiet)

## Budgets

| What | Budget | Measured | |
|---|---|---|---|
$(budget_rows)

## What the browser loads

Measured $(f weight.date) from the files of the release build.

| What | Files | Raw | gzip | brotli |
|---|---|---|---|---|
$(weight_row login 'wasm of the login page, where everybody begins: the bundle alone')
$(weight_row account "wasm of an account's page: the bundle and the route's parts")
$(weight_row register 'wasm of the registration')
$(weight_row add 'wasm of linking an account')
$(weight_row history 'wasm of the history')
$(weight_row all_wasm 'all wasm there is')
$(weight_row js 'JavaScript')
$(weight_row css 'CSS, all of it')
| HTML of one account's page | 1 | $(kilo serve.sqlite.page.bytes) kB | $(kilo serve.sqlite.page.gzip) kB | – |

Each row counts from an empty cache; whoever was on the login page before has the bundle already, and every file is
kept by the browser until the next release changes its name. Most of the bundle is the framework: reactive values,
rendering, router, reading and writing of JSON; components are built without their types, which makes each cheaper.
The server sends HTML uncompressed; the gzip figure is what a proxy in front makes of it. The page is complete without
scripts, so none of the wasm stands between a customer and the first sight of it.

## Without a connection

Measured $(f offline.date) in Chromium, without its windows. The account's page is visited once; then the connection is
taken away and the page is opened $(whole offline.tries) times: from the beginning of the navigation, through the service
worker, until the form has shown what was used in answer to a number that was typed into it.

| Processor of the page | Median, ms | Worst, ms |
|---|---|---|
| as it is | $(whole offline.full.median) | $(whole offline.full.worst) |
| $(whole offline.slower) times as slow (not that of the service worker) | $(whole offline.slow.median) | $(whole offline.slow.worst) |

## Pages and readings

Measured $(f serve.date) with $(group "$ACCOUNTS") accounts of five branches, three years of readings and payments in the
database. Each request carries one of many sessions; the page's are the session, the cabinet, the account with its
meters, registers and 26 months of readings; rules and prices of its branch stay in memory for ten seconds.
\`last seen\` of a session is written once a minute, as always: that is a part of the page's load. *Plain
JSON* is the same session and the same queries answered by axum without rendering.
*Reading sent* is the form's server function, every time for another meter: one transaction that checks the reading
against the meter's history and stores it, and every commit waits for the disk. The log is on, at level \`info\`.

Cores used are those of server / PostgreSQL / load generator; SQLite works inside the server. What is left of the
cores is idle, or goes to the system (network, disk) and to other programs.

| Database | Load | Connections | Requests/s | p50, ms | p99, ms | Worst, ms | Cores used | Limited by |
|---|---|---|---|---|---|---|---|---|
$(load_rows serve sqlite SQLite)
$(load_rows serve postgres PostgreSQL)

What limits these figures:

- Rendering: at 32 connections the page reaches $(ratio sqlite 32) % of the plain JSON's requests on SQLite and
  $(ratio postgres 32) % on PostgreSQL. A page costs the server $(two serve.sqlite.page.32.cpu) ms of processor time on
  SQLite and $(two serve.postgres.page.32.cpu) ms on PostgreSQL, the plain answer $(two serve.sqlite.plain.32.cpu) ms and
  $(two serve.postgres.plain.32.cpu) ms. The page is $(kilo serve.sqlite.page.bytes) kB, the plain answer
  $(kilo serve.sqlite.plain.bytes) kB.
- Where \`waiting\` stands, cores were idle while requests waited for the disk, for a lock or for a connection. A write of
  4 kB that waits for this disk took $(two serve.disk.milliseconds) ms on average. SQLite has one writer: its
  transactions stand in a row, each with its own wait for the disk. PostgreSQL lets commits wait together.
- PostgreSQL has 512 MB of shared buffers and stands on the same disk; everything else is as installed, with
  \`fsync\` on. The server has the pool of the configuration, for either database.

Start to first answer: \`/healthz\`, from the start of the process, settings as in earnest, database ready, files in the
page cache: SQLite $(whole serve.sqlite.start.median) ms (worst of 7: $(whole serve.sqlite.start.worst) ms), PostgreSQL
$(whole serve.postgres.start.median) ms (worst: $(whole serve.postgres.start.worst) ms).

Memory of the server's process (RSS):

| Database | At rest | After the pages | After all loads | Peak |
|---|---|---|---|---|
| SQLite | $(mega serve.sqlite.memory.rest) MB | $(mega serve.sqlite.memory.page) MB | $(mega serve.sqlite.memory.after) MB | $(mega serve.sqlite.memory.peak) MB |
| PostgreSQL | $(mega serve.postgres.memory.rest) MB | $(mega serve.postgres.memory.page) MB | $(mega serve.postgres.memory.after) MB | $(mega serve.postgres.memory.peak) MB |

On SQLite each connection keeps pages of the file: up to 8 MB the one that writes, up to 2 MB each of those that read,
as many as the configuration allows; the system keeps the rest. On PostgreSQL that memory is PostgreSQL's.

## Readings at scale

Measured $(f scale.date) with $(whole scale.accounts) accounts: a meter each, one in twenty with two zones, $(f scale.months) months of readings.
The database is filled by the engine itself, month by month as readings come in life, so those of one meter lie far
apart; the schema is that of the migrations. Then what the system keeps of it in memory is dropped, so that every account
is read from the disk when it is first asked for. *Reading sent* is as above, each for another of the accounts that a few
thousand people have, spread over all. *History* is that of an account with ten years of readings in three zones, $(whole scale.history.rows)
in all.

| Database | Load | Connections | Requests/s | p50, ms | p99, ms | Worst, ms | Cores used | Limited by |
|---|---|---|---|---|---|---|---|---|
$(load_rows scale sqlite SQLite)
$(load_rows scale postgres PostgreSQL)

| Database | Rows | Filled, s | rows/s | Indexes, s | In all, s | Size | Memory of the server at most |
|---|---|---|---|---|---|---|---|
$(fill_row sqlite SQLite)
$(fill_row postgres PostgreSQL)

## Reminders

Measured $(f reminders.date): people with an account each whose meter has $(f reminders.months) months of readings and none of the
present window. The job finds them and writes their letters down, step by step with a transaction each, in a process of its
own; sending is not a part of it, and none are sent meanwhile.

| Database | People | Seconds | Letters/s | Memory before | At most | Cores: process / PostgreSQL |
|---|---|---|---|---|---|---|
$(reminder_rows sqlite SQLite)
$(reminder_rows postgres PostgreSQL)

## Logins

Measured $(f login.date). Hashing is given $(f login.cores) of the $(f serve.cores) cores (\`security.hashes_at_once\`); argon2id with the parameters
in use verifies $(one login.hashes) passwords a second there when nothing else runs. *Let in* is a whole login over HTTP: throttle, person,
hash, session, one transaction. In the *flood* $(whole login.sqlite.flood.connections) connections log in, each up to 0.1 s after its last answer: ten times
what the hash can do; whoever would wait longer than 120 ms for a turn is told that the server is busy. *Page* is the
p99 of the account's page for somebody who opens one after another meanwhile. *Full* is a login with
$(whole login.sqlite.throttles) rows of other people's failures in the table of throttles.

| Database | Let in/s | p50, ms | Let in/s in the flood | Told busy/s | p99 of both, ms | Page quiet, ms | Page in the flood, ms | Let in/s, full | Memory at most |
|---|---|---|---|---|---|---|---|---|---|
$(login_row sqlite SQLite)
$(login_row postgres PostgreSQL)

A *registration* is the code by the SMS gateway, the form, the letter by SMTP and the press on its link, each message over
its real protocol to a twin in the server's process$(registration_numbers). Each needs two hashes; here they may be made
on every core.

| Database | Registrations a minute | p50, ms | p99, ms | Told busy |
|---|---|---|---|---|
$(registration_row sqlite SQLite)
$(registration_row postgres PostgreSQL)

Whether the time of an answer tells who has a cabinet or which account exists: 200 questions about somebody and 200
about nobody, in turns. D is the statistic of Kolmogorov and Smirnov; the distributions differ (1 %) above
$(two login.sqlite.timing.limit).

| Database | Question | Median of the first, ms | of the second, ms | D | |
|---|---|---|---|---|---|
$(timing_rows sqlite SQLite)
$(timing_rows postgres PostgreSQL)

## Import

Measured $(f import.date): $(import_rows) rows into an empty database, each registry by a process of its own
(\`kabinet import\`), from its start to its end: read twice, checked, stored in one transaction. The databases are
$(group "$(calc "$(f import.sqlite.bytes) / 1e6")") MB (SQLite) and $(group "$(calc "$(f import.postgres.bytes) / 1e6")") MB
(PostgreSQL) afterwards.

| Registry | Rows | SQLite | rows/s | Cores | PostgreSQL | rows/s | Cores |
|---|---|---|---|---|---|---|---|
$(import_table)

Cores are those of the process / of PostgreSQL. One thread reads and checks while another stores, so a process that
uses about one core is limited by the slower of the two, and one that uses less waits for PostgreSQL or the disk. A
small file shows the start of a process rather than the import.

## Rules

Measured $(f rules.date) with criterion, medians, natively; the browser runs the same code as wasm.

| Rule | Time |
|---|---|
$(rule_row reading_form 'reading form, three zones, all checks')
$(rule_row register_from_history 'previous reading and usual use from a year of readings')
$(rule_row energy "a register's state, parsed")
$(rule_row money 'a sum, parsed')
$(rule_row account_number 'an account number, parsed')
$(rule_row proof_sum 'a proof: sum')
$(rule_row proof_address 'a proof: address')
$(rule_row proof_surname 'a proof: surname')
$(rule_row charge "a month's charge, one price")
$(rule_row charge_longest "a month's charge: three zones, three ranges, a price that changes")
$(rule_row advice_of_a_year "one, two and three zones over a year")
$(rule_row forecast "where a month is heading")

## Rebuild

Measured $(f rebuild.date): \`cargo leptos build\` of the development profile after one change, best of $REBUILDS. This is
what \`make watch\` runs on a change, except that \`watch\` leaves out the steps whose files did not change: its times
are these or better.

| Change | Seconds | Cores used |
|---|---|---|
$(rebuild_row nothing 'nothing')
$(rebuild_row page 'a text in a page: browser and server rebuilt')
$(rebuild_row domain 'a text in `domain`: everything above it rebuilt')
$(rebuild_row style 'a rule in CSS')

A change in a page is compiled and linked twice, for the browser and for the server; where fewer cores are used than
there are, one crate or the linker is what everything waits for.

## Not measured

Real browsers on real networks and phones; TLS and the proxy in front; several server processes on one PostgreSQL;
letters and text messages outside the machine;
databases larger than memory, disks and PostgreSQL on other machines.
MARKDOWN
}
