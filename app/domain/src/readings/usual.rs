//! What a register usually counts: over the months before, and at the same time of other years.

use chrono::{Datelike, NaiveDate};

use super::{Energy, PreviousReading, RegisterRules, Zone};
use crate::calendar::months_before;

/// A reading that counts: not superseded by a later one of its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastReading {
    /// The register.
    pub zone: Zone,
    /// What it showed.
    pub value: Energy,
    /// When.
    pub taken_on: NaiveDate,
}

/// Usual use is taken from so many months before the last reading.
const USUAL_MONTHS: u32 = 13;
/// Other years' use that is less than this part of the usual one says that nobody was at home.
const AWAY: i64 = 10;

impl RegisterRules {
    /// What a register showed before `window_from`, and its usual use: over the last thirteen months, and at the same time
    /// of other years as far as the readings given go, in any order.
    #[must_use]
    pub fn from_history(zone: Zone, digits: u8, past: &[PastReading], window_from: NaiveDate) -> Self {
        let mut past: Vec<_> = past
            .iter()
            .filter(|reading| reading.zone == zone && reading.taken_on < window_from)
            .collect();
        past.sort_by_key(|reading| (reading.taken_on, reading.value));
        let spans: Vec<_> = past
            .windows(2)
            .filter_map(|pair| match pair {
                [before, after] => Some(Span {
                    taken_on: after.taken_on,
                    volume: after.value.since(before.value, digits)?,
                    days: (after.taken_on - before.taken_on).num_days(),
                }),
                _ => None,
            })
            .collect();
        let last = past.last().map_or(window_from, |last| last.taken_on);
        let since = months_before(last, USUAL_MONTHS);
        let monthly = Span::monthly(spans.iter().filter(|span| span.taken_on >= since));
        let same_month = |span: &&Span| {
            let (then, now) = (span.taken_on, window_from);
            then.month() == now.month() && then.year() < now.year()
        };
        let seasonal = spans
            .iter()
            .filter(same_month)
            .filter_map(|span| Span::monthly([span]))
            .max();
        let at_home = |seasonal: &Energy| {
            monthly.is_none_or(|monthly| seasonal.thousandths().saturating_mul(AWAY) >= monthly.thousandths())
        };
        Self {
            zone,
            previous: past.last().map(|last| PreviousReading {
                value: last.value,
                taken_on: last.taken_on,
            }),
            monthly,
            seasonal: seasonal.filter(at_home),
        }
    }
}

/// What was used between two readings.
struct Span {
    taken_on: NaiveDate,
    volume: Energy,
    days: i64,
}

impl Span {
    /// Use in thirty days; nothing when the spans are too short to tell.
    fn monthly<'a>(spans: impl IntoIterator<Item = &'a Self>) -> Option<Energy> {
        let (used, days) = spans.into_iter().fold((Energy::ZERO, 0), |(used, days), span| {
            (used.plus(span.volume), days + span.days)
        });
        (days >= 25).then(|| Energy::from_thousandths(used.thousandths().saturating_mul(30) / days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FieldError, readings::MeterRules};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
    }

    #[test]
    fn usual_use_comes_from_the_readings_before_the_window() {
        let past = |month, kwh| PastReading {
            zone: Zone::Single,
            value: Energy::from_kwh(kwh),
            taken_on: day(month, 24),
        };
        let night = PastReading {
            zone: Zone::Night,
            value: Energy::from_kwh(9),
            taken_on: day(9, 24),
        };
        let history = [past(11, 700), past(10, 260), past(9, 100), past(8, 50), night];
        let rules = RegisterRules::from_history(Zone::Single, 5, &history, day(11, 20));
        assert_eq!(
            rules.previous,
            Some(PreviousReading {
                value: Energy::from_kwh(260),
                taken_on: day(10, 24)
            })
        );
        assert_eq!(rules.monthly, Some(Energy::from_thousandths(210_000 * 30 / 61)));
        let alone = RegisterRules::from_history(Zone::Single, 5, &history[3..], day(11, 20));
        assert_eq!(
            (alone.previous.map(|p| p.value), alone.monthly),
            (Some(Energy::from_kwh(50)), None)
        );
    }

    #[test]
    fn a_jump_is_told_by_the_same_month_of_other_years() {
        let past = |year, month, kwh| PastReading {
            zone: Zone::Single,
            value: Energy::from_kwh(kwh),
            taken_on: NaiveDate::from_ymd_opt(year, month, 24).expect("a date"),
        };
        // Heated by electricity: 1 000 a month in winter, 100 in July.
        let history = [
            past(2024, 6, 0),
            past(2024, 7, 100),
            past(2025, 6, 10_000),
            past(2025, 7, 10_090),
            past(2026, 6, 20_000),
        ];
        let window = NaiveDate::from_ymd_opt(2026, 7, 20).expect("a date");
        let july = RegisterRules::from_history(Zone::Single, 5, &history, window);
        assert_eq!(july.seasonal, Some(Energy::from_kwh(100)), "the larger of two years");
        let meter = |register| MeterRules {
            digits: 5,
            decimals: 0,
            registers: vec![register],
        };
        let check = |meter: &MeterRules| meter.check(&meter.registers[0], "20900", day(7, 24), false);
        assert_eq!(
            check(&meter(july)),
            Err(FieldError::ReadingJump {
                volume: Energy::from_kwh(900),
                expected: Energy::from_kwh(100),
                season: true,
            })
        );
        let mut away = history;
        away[1].value = Energy::from_kwh(2);
        away[3].value = Energy::from_kwh(10_001);
        let away = RegisterRules::from_history(Zone::Single, 5, &away, window);
        assert_eq!(away.seasonal, None, "nobody was at home in July");
        assert!(check(&meter(away)).is_ok(), "the usual use of the year is what counts");
    }
}
