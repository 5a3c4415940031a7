//! Where a month's use is heading: when the next range begins, what the month will come to.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    ChargeLine, Register, Tariff, Use,
    register::{MonthVolumes, Pace, month_volumes},
};
use crate::{
    Money,
    calendar::{month_of, months_after, months_before},
    readings::{Energy, WindowState, Zone},
};

/// The month whose bill is still open, from the readings before to the ones that are next to be sent.
///
/// A bill goes from reading to reading, as it is charged: what was used between the reading of October and that of
/// November is November's, whatever the day. The month is taken to end on the last day on which its readings are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenMonth {
    month: NaiveDate,
    opens: NaiveDate,
    until: NaiveDate,
}

/// What a month will come to, if the meters go on counting as fast as they did between their last readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// The month's first day.
    #[serde(with = "crate::calendar::days")]
    pub month: NaiveDate,
    /// The last day on which its readings are taken.
    #[serde(with = "crate::calendar::days")]
    pub until: NaiveDate,
    /// What has been used by today, all zones together.
    pub used: Energy,
    /// What will have been used by [`Forecast::until`].
    pub volume: Energy,
    /// What that comes to, price by price.
    pub lines: Vec<ChargeLine>,
    /// The sum of the lines.
    pub total: Money,
    /// The use above which each range but the first begins, in their order; none where the tariff has no ranges.
    pub limits: Vec<Energy>,
    /// The range that holds today, counted from 1.
    pub range: u8,
    /// When the next range begins, if it does in this month.
    pub begins: Option<Begins>,
    /// What the month costs more than if everything had the price of the first range.
    pub extra: Money,
    /// Nothing was read in the month before: up to its end the use is taken to be charged by the average.
    pub unread: bool,
}

/// The next range begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begins {
    /// On this day.
    #[serde(with = "crate::calendar::days")]
    pub on: NaiveDate,
    /// What the use above it costs more than at the price of the range before.
    pub extra: Money,
}

impl Forecast {
    /// The use at which the present range began; nothing in the first one.
    #[must_use]
    pub fn above(&self) -> Option<Energy> {
        self.limit(self.range.checked_sub(2)?)
    }

    /// The use at which the next range begins; nothing in the last one.
    #[must_use]
    pub fn next_above(&self) -> Option<Energy> {
        self.limit(self.range.checked_sub(1)?)
    }

    fn limit(&self, at: u8) -> Option<Energy> {
        self.limits.get(usize::from(at)).copied()
    }
}

impl OpenMonth {
    /// The month of the present window or of the next one; once every meter in use was read in the present one, the month
    /// after.
    #[must_use]
    pub fn of(registers: &[Register], window: WindowState) -> Self {
        let (WindowState::Open { from, until, .. } | WindowState::Closed { opens: from, until, .. }) = window;
        let month = |opens, until| Self {
            month: month_of(until),
            opens,
            until,
        };
        let this = month(from, until);
        let mut in_use = registers.iter().filter(|register| register.in_use()).peekable();
        if in_use.peek().is_some() && in_use.all(|register| this.is_read(register)) {
            month(months_after(from, 1), months_after(until, 1))
        } else {
            this
        }
    }

    /// Its first day.
    #[must_use]
    pub const fn month(self) -> NaiveDate {
        self.month
    }

