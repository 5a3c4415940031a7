//! What holds for every forecast and every advice.

use proptest::{array::uniform3, collection::vec, prelude::*};

use super::{
    Band, Cost, Forecast, Months, OpenMonth, Register, Share, Shown, Tariff, TariffLine, advise, break_even,
    properties::bands,
    samples::{day, monthly},
};
use crate::{
    Money,
    readings::{Energy, Window, Zone, ZoneSet},
};

const TODAY: &str = "2026-11-24";

/// The same ranges for all zones, each zone with rates of its own: so many hundredths of the lowest.
fn tariff(bands: &[Band], hundredths: [i64; 5]) -> Tariff {
    let line = |(zone, part): (Zone, i64)| TariffLine {
        zone,
        months: Months::YEAR,
        from: day("2020-01-01"),
        until: None,
        bands: bands
            .iter()
            .map(|band| Band {
                up_to: band.up_to,
                rate: band.rate * rust_decimal::Decimal::new(part, 2),
            })
            .collect(),
    };
    Tariff::new(Zone::ALL.into_iter().zip(hundredths).map(line).collect()).expect("a tariff")
}

/// A register that was read on 24 October and thirty days before.
fn counting(zone: Zone, kwh: i64) -> Register {
    let shown = |taken_on, value| Shown {
        taken_on: day(taken_on),
        value: Energy::from_kwh(value),
        real: true,
    };
    Register::new(zone, 6, true, vec![shown("2026-09-24", 0), shown("2026-10-24", kwh)])
}

fn forecast(tariff: &Tariff, registers: &[Register], today: &str) -> Forecast {
    let today = day(today);
    let window = Window::new(23, 26).expect("a window").state(today);
    let forecast = OpenMonth::of(registers, window).forecast(tariff, registers, today);
    forecast.expect("a forecast")
}

fn bounds(cost: Cost) -> (i64, i64) {
    match cost {
        Cost::Known { least, most } => (least.kopecks(), most.kopecks()),
        _ => panic!("known"),
    }
}

/// A year in kWh by zones.
fn year() -> impl Strategy<Value = Vec<[i64; 3]>> {
    vec(uniform3(0_i64..4_000), 6..=12)
}

fn registers(set: ZoneSet, year: &[[i64; 3]], of: impl Fn(&[i64; 3]) -> Vec<i64>) -> Vec<Register> {
    let column = |at: usize| year.iter().map(|month| of(month)[at]).collect::<Vec<_>>();
    let zones = set.zones().iter().enumerate();
    zones
        .map(|(at, zone)| monthly(*zone, day(TODAY), &column(at)))
        .collect()
}

/// In kopecks: a year of lines, each rounded to a half, with volumes a thousandth off at a dear rate.
const ROUNDING: i64 = 12 * 9 * 17;

