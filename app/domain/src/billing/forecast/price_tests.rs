//! Prices and seasons that change while a month runs, worked by hand.

use super::{
    tests::{counting, expected, forecast, told},
    *,
};
use crate::{
    Money,
    billing::samples::{day, line, register, seasonal},
};

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
