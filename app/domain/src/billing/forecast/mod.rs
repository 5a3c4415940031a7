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
mod price_tests;
#[cfg(test)]
mod tests;
