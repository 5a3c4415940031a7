//! Where months lead, worked by hand.

use super::*;
use crate::{
    billing::{
        Shown,
        samples::{day, line, register},
    },
    readings::Window,
};

pub(super) fn ranges(zone: Zone) -> Tariff {
    let bands = [(Some(3_900), "5"), (Some(6_000), "7"), (None, "12")];
    Tariff::new(vec![line(zone, "2026-01-01", None, &bands)]).expect("a tariff")
}

/// Readings are taken from the 23rd to the 26th.
pub(super) fn forecast(tariff: &Tariff, registers: &[Register], today: &str) -> Option<Forecast> {
    let today = day(today);
    let window = Window::new(23, 26).expect("a window").state(today);
    OpenMonth::of(registers, window).forecast(tariff, registers, today)
}

/// A register that counts so many kWh a day up to its reading of 24 October.
pub(super) fn counting(daily: i64) -> Register {
    register(
        Zone::Single,
        &[("2026-09-24", 1_000), ("2026-10-24", 1_000 + 30 * daily)],
    )
}

/// The month, what was used by today and will have been, the sum in roubles, the range, when the next one begins with
/// what it costs more, what all ranges cost more.
type Told = (String, i64, i64, i64, u8, Option<(String, i64)>, i64);

pub(super) fn told(forecast: Forecast) -> Told {
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

pub(super) fn expected(
    until: &str,
    used: i64,
    volume: i64,
    total: i64,
    range: (u8, Option<(&str, i64)>),
    extra: i64,
) -> Told {
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
