//! What holds for every tariff and every use.

use chrono::NaiveDate;
use proptest::{collection::vec, prelude::*};
use rust_decimal::Decimal;

use super::{Band, Charge, Months, Tariff, TariffLine, Use};
use crate::readings::{Energy, Zone, ZoneSet};

const MONTH: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day");

/// Up to three ranges, each dearer than the one below, and a price that changes on one day of the month.
pub(super) fn bands() -> impl Strategy<Value = Vec<Band>> {
    let steps = vec((1_i64..5_000, 0_i64..1_000_000), 0..3);
    (steps, 1_i64..1_000_000).prop_map(|(steps, dearest)| {
        let (mut up_to, mut rate) = (0, 0);
        let mut bands = Vec::new();
        for (kwh, more) in steps {
            up_to += kwh;
            rate += more;
            bands.push(Band {
                up_to: Some(Energy::from_kwh(up_to)),
                rate: Decimal::new(rate, 5),
            });
        }
        bands.push(Band {
            up_to: None,
            rate: Decimal::new(rate + dearest, 5),
        });
        bands
    })
}

fn tariff(zones: &[Zone], before: &[Band], after: &[Band], change: u32) -> Tariff {
    let change = NaiveDate::from_ymd_opt(2026, 11, change).expect("a day");
    let line = |zone, from, until, bands: &[Band]| TariffLine {
        zone,
        months: Months::YEAR,
        from,
        until,
        bands: bands.to_vec(),
    };
    let lines = zones.iter().flat_map(|&zone| {
        let first = line(zone, MONTH, Some(change), before);
        [first, line(zone, change, None, after)]
    });
    Tariff::new(lines.collect()).expect("a tariff")
}

fn used(set: ZoneSet, volumes: &[i64]) -> Vec<Use> {
    let pairs = set.zones().iter().zip(volumes);
    pairs
        .map(|(&zone, &volume)| Use {
            zone,
            volume: Energy::from_thousandths(volume),
        })
        .collect()
}

fn charge(tariff: &Tariff, used: &[Use], before: i64) -> Charge {
    let before = Energy::from_thousandths(before);
    tariff.charge(MONTH, used, before).expect("there are prices")
}

fn sets() -> impl Strategy<Value = ZoneSet> {
    prop_oneof![Just(ZoneSet::One), Just(ZoneSet::Two), Just(ZoneSet::Three)]
}

proptest! {
    #[test]
    fn the_parts_sum_to_the_whole(
        set in sets(), first in bands(), second in bands(), change in 2_u32..=30, volumes in vec(0_i64..10_000_000, 3),
    ) {
        let used = used(set, &volumes);
        let charge = charge(&tariff(set.zones(), &first, &second, change), &used, 0);
        for Use { zone, volume } in used {
            let parts = charge.lines.iter().filter(|line| line.zone == zone);
            prop_assert_eq!(parts.map(|line| line.volume.thousandths()).sum::<i64>(), volume.thousandths());
        }
        let sums: i64 = charge.lines.iter().map(|line| line.sum.kopecks()).sum();
        prop_assert_eq!(sums, charge.total.kopecks());
        prop_assert!(charge.lines.iter().all(|line| line.volume > Energy::ZERO && line.from < line.until));
    }

    /// Within half a kopeck of each line: dearer ranges never make more use cheaper.
    #[test]
    fn who_uses_more_pays_no_less(
        set in sets(), first in bands(), second in bands(), change in 2_u32..=30,
        volumes in vec(0_i64..10_000_000, 3), more in 0_i64..1_000_000,
    ) {
        let tariff = tariff(set.zones(), &first, &second, change);
        let less = charge(&tariff, &used(set, &volumes), 0);
        let raised: Vec<_> = volumes.iter().map(|volume| volume + more).collect();
        let most = charge(&tariff, &used(set, &raised), 0);
        let lines = i64::try_from(less.lines.len() + most.lines.len()).expect("few");
        prop_assert!(most.total.kopecks() + lines >= less.total.kopecks());
    }

    /// A use that is charged in two goes costs what it costs in one, within the rounding of its lines.
    #[test]
    fn a_month_charged_in_two_goes_costs_the_same(
        first in bands(), second in bands(), change in 2_u32..=30, one in 0_i64..10_000_000, two in 0_i64..10_000_000,
    ) {
        let tariff = tariff(&[Zone::Single], &first, &second, change);
        let set = ZoneSet::One;
        let whole = charge(&tariff, &used(set, &[one + two]), 0);
        let begun = charge(&tariff, &used(set, &[one]), 0);
        let rest = charge(&tariff, &used(set, &[two]), one);
        let lines = whole.lines.len() + begun.lines.len() + rest.lines.len();
        // A line is off by half a kopeck and by two thousandths of a kWh at the dearest rate, 40 roubles.
        let bound = i64::try_from(lines).expect("few") * 17;
        let apart = whole.total.kopecks() - begun.total.kopecks() - rest.total.kopecks();
        prop_assert!(apart.abs() <= bound, "{apart}");
    }

    #[test]
    fn a_price_that_does_not_change_is_not_noticed(
        bands in bands(), change in 2_u32..=30, volume in 0_i64..10_000_000,
    ) {
        let used = used(ZoneSet::One, &[volume]);
        let split = charge(&tariff(&[Zone::Single], &bands, &bands, change), &used, 0);
        let whole = TariffLine {
            zone: Zone::Single,
            months: Months::YEAR,
            from: MONTH,
            until: Some(crate::calendar::months_after(MONTH, 1)),
            bands,
        };
        let whole = charge(&Tariff::new(vec![whole]).expect("a tariff"), &used, 0);
        let bound = i64::try_from(split.lines.len() + whole.lines.len()).expect("few") * 17;
        let apart = split.total.kopecks() - whole.total.kopecks();
        prop_assert!(apart.abs() <= bound, "{apart}");
    }
}
