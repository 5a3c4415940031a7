//! What sets of zones would have cost, worked by hand.

use super::*;
use crate::{
    Money,
    billing::samples::{day, line, monthly, rate},
};

const TODAY: &str = "2026-11-24";

/// Зоны: круглосуточно 5, день 6, ночь 2,50, пик 7, полупик 5.
fn flat() -> Tariff {
    let prices = [
        (Zone::Single, "5"),
        (Zone::Day, "6"),
        (Zone::Night, "2.5"),
        (Zone::Peak, "7"),
        (Zone::HalfPeak, "5"),
    ];
    let lines = prices.map(|(zone, price)| line(zone, "2025-01-01", None, &[(None, price)]));
    Tariff::new(lines.to_vec()).expect("a tariff")
}

fn known(least: i64, most: i64) -> Cost {
    Cost::Known {
        least: Money::from_kopecks(least * 100),
        most: Money::from_kopecks(most * 100),
    }
}

fn costs_of(one: Cost, two: Cost, three: Cost) -> Costs {
    Costs { one, two, three }
}

fn advice(registers: &[Register], tariff: &Tariff) -> Result<Advice, NoAdvice> {
    advise(registers, tariff, day(TODAY))
}

/// A register that counted the same in each of so many months up to November 2026.
fn steady(zone: Zone, kwh: i64, months: usize) -> Register {
    monthly(zone, day(TODAY), &vec![kwh; months])
}

#[test]
fn three_zones_tell_all_two_zones_tell_bounds_and_one_zone_nothing() {
    let three = [
        steady(Zone::Peak, 20, 12),
        steady(Zone::HalfPeak, 50, 12),
        steady(Zone::Night, 30, 12),
    ];
    let told = advice(&three, &flat()).expect("advice");
    let year = costs_of(known(6_000, 6_000), known(5_940, 5_940), known(5_580, 5_580));
    assert_eq!((told.own, told.costs, told.months.len()), (ZoneSet::Three, year, 12));
    assert_eq!((told.night, told.verdict()), (Some(300), Verdict::Stay));

    let two = [steady(Zone::Day, 70, 12), steady(Zone::Night, 30, 12)];
    let told = advice(&two, &flat()).expect("advice");
    let year = costs_of(known(6_000, 6_000), known(5_940, 5_940), known(5_100, 6_780));
    assert_eq!((told.own, told.costs, told.night), (ZoneSet::Two, year, Some(300)));
    assert_eq!(told.verdict(), Verdict::Depends { on: ZoneSet::Three });

    let told = advice(&[steady(Zone::Single, 100, 12)], &flat()).expect("advice");
    let year = costs_of(known(6_000, 6_000), Cost::Uncounted, Cost::Uncounted);
    assert_eq!((told.own, told.costs, told.night), (ZoneSet::One, year, None));
    assert_eq!(told.verdict(), Verdict::Open);
}

#[test]
fn the_verdict_names_what_is_surely_cheaper_first() {
    let saves = Money::from_kopecks;
    for (registers, expected) in [
        // 10 % at night: 12 × (100 × 5 − 90 × 6 − 10 × 2,50) is 780 too much, whatever three zones would be.
        (
            vec![steady(Zone::Day, 90, 12), steady(Zone::Night, 10, 12)],
            Verdict::Switch {
                to: ZoneSet::One,
                saves: saves(78_000),
            },
        ),
        // All of it at night: no zone is better than another.
        (
            vec![steady(Zone::Day, 0, 12), steady(Zone::Night, 100, 12)],
            Verdict::Stay,
        ),
        // Mostly in the peak: 12 × (80 × 7 + 20 × 2,50 − 80 × 6 − 20 × 2,50), and one zone saves still more.
        (
            vec![
                steady(Zone::Peak, 80, 12),
                steady(Zone::HalfPeak, 0, 12),
                steady(Zone::Night, 20, 12),
            ],
            Verdict::Switch {
                to: ZoneSet::One,
                saves: saves(132_000),
            },
        ),
        // One zone saves 50 kopecks in the last month: told in whole roubles that is nothing.
        (
            vec![
                monthly(Zone::Day, day(TODAY), &[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 8]),
                monthly(Zone::Night, day(TODAY), &[2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3]),
            ],
            Verdict::Depends { on: ZoneSet::Three },
        ),
        (
            vec![
                steady(Zone::Peak, 70, 12),
                steady(Zone::HalfPeak, 0, 12),
                steady(Zone::Night, 30, 12),
            ],
            Verdict::Switch {
                to: ZoneSet::Two,
                saves: saves(84_000),
            },
        ),
    ] {
        let told = advice(&registers, &flat()).expect("advice");
        assert_eq!(told.verdict(), expected, "{:?}", told.costs);
    }
}

