//! A meter's registers as they turn.

use chrono::NaiveDate;
use domain::{
    billing::Use,
    exchange::{MeterRow, ReadingRow},
    readings::{Energy, Source, Zone},
};
use fastrand::Rng;

/// The registers of a meter.
pub(super) struct Dials<'a> {
    meter: &'a MeterRow,
    registers: Vec<Dial>,
}

/// One register.
struct Dial {
    zone: Zone,
    /// In thousandths of a kWh.
    shows: i64,
    /// Of the household's use, in hundredths.
    share: i64,
}

impl<'a> Dials<'a> {
    /// What the meter shows on the day `begins`: one that came later starts at nothing.
    pub(super) fn new(meter: &'a MeterRow, begins: NaiveDate, rng: &mut Rng) -> Self {
        let used = if meter.installed_on < begins {
            rng.i64(1_000..15_000)
        } else {
            0
        };
        let dial = |&zone: &Zone| {
            let share = match (zone, meter.zones.count()) {
                (Zone::Single, _) => 100,
                (Zone::Day, _) => 68,
                (Zone::Peak, _) => 25,
                (Zone::HalfPeak, _) => 45,
                (Zone::Night, 2) => 32,
                (Zone::Night, _) => 30,
            };
            Dial {
                zone,
                shows: used * share / 100 * 1_000,
                share,
            }
        };
        Self {
            meter,
            registers: meter.zones.zones().iter().map(dial).collect(),
        }
    }

    /// Whether the meter is the one in use on a day.
    pub(super) fn counts_on(&self, day: NaiveDate) -> bool {
        self.meter.installed_on <= day && self.meter.archived_on.is_none_or(|archived_on| day < archived_on)
    }

    /// Uses about `volume` kWh; what each zone had of it.
    pub(super) fn turn(&mut self, volume: i64, rng: &mut Rng) -> Vec<Use> {
        let step = if self.meter.decimals == 0 { 1_000 } else { 100 };
        let turned = self.registers.iter_mut().map(|dial| {
            let used = volume * dial.share * rng.i64(90..=110) / 10 / step * step;
            dial.shows += used;
            Use {
                zone: dial.zone,
                volume: Energy::from_thousandths(used),
            }
        });
        turned.collect()
    }

    /// What the registers show.
    pub(super) fn read(&self, taken_on: NaiveDate, source: Source) -> impl Iterator<Item = ReadingRow> {
        self.registers.iter().map(move |dial| ReadingRow {
            account: self.meter.account.clone(),
            serial: self.meter.serial.clone(),
            zone: dial.zone,
            taken_on,
            value: Energy::from_thousandths(dial.shows),
            source,
        })
    }
}