proptest! {
    #[test]
    fn a_forecast_agrees_with_itself(bands in bands(), kwh in 0_i64..9_000, more in 0_i64..3_000, today in 10_u32..=26) {
        let tariff = tariff(&bands, [100; 5]);
        let today = format!("2026-11-{today}");
        let told = forecast(&tariff, &[counting(Zone::Single, kwh)], &today);
        prop_assert!(told.used <= told.volume);
        let lines: i64 = told.lines.iter().map(|line| line.sum.kopecks()).sum();
        prop_assert_eq!(lines, told.total.kopecks());
        prop_assert!(told.extra >= Money::ZERO || told.extra.kopecks() > -9);
        prop_assert_eq!(told.above().is_some_and(|above| told.used <= above), false);
        let reached = told.next_above().is_some_and(|next| told.volume > next);
        prop_assert_eq!(told.begins.is_some(), reached);
        if let Some(begins) = told.begins {
            prop_assert!(day(&today) < begins.on && begins.on <= told.until);
            let on_the_day = forecast(&tariff, &[counting(Zone::Single, kwh)], &begins.on.to_string());
            prop_assert!(on_the_day.range > told.range);
            prop_assert_eq!((on_the_day.total, on_the_day.extra), (told.total, told.extra));
        }
        // Who uses more reaches every range no later and pays no less.
        let faster = forecast(&tariff, &[counting(Zone::Single, kwh + more)], &today);
        prop_assert!(faster.range >= told.range);
        let on = |of: &Forecast| of.begins.map_or(of.until.succ_opt(), |begins| Some(begins.on));
        prop_assert!(faster.range > told.range || on(&faster) <= on(&told));
        prop_assert!(faster.total.kopecks() + 9 >= told.total.kopecks());
    }

    /// Whatever the real split of the day into peak and half-peak, it lies between the bounds told to a meter with two zones.
    #[test]
    fn three_zones_lie_between_the_bounds_told_to_two(bands in bands(), parts in vec(1_i64..200, 5), year in year()) {
        let parts: [i64; 5] = parts.try_into().expect("five");
        let tariff = tariff(&bands, parts);
        let three = registers(ZoneSet::Three, &year, |month| month.to_vec());
        let two = registers(ZoneSet::Two, &year, |[peak, half, night]| vec![peak + half, *night]);
        let (three, two) = [three, two].map(|of| advise(&of, &tariff, day(TODAY)).expect("advice")).into();
        let (exact, same) = bounds(three.costs.three);
        let (least, most) = bounds(two.costs.three);
        prop_assert_eq!(exact, same);
        prop_assert!(least - ROUNDING <= exact && exact <= most + ROUNDING, "{least} {exact} {most}");
        prop_assert_eq!(three.costs.one, two.costs.one);
        prop_assert_eq!(three.costs.two, two.costs.two);
        prop_assert_eq!(three.night, two.night);
    }

    #[test]
    fn where_all_zones_cost_the_same_the_number_of_zones_means_nothing(bands in bands(), year in year()) {
        let told = advise(&registers(ZoneSet::Three, &year, |month| month.to_vec()), &tariff(&bands, [100; 5]), day(TODAY));
        let costs = told.expect("advice").costs;
        let (one, two, three) = (bounds(costs.one).0, bounds(costs.two).0, bounds(costs.three).0);
        prop_assert!((one - two).abs() <= ROUNDING && (one - three).abs() <= ROUNDING, "{one} {two} {three}");
    }

    #[test]
    fn the_year_is_the_sum_of_its_months(bands in bands(), parts in vec(1_i64..200, 5), year in year()) {
        let tariff = tariff(&bands, parts.try_into().expect("five"));
        let told = advise(&registers(ZoneSet::Two, &year, |[peak, half, night]| vec![peak + half, *night]), &tariff, day(TODAY));
        let told = told.expect("advice");
        for set in ZoneSet::ALL {
            let months = told.months.iter().map(|of| bounds(of.costs.of(set)));
            let sum = months.fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
            prop_assert_eq!(bounds(told.costs.of(set)), sum);
        }
        let volume: i64 = told.months.iter().map(|of| of.volume.thousandths()).sum();
        prop_assert_eq!(volume, year.iter().flatten().sum::<i64>() * 1_000);
    }

    /// Above the share of the night that is told two zones are cheaper than one, below it dearer. One range: the share is
    /// told by the lowest.
    #[test]
    fn the_break_even_parts_cheaper_from_dearer(dearer in 1_i64..100, cheaper in 1_i64..99, night in 0_i64..=1_000) {
        let flat = [Band { up_to: None, rate: rust_decimal::Decimal::from(10) }];
        let tariff = tariff(&flat, [100, 100 + dearer, 100 - cheaper, 100, 100]);
        let told = break_even(&tariff, day(TODAY)).expect("prices");
        let Some(Share::Above(share)) = told.two else { panic!("{told:?}") };
        let two = registers(ZoneSet::Two, &[[0; 3]; 6], |_| vec![1_000 - night, night]);
        let costs = advise(&two, &tariff, day(TODAY)).expect("advice").costs;
        let (one, two) = (bounds(costs.one).0, bounds(costs.two).0);
        let share = i64::from(share);
        prop_assert!(night <= share || two < one, "{night} {share} {one} {two}");
        prop_assert!(night >= share || two > one, "{night} {share} {one} {two}");
    }
}