    /// What it will come to by its prices.
    ///
    /// The pace is that of each register between its last real readings, at least 25 days apart: nobody knows better
    /// before something is sent. It starts from the last reading; where the month before had none, from the end of that
    /// month's window, because what was used until then is charged by the average. Nothing is told where a register in
    /// use has no real reading in the last three months or none to compare it with, or has no price.
    #[must_use]
    pub fn forecast(self, tariff: &Tariff, registers: &[Register], today: NaiveDate) -> Option<Forecast> {
        let zones = registers.iter().map(Register::zone);
        let limits = tariff.limits(self.month, zones)?;
        let running = self.running(registers, today)?;
        let read = month_volumes(registers).remove(&self.month).unwrap_or_default();
        let by = |day| volumes(&read, &running, day);
        let (used, volume) = (sum(&by(today)), sum(&by(self.until)));
        let above = |used: Energy| limits.iter().filter(|limit| used > **limit).count();
        let lower = above(used);
        let uses: Vec<_> = by(self.until)
            .into_iter()
            .map(|(zone, volume)| Use { zone, volume })
            .collect();
        let charge = tariff.charge(self.month, &uses, Energy::ZERO)?;
        let dearer_than = |ranges| {
            let capped = tariff.capped(ranges).charge(self.month, &uses, Energy::ZERO)?;
            Some(Money::from_kopecks(charge.total.kopecks() - capped.total.kopecks()))
        };
        let begins = today
            .iter_days()
            .take_while(|day| *day <= self.until)
            .find(|day| above(sum(&by(*day))) > lower);
        let begins = match begins {
            Some(on) => Some(Begins {
                on,
                extra: dearer_than(lower + 1)?,
            }),
            None => None,
        };
        Some(Forecast {
            month: self.month,
            until: self.until,
            used,
            volume,
            extra: dearer_than(1)?,
            lines: charge.lines,
            total: charge.total,
            range: u8::try_from(lower + 1).unwrap_or(u8::MAX),
            limits,
            begins,
            unread: running.iter().any(|running| running.unread),
        })
    }

    /// Whether the reading for the month is there.
    fn is_read(self, register: &Register) -> bool {
        register.last_day().is_some_and(|day| day >= self.opens)
    }

    /// The registers that go on counting for the month.
    fn running(self, registers: &[Register], today: NaiveDate) -> Option<Vec<Running>> {
        let mut in_use = registers.iter().filter(|register| register.in_use()).peekable();
        in_use.peek()?;
        in_use
            .filter(|register| !self.is_read(register))
            .map(|register| {
                let last = register.last_day()?;
                let unread = last < months_before(self.month, 1);
                Some(Running {
                    zone: register.zone(),
                    since: if unread { months_before(self.until, 1) } else { last },
                    pace: register.pace(today)?,
                    unread,
                })
            })
            .collect()
    }
}

/// A register that goes on counting.
struct Running {
    zone: Zone,
    since: NaiveDate,
    pace: Pace,
    unread: bool,
}

/// What each zone has used by a day, to the whole kWh.
fn volumes(read: &MonthVolumes, running: &[Running], day: NaiveDate) -> BTreeMap<Zone, Energy> {
    let mut zones = read.zones.clone();
    for of in running {
        let sum = zones.entry(of.zone).or_default();
        *sum = sum.plus(of.pace.over((day - of.since).num_days()));
    }
    for volume in zones.values_mut() {
        *volume = volume.rounded(0);
    }
    zones
}

