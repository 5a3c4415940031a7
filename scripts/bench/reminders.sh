# shellcheck shell=bash
# The reminders' job, from its beginning to its end, for few people and for many.

REMINDERS="${REMINDERS:-100000 1000000}"
REMINDER_ENGINES="${REMINDER_ENGINES:-sqlite postgres}"
# Months of readings that the meters have.
REMINDER_MONTHS="${REMINDER_MONTHS:-12}"

stage_reminders() {
  begin_stage reminders
  local engine people sizes
  read -ra sizes <<<"$REMINDERS"
  note few "${sizes[0]}"
  note many "${sizes[-1]}"
  note months "$REMINDER_MONTHS"
  for engine in $REMINDER_ENGINES; do
    for people in "${sizes[@]}"; do
      check_space "$engine" "$((people * 2))" "$((people * REMINDER_MONTHS * 21 / 20))"
      begin_fill "$engine"
      fill_database "$people" "$REMINDER_MONTHS" "$people" 1 0 people
      end_fill "$engine"
      remind_all "$engine" "$people"
      give_back_database "$engine"
    done
  done
  end_stage
}

remind_all() { # engine people
  local key="$1.$2" before seconds busy letters
  before="$(cluster_ticks)"
  timed "$prepare" remind "$url" "$CLOCK" >"$work/remind.out"
  note "$key.process" "$busy"
  note "$key.cluster" "$(calc "($(cluster_ticks) - $before) / 100 / $seconds")"
  note_all "$key." "$work/remind.out"
  letters="$(sed -n 's/^letters=//p' "$work/remind.out")"
  ((letters == $2)) || die "$1: $2 people wait for a reminder and $letters got one"
  say "$1: $(xargs <"$work/remind.out")"
}