#[test]
fn each_month_has_the_prices_ranges_and_season_of_its_time() {
    let bands = |first: &str, above: &str| vec![(Some(100), first.to_owned()), (None, above.to_owned())];
    let lines = |zone, old: &[&str; 2], new: &[&str; 2]| {
        let of = |from, until, [first, above]: &[&str; 2]| {
            let bands = bands(first, above);
            let bands: Vec<_> = bands.iter().map(|(up_to, price)| (*up_to, price.as_str())).collect();
            line(zone, from, until, &bands)
        };
        [of("2025-01-01", Some("2026-10-01"), old), of("2026-10-01", None, new)]
    };
    let zones = [
        lines(Zone::Single, &["4", "8"], &["5", "10"]),
        lines(Zone::Day, &["5", "9"], &["6", "11"]),
        lines(Zone::Night, &["2", "4"], &["3", "6"]),
    ];
    let tariff = Tariff::new(zones.concat()).expect("a tariff");
    // From June to November 60 + 40 kWh, in November twice as much: half of it is above.
    let registers = [
        monthly(Zone::Day, day(TODAY), &[60, 60, 60, 60, 60, 120]),
        monthly(Zone::Night, day(TODAY), &[40, 40, 40, 40, 40, 80]),
    ];
    let told = advice(&registers, &tariff).expect("advice");
    let month = |at: usize| {
        (
            told.months[at].month.to_string(),
            told.months[at].costs.one,
            told.months[at].costs.two,
        )
    };
    assert_eq!(month(3), ("2026-09-01".to_owned(), known(400, 400), known(380, 380)));
    assert_eq!(month(4), ("2026-10-01".to_owned(), known(500, 500), known(480, 480)));
    let november = known(100 * 5 + 100 * 10, 100 * 5 + 100 * 10);
    let zoned = 60 * 6 + 60 * 11 + 40 * 3 + 40 * 6;
    assert_eq!(month(5), ("2026-11-01".to_owned(), november, known(zoned, zoned)));
    assert_eq!(told.costs.one, known(4 * 400 + 500 + 1_500, 4 * 400 + 500 + 1_500));
    assert_eq!(told.costs.three, Cost::Unpriced, "no price for a peak");
}

#[test]
fn the_year_is_the_last_twelve_months_that_were_read() {
    let months = |registers: &[Register], today: &str| {
        advise(registers, &flat(), day(today)).map(|told| {
            let months = told.months.iter().map(|of| of.month.to_string());
            let months: Vec<_> = months.collect();
            (months.len(), months[0].clone(), months[months.len() - 1].clone())
        })
    };
    let told = |count, first: &str, last: &str| Ok((count, first.to_owned(), last.to_owned()));
    let long = [steady(Zone::Single, 100, 20)];
    assert_eq!(months(&long, "2026-11-24"), told(12, "2025-12-01", "2026-11-01"));
    assert_eq!(
        months(&long, "2026-12-10"),
        told(12, "2025-12-01", "2026-11-01"),
        "not read yet"
    );
    assert_eq!(months(&long, "2027-03-10"), told(9, "2026-03-01", "2026-11-01"));
    let short = |months| Err(NoAdvice::Short { months, needed: 6 });
    assert_eq!(months(&long, "2027-07-10"), short(5), "it was long ago");
    assert_eq!(months(&[steady(Zone::Single, 100, 5)], "2026-11-24"), short(5));
    assert_eq!(
        months(&[steady(Zone::Single, 100, 6)], "2026-11-24"),
        told(6, "2026-06-01", "2026-11-01")
    );
    assert_eq!(months(&[steady(Zone::Single, 100, 0)], "2026-11-24"), short(0));
}

