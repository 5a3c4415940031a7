//! Tariffs for the tests of this feature. The rates are samples.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Band, Register, Shown, TariffLine};
use crate::{
    calendar::months_before,
    readings::{Energy, Zone},
};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn rate(text: &str) -> Decimal {
    text.parse().expect("a rate")
}

pub(crate) fn line(zone: Zone, from: &str, until: Option<&str>, bands: &[(Option<i64>, &str)]) -> TariffLine {
    let band = |&(up_to, price): &(Option<i64>, &str)| Band {
        up_to: up_to.map(Energy::from_kwh),
        rate: rate(price),
    };
    TariffLine {
        zone,
        months: super::Months::YEAR,
        from: day(from),
        until: until.map(day),
        bands: bands.iter().map(band).collect(),
    }
}

pub(crate) fn with(line: TariffLine, months: &str) -> TariffLine {
    TariffLine {
        months: months.parse().expect("months"),
        ..line
    }
}

/// Хакасия, rural homes with electric boilers: wider ranges while it is cold.
pub(crate) fn seasonal() -> Vec<TariffLine> {
    let bands = |first, second| {
        let bands = [(Some(first), "2.28"), (Some(second), "2.62"), (None, "5.93")];
        line(Zone::Single, "2026-01-01", None, &bands)
    };
    vec![with(bands(7_020, 10_800), "10-4"), with(bands(3_900, 6_000), "5-9")]
}

/// A register of five digits that somebody read, in whole kWh.
pub(crate) fn register(zone: Zone, readings: &[(&str, i64)]) -> Register {
    let shown = |&(taken_on, kwh): &(&str, i64)| Shown {
        taken_on: day(taken_on),
        value: Energy::from_kwh(kwh),
        real: true,
    };
    Register::new(zone, 5, true, readings.iter().map(shown).collect())
}

/// A register that somebody read on the same day of every month until `last`; what it counted in each month, oldest first.
pub(crate) fn monthly(zone: Zone, last: NaiveDate, kwh: &[i64]) -> Register {
    let mut value = Energy::from_kwh(1_000);
    let mut readings = Vec::new();
    let volumes = [0].into_iter().chain(kwh.iter().copied());
    for (back, kwh) in (0..=u32::try_from(kwh.len()).expect("few")).rev().zip(volumes) {
        value = value.plus(Energy::from_kwh(kwh));
        readings.push(Shown {
            taken_on: months_before(last, back),
            value,
            real: true,
        });
    }
    Register::new(zone, 7, true, readings)
}
