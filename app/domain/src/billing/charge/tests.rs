//! What a month is charged, worked by hand.

use super::*;
use crate::billing::samples::{day, line, rate, seasonal};

fn kwh(zone: Zone, kwh: i64) -> Use {
    Use {
        zone,
        volume: Energy::from_kwh(kwh),
    }
}

fn tver() -> Tariff {
    let lines = vec![
        line(
            Zone::Single,
            "2026-01-01",
            Some("2026-10-01"),
            &[(Some(3_900), "5.95"), (None, "8.10")],
        ),
        line(
            Zone::Single,
            "2026-10-01",
            None,
            &[(Some(3_900), "6.62"), (None, "9.01")],
        ),
        line(Zone::Day, "2026-01-01", None, &[(Some(3_900), "6.84"), (None, "9.31")]),
        line(
            Zone::Night,
            "2026-01-01",
            None,
            &[(Some(3_900), "3.01"), (None, "4.10")],
        ),
    ];
    Tariff::new(lines).expect("a tariff")
}

fn told(charge: &Charge) -> Vec<(Zone, u8, String, i64)> {
    let tell = |line: &ChargeLine| (line.zone, line.range, line.volume.plain(), line.sum.kopecks());
    charge.lines.iter().map(tell).collect()
}

#[test]
fn one_price_is_volume_times_rate() {
    let charge = tver()
        .charge(day("2026-11-24"), &[kwh(Zone::Single, 210)], Energy::ZERO)
        .expect("prices");
    assert_eq!(told(&charge), [(Zone::Single, 1, "210".into(), 139_020)]);
    assert_eq!(charge.total, Money::from_kopecks(139_020));
    assert_eq!(charge.lines[0].rate, rate("6.62"));
}

#[test]
fn only_what_is_above_a_range_costs_more_and_each_zone_has_its_share_of_it() {
    let charge = tver()
        .charge(day("2026-11-01"), &[kwh(Zone::Single, 5_000)], Energy::ZERO)
        .expect("prices");
    assert_eq!(
        told(&charge),
        [
            (Zone::Single, 1, "3900".into(), 2_581_800),
            (Zone::Single, 2, "1100".into(), 991_100)
        ]
    );
    let used = [kwh(Zone::Day, 3_000), kwh(Zone::Night, 2_200)];
    let charge = tver().charge(day("2026-11-01"), &used, Energy::ZERO).expect("prices");
    // 3 900 of 5 200 is three quarters.
    assert_eq!(
        told(&charge),
        [
            (Zone::Day, 1, "2250".into(), 1_539_000),
            (Zone::Day, 2, "750".into(), 698_250),
            (Zone::Night, 1, "1650".into(), 496_650),
            (Zone::Night, 2, "550".into(), 225_500)
        ]
    );
    assert_eq!(charge.total.kopecks(), 1_539_000 + 698_250 + 496_650 + 225_500);
}

#[test]
fn what_was_charged_before_has_filled_the_ranges() {
    let before = Energy::from_kwh(3_850);
    let charge = tver()
        .charge(day("2026-11-01"), &[kwh(Zone::Single, 100)], before)
        .expect("prices");
    assert_eq!(
        told(&charge),
        [
            (Zone::Single, 1, "50".into(), 33_100),
            (Zone::Single, 2, "50".into(), 45_050)
        ]
    );
    let charge = tver().charge(day("2026-11-01"), &[kwh(Zone::Single, 100)], Energy::from_kwh(9_000));
    assert_eq!(
        told(&charge.expect("prices")),
        [(Zone::Single, 2, "100".into(), 90_100)]
    );
}

#[test]
fn a_price_that_changes_within_the_month_splits_it_by_days() {
    let lines = vec![
        line(
            Zone::Single,
            "2026-01-01",
            Some("2026-11-11"),
            &[(Some(300), "5"), (None, "10")],
        ),
        line(Zone::Single, "2026-11-11", None, &[(Some(300), "6"), (None, "12")]),
    ];
    let tariff = Tariff::new(lines).expect("a tariff");
    let charge = tariff
        .charge(day("2026-11-01"), &[kwh(Zone::Single, 450)], Energy::ZERO)
        .expect("prices");
    assert_eq!(
        told(&charge),
        [
            (Zone::Single, 1, "100".into(), 50_000),
            (Zone::Single, 2, "50".into(), 50_000),
            (Zone::Single, 1, "200".into(), 120_000),
            (Zone::Single, 2, "100".into(), 120_000)
        ]
    );
    assert_eq!(charge.lines[1].until, day("2026-11-11"));
    assert_eq!(charge.lines[2].until, day("2026-12-01"));
}

#[test]
fn the_heating_season_has_wider_ranges() {
    let tariff = Tariff::new(seasonal()).expect("a tariff");
    let ranges = |month| {
        let charge = tariff
            .charge(day(month), &[kwh(Zone::Single, 7_000)], Energy::ZERO)
            .expect("prices");
        charge.lines.len()
    };
    assert_eq!(ranges("2026-12-01"), 1);
    assert_eq!(ranges("2026-07-01"), 3);
}

#[test]
fn a_half_kopeck_is_rounded_up_and_nothing_costs_nothing() {
    let lines = vec![line(Zone::Single, "2026-01-01", None, &[(None, "2.5")])];
    let tariff = Tariff::new(lines).expect("a tariff");
    let sum = |thousandths| {
        let volume = Energy::from_thousandths(thousandths);
        let used = [Use {
            zone: Zone::Single,
            volume,
        }];
        tariff
            .charge(day("2026-11-01"), &used, Energy::ZERO)
            .map(|charge| charge.total.kopecks())
    };
    assert_eq!(sum(1_000), Some(250));
    assert_eq!(sum(2), Some(1), "half a kopeck");
    assert_eq!(sum(1), Some(0), "a quarter");
    assert_eq!(sum(0), Some(0));
    assert_eq!(sum(-5_000), Some(0));
    assert_eq!(
        tver().charge(day("2025-12-01"), &[kwh(Zone::Single, 1)], Energy::ZERO),
        None
    );
    assert_eq!(
        tver().charge(day("2026-12-01"), &[kwh(Zone::Peak, 1)], Energy::ZERO),
        None
    );
}