#[test]
fn meters_that_count_different_zones_tell_nothing_and_an_exchanged_one_is_left_out() {
    let registers = [
        steady(Zone::Single, 100, 12),
        steady(Zone::Day, 100, 12),
        steady(Zone::Night, 100, 12),
    ];
    assert_eq!(advice(&registers, &flat()), Err(NoAdvice::Mixed));
    assert_eq!(advice(&registers[1..2], &flat()), Err(NoAdvice::Mixed), "half a meter");
    assert_eq!(advice(&[], &flat()), Err(NoAdvice::Mixed));
    // One zone until March, two since.
    let old = monthly(Zone::Single, day("2026-03-24"), &[100; 12]);
    let old = Register::new(Zone::Single, 5, false, old.readings().to_vec());
    let new = [old, steady(Zone::Day, 70, 8), steady(Zone::Night, 30, 8)];
    let told = advice(&new, &flat()).expect("advice");
    assert_eq!((told.own, told.months.len()), (ZoneSet::Two, 8));
}

#[test]
fn without_prices_nothing_is_told() {
    let late = Tariff::new(vec![line(Zone::Single, "2026-07-01", None, &[(None, "5")])]).expect("a tariff");
    assert_eq!(advice(&[steady(Zone::Single, 100, 12)], &late), Err(NoAdvice::Unpriced));
}

#[test]
fn the_share_of_the_night_from_which_on_more_zones_pay() {
    for (single, rest, night, expected) in [
        ("5", "6", "2.5", Some(Share::Above(286))),
        ("5", "7", "2.5", Some(Share::Above(444))),
        // Тверь, 2021: 14 копеек of 1,43.
        ("4.32", "4.46", "3.03", Some(Share::Above(98))),
        // Ульяновск: the day costs what one zone costs.
        ("4.93", "4.93", "2.96", Some(Share::Always)),
        ("5", "4", "3", Some(Share::Always)),
        ("5", "6", "5", Some(Share::Never)),
        ("5", "6", "5.5", Some(Share::Never)),
        ("5", "5", "5", Some(Share::Never)),
        ("5", "4", "6", None),
    ] {
        assert_eq!(
            share(rate(single), rate(rest), rate(night)),
            expected,
            "{single} {rest} {night}"
        );
    }
    let told = break_even(&flat(), day(TODAY)).expect("prices");
    assert_eq!(told.two, Some(Share::Above(286)));
    assert_eq!(
        (told.three_at_worst, told.three_at_best),
        (Some(Share::Above(444)), Some(Share::Always))
    );
    assert_eq!(break_even(&flat(), day("2024-11-24")), None);
    let single = Tariff::new(vec![line(Zone::Single, "2025-01-01", None, &[(None, "5")])]).expect("a tariff");
    let told = break_even(&single, day(TODAY)).expect("a price");
    assert_eq!((told.two, told.three_at_worst, told.three_at_best), (None, None, None));
}

#[test]
fn advice_reaches_the_browser_as_it_is() {
    let told = advice(&[steady(Zone::Day, 70, 6), steady(Zone::Night, 30, 6)], &flat());
    let json = serde_json::to_string(&told).expect("a text");
    assert_eq!(
        serde_json::from_str::<Result<Advice, NoAdvice>>(&json).expect("advice"),
        told
    );
}