fn sum(zones: &BTreeMap<Zone, Energy>) -> Energy {
    zones.values().copied().fold(Energy::ZERO, Energy::plus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        billing::{
            Shown,
            samples::{day, line, register, seasonal},
        },
        readings::Window,
    };

    fn ranges(zone: Zone) -> Tariff {
        let bands = [(Some(3_900), "5"), (Some(6_000), "7"), (None, "12")];
        Tariff::new(vec![line(zone, "2026-01-01", None, &bands)]).expect("a tariff")
    }

    /// Readings are taken from the 23rd to the 26th.
    fn forecast(tariff: &Tariff, registers: &[Register], today: &str) -> Option<Forecast> {
        let today = day(today);
        let window = Window::new(23, 26).expect("a window").state(today);
        OpenMonth::of(registers, window).forecast(tariff, registers, today)
    }

    /// A register that counts so many kWh a day up to its reading of 24 October.
    fn counting(daily: i64) -> Register {
        register(
            Zone::Single,
            &[("2026-09-24", 1_000), ("2026-10-24", 1_000 + 30 * daily)],
        )
    }

    /// The month, what was used by today and will have been, the sum in roubles, the range, when the next one begins with
    /// what it costs more, what all ranges cost more.
    type Told = (String, i64, i64, i64, u8, Option<(String, i64)>, i64);

    fn told(forecast: Forecast) -> Told {
        // Each line is rounded by itself.
        let rubles = |money: Money| (money.kopecks() + 50).div_euclid(100);
        (
            forecast.until.to_string(),
            forecast.used.thousandths() / 1_000,
            forecast.volume.thousandths() / 1_000,
            rubles(forecast.total),
            forecast.range,
            forecast
                .begins
                .map(|begins| (begins.on.to_string(), rubles(begins.extra))),
            rubles(forecast.extra),
        )
    }

    fn expected(until: &str, used: i64, volume: i64, total: i64, range: (u8, Option<(&str, i64)>), extra: i64) -> Told {
        let begins = range.1.map(|(on, extra)| (on.to_owned(), extra));
        (until.to_owned(), used, volume, total, range.0, begins, extra)
    }

    #[test]
    fn the_next_range_begins_on_the_day_its_first_kwh_is_used() {
        // 24 October to 26 November are 33 days.
        let cases = [
            (
                "far below",
                10,
                "2026-11-10",
                expected("2026-11-26", 170, 330, 1_650, (1, None), 0),
            ),
            // 31 days of 130 kWh are 4 030; 390 kWh are above, each 2 roubles dearer.
            (
                "a range begins",
                130,
                "2026-11-10",
                expected("2026-11-26", 2_210, 4_290, 22_230, (1, Some(("2026-11-24", 780))), 780),
            ),
            (
                "on its day it is there",
                130,
                "2026-11-24",
                expected("2026-11-26", 4_030, 4_290, 22_230, (2, None), 780),
            ),
            (
                "the day before it is not",
                130,
                "2026-11-23",
                expected("2026-11-26", 3_900, 4_290, 22_230, (1, Some(("2026-11-24", 780))), 780),
            ),
            // 6 600: 2 100 are 2 roubles dearer, 600 are 7.
            (
                "two ranges begin",
                200,
                "2026-11-01",
                expected(
                    "2026-11-26",
                    1_600,
                    6_600,
                    41_400,
                    (1, Some(("2026-11-13", 8_400))),
                    8_400,
                ),
            ),
            (
                "the third begins",
                200,
                "2026-11-15",
                expected(
                    "2026-11-26",
                    4_400,
                    6_600,
                    41_400,
                    (2, Some(("2026-11-24", 3_000))),
                    8_400,
                ),
            ),
            (
                "the last one",
                200,
                "2026-11-25",
                expected("2026-11-26", 6_400, 6_600, 41_400, (3, None), 8_400),
            ),
            (
                "nobody at home",
                0,
                "2026-11-10",
                expected("2026-11-26", 0, 0, 0, (1, None), 0),
            ),
            // Nothing was read in November: what was used to the window's end is charged by the average.
            (
                "the month's end, nothing sent",
                130,
                "2026-11-30",
                expected("2026-12-26", 520, 3_900, 19_500, (1, None), 0),
            ),
        ];
        for (name, daily, today, expected) in cases {
            let forecast = forecast(&ranges(Zone::Single), &[counting(daily)], today).expect("a forecast");
            assert_eq!(forecast.unread, today == "2026-11-30", "{name}");
            assert_eq!(told(forecast), expected, "{name}");
        }
    }

    #[test]
    fn limits_say_where_the_present_range_began_and_the_next_one_begins() {
        for (today, above, next) in [
            ("2026-11-01", None, Some(3_900)),
            ("2026-11-15", Some(3_900), Some(6_000)),
            ("2026-11-25", Some(6_000), None),
        ] {
            let forecast = forecast(&ranges(Zone::Single), &[counting(200)], today).expect("a forecast");
            let limits = (forecast.above(), forecast.next_above());
            assert_eq!(
                limits,
                (above.map(Energy::from_kwh), next.map(Energy::from_kwh)),
                "{today}"
            );
        }
    }

    #[test]
    fn a_tariff_without_ranges_has_none_to_reach() {
        let flat = Tariff::new(vec![line(Zone::Single, "2026-01-01", None, &[(None, "5")])]).expect("a tariff");
        let forecast = forecast(&flat, &[counting(200)], "2026-11-10").expect("a forecast");
        assert_eq!((forecast.limits.as_slice(), forecast.next_above()), (&[][..], None));
        assert_eq!(
            told(forecast),
            expected("2026-11-26", 3_400, 6_600, 33_000, (1, None), 0)
        );
    }

    #[test]
    fn a_month_that_was_read_is_followed_by_the_next_one() {
        let read = |taken_on, kwh| {
            register(
                Zone::Single,
                &[("2026-09-24", 1_000), ("2026-10-24", 4_900), (taken_on, kwh)],
            )
        };
        // 31 days of 130 kWh up to the 24th; then 32 to 26 December.
        let sent = read("2026-11-24", 8_930);
        let december = forecast(&ranges(Zone::Single), std::slice::from_ref(&sent), "2026-11-25").expect("a forecast");
        let next = expected("2026-12-26", 130, 4_160, 21_320, (1, Some(("2026-12-25", 520))), 520);
        assert_eq!((december.month, told(december)), (day("2026-12-01"), next));
        let closed = forecast(&ranges(Zone::Single), &[sent], "2026-11-30").expect("a forecast");
        assert_eq!(closed.used, Energy::from_kwh(6 * 130));
        // A controller came on the 10th: what he read is November's, and November is not over.
        let controlled = read("2026-11-10", 4_900 + 17 * 100);
        let november = forecast(&ranges(Zone::Single), &[controlled], "2026-11-20").expect("a forecast");
        // The nearest reading at least 25 days before is that of September: 5 600 in 47 days.
        let rest = 16 * 5_600 / 47;
        assert_eq!(november.until, day("2026-11-26"));
        assert_eq!(november.volume, Energy::from_kwh(1_700 + rest));
    }

    #[test]
    fn meters_and_zones_fill_the_ranges_together() {
        let bands = [(Some(3_900), "5"), (None, "8")];
        let zones = [Zone::Single, Zone::Day, Zone::Night].map(|zone| line(zone, "2026-01-01", None, &bands));
        let tariff = Tariff::new(zones.to_vec()).expect("a tariff");
        let of = |zone, daily: i64| register(zone, &[("2026-09-24", 0), ("2026-10-24", 30 * daily)]);
        // A garage with one zone beside a house with two: 4 290 in 33 days.
        let house = [of(Zone::Day, 70), of(Zone::Night, 40), of(Zone::Single, 20)];
        let together = forecast(&tariff, &house, "2026-11-10").expect("a forecast");
        let all = expected(
            "2026-11-26",
            2_210,
            4_290,
            22_620,
            (1, Some(("2026-11-24", 1_170))),
            1_170,
        );
        assert_eq!((together.lines.len(), told(together)), (6, all));
        // The house alone is read: its bill is November's, the garage's use still runs.
        let house = [
            register(
                Zone::Day,
                &[("2026-09-24", 0), ("2026-10-24", 2_100), ("2026-11-23", 4_200)],
            ),
            register(
                Zone::Night,
                &[("2026-09-24", 0), ("2026-10-24", 1_200), ("2026-11-23", 2_400)],
            ),
            of(Zone::Single, 20),
        ];
        let read = forecast(&tariff, &house, "2026-11-24").expect("a forecast");
        let rest = expected("2026-11-26", 3_920, 3_960, 19_980, (2, None), 180);
        assert_eq!(told(read), rest);
    }

    #[test]
    fn what_an_exchanged_meter_counted_in_the_month_is_in_it() {
        let shown = |taken_on, kwh| Shown {
            taken_on: day(taken_on),
            value: Energy::from_kwh(kwh),
            real: true,
        };
        let old = Register::new(
            Zone::Single,
            5,
            false,
            vec![shown("2026-10-24", 1_000), shown("2026-11-02", 1_500)],
        );
        let new = register(Zone::Single, &[("2026-10-01", 0), ("2026-10-31", 300)]);
        let both = forecast(&ranges(Zone::Single), &[old.clone(), new], "2026-11-10").expect("a forecast");
        assert_eq!(both.volume, Energy::from_kwh(500 + 26 * 10));
        let unknown = register(Zone::Single, &[("2026-11-02", 0)]);
        assert_eq!(
            forecast(&ranges(Zone::Single), &[old, unknown], "2026-11-10"),
            None,
            "how fast is the new one?"
        );
    }

    #[test]
    fn a_price_that_changes_within_the_month_is_counted_by_days() {
        let tariff = Tariff::new(vec![
            line(
                Zone::Single,
                "2026-01-01",
                Some("2026-11-16"),
                &[(Some(300), "5"), (None, "10")],
            ),
            line(Zone::Single, "2026-11-16", None, &[(Some(300), "6"), (None, "12")]),
        ]);
        // 330 kWh, one half in each half of the month: 150 and 15 above, twice.
        let forecast = forecast(&tariff.expect("a tariff"), &[counting(10)], "2026-11-10").expect("a forecast");
        let total = 150 * 5 + 15 * 10 + 150 * 6 + 15 * 12;
        let extra = 15 * 5 + 15 * 6;
        let begins = Some(("2026-11-24", extra));
        assert_eq!(
            told(forecast),
            expected("2026-11-26", 170, 330, total, (1, begins), extra)
        );
    }

    #[test]
    fn the_heating_season_gives_room() {
        let tariff = Tariff::new(seasonal()).expect("a tariff");
        // 6 600 kWh in 33 days.
        let winter = forecast(&tariff, &[counting(200)], "2026-11-10").expect("a forecast");
        assert_eq!(
            (winter.next_above(), winter.begins, winter.extra),
            (Some(Energy::from_kwh(7_020)), None, Money::ZERO)
        );
        let may = [register(Zone::Single, &[("2026-03-24", 0), ("2026-04-24", 6_200)])];
        let may = forecast(&tariff, &may, "2026-05-01").expect("a forecast");
        assert_eq!(
            may.begins.map(|begins| begins.on),
            Some(day("2026-05-14")),
            "3 900 since May"
        );
    }

    #[test]
    fn nothing_is_told_without_a_history_or_a_price() {
        let tariff = ranges(Zone::Single);
        let told = |registers: &[Register], today| forecast(&tariff, registers, today).is_some();
        assert!(told(&[counting(10)], "2026-11-10"));
        assert!(!told(&[], "2026-11-10"), "no meter");
        assert!(!told(&[register(Zone::Single, &[])], "2026-11-10"));
        assert!(!told(&[register(Zone::Single, &[("2026-10-24", 5)])], "2026-11-10"));
        assert!(!told(&[counting(10)], "2027-03-01"), "read too long ago");
        assert!(!told(
            &[
                counting(10),
                register(Zone::Night, &[("2026-09-24", 0), ("2026-10-24", 9)])
            ],
            "2026-11-10"
        ));
        let later = Tariff::new(vec![line(Zone::Single, "2026-12-01", None, &[(None, "5")])]).expect("a tariff");
        assert_eq!(forecast(&later, &[counting(10)], "2026-11-10"), None);
    }

    #[test]
    fn a_forecast_reaches_the_browser_as_it_is() {
        let forecast = forecast(&ranges(Zone::Single), &[counting(200)], "2026-11-01").expect("a forecast");
        let json = serde_json::to_string(&forecast).expect("a text");
        assert_eq!(serde_json::from_str::<Forecast>(&json).expect("a forecast"), forecast);
    }
}
