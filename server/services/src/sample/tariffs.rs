//! The sample's tariffs: the ranges, seasons and dates are the law's, the rates are made up around a branch's own.

use std::{collections::BTreeMap, io};

use chrono::NaiveDate;
use domain::{
    billing::{Category, Months, Tariff},
    exchange::{TariffRow, tariffs},
    readings::{Energy, Zone},
};
use rust_decimal::Decimal;

/// Days from which on a branch's rate changes, with the share of the rate of 2026, in thousandths.
const STEPS: [(&str, i64); 4] = [
    ("2000-01-01", 800),
    ("2025-01-01", 900),
    ("2026-01-01", 1_000),
    ("2026-10-01", 1_113),
];
/// From this day on there are ranges.
const RANGES_SINCE: &str = "2025-01-01";
/// What the ranges cost, in thousandths of the first.
const RANGES: [i64; 3] = [1_000, 1_150, 2_600];

/// The tariff registry of a branch, by its kopecks for a kWh on a meter with one zone in a town.
pub(super) fn rows(branch: &str, rate: i64) -> io::Result<Vec<TariffRow>> {
    let mut rows = Vec::new();
    for (at, (from, share)) in STEPS.into_iter().enumerate() {
        let until = STEPS.get(at + 1).map(|(until, _)| day(until)).transpose()?;
        let with_ranges = from >= RANGES_SINCE;
        for category in Category::ALL {
            let of_category = part(part(rate, share), of(category));
            for zone in Zone::ALL {
                let of_zone = part(of_category, of_day(zone));
                for (months, limits) in seasons(category, with_ranges)? {
                    let limits = limits.iter().copied().map(Some).chain([None]);
                    for (up_to, range) in limits.zip(RANGES) {
                        rows.push(TariffRow {
                            branch: branch.to_owned(),
                            category,
                            zone,
                            months,
                            from: day(from)?,
                            until,
                            up_to: up_to.map(Energy::from_kwh),
                            rate: Decimal::new(part(of_zone, range), 2),
                        });
                    }
                }
            }
        }
    }
    Ok(rows)
}

/// What the rows of a branch come to.
pub(super) fn by_category(rows: &[TariffRow]) -> io::Result<BTreeMap<Category, Tariff>> {
    let tariffs = tariffs(rows.iter().cloned()).map_err(io::Error::other)?;
    Ok(tariffs
        .into_iter()
        .map(|((_, category), tariff)| (category, tariff))
        .collect())
}

/// The seasons of a category with the kWh up to which each range but the last goes.
fn seasons(category: Category, with_ranges: bool) -> io::Result<Vec<(Months, &'static [i64])>> {
    let months = |first, last| Months::new(first, last).map_err(io::Error::other);
    Ok(match (category, with_ranges) {
        (_, false) => vec![(Months::YEAR, &[])],
        (Category::ElectricHeating, true) => vec![(months(10, 4)?, &[7_020, 10_800]), (months(5, 9)?, &[3_900, 6_000])],
        (_, true) => vec![(Months::YEAR, &[3_900, 6_000])],
    })
}

/// A category's share of the rate, in thousandths.
const fn of(category: Category) -> i64 {
    match category {
        Category::City => 1_000,
        Category::Rural | Category::ElectricStove => 701,
        Category::ElectricHeating => 700,
    }
}

/// A zone's share of the rate, in thousandths.
const fn of_day(zone: Zone) -> i64 {
    match zone {
        Zone::Single | Zone::HalfPeak => 1_000,
        Zone::Day => 1_150,
        Zone::Peak => 1_300,
        Zone::Night => 650,
    }
}

/// So many thousandths of a price, to the kopeck.
const fn part(kopecks: i64, thousandths: i64) -> i64 {
    (kopecks * thousandths + 500) / 1_000
}

fn day(text: &str) -> io::Result<NaiveDate> {
    text.parse().map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_rates_come_out() {
        let rate = |kopecks, category, on: &str, range: usize| {
            let tariffs = by_category(&rows("tver", kopecks).expect("rows")).expect("tariffs");
            let line = tariffs[&category].line(Zone::Single, day(on).expect("a day")).cloned();
            line.map(|line| line.bands[range].rate.to_string())
        };
        for (kopecks, category, on, range, expected) in [
            (595, Category::City, "2026-09-30", 0, "5.95"),
            (595, Category::City, "2026-10-01", 0, "6.62"),
            (595, Category::Rural, "2026-09-30", 0, "4.17"),
            (595, Category::ElectricStove, "2026-10-01", 0, "4.64"),
            (326, Category::ElectricHeating, "2026-06-01", 0, "2.28"),
            (326, Category::ElectricHeating, "2026-06-01", 1, "2.62"),
            (326, Category::ElectricHeating, "2026-06-01", 2, "5.93"),
        ] {
            assert_eq!(
                rate(kopecks, category, on, range).as_deref(),
                Some(expected),
                "{category:?} {on}"
            );
        }
    }
}
