//! Shares of a volume that sum to the whole.

use chrono::NaiveDate;

use crate::readings::Energy;

/// Some days of a month in a row.
#[derive(Clone, Copy)]
pub(super) struct Days {
    /// The first day.
    pub(super) from: NaiveDate,
    /// The day after the last one.
    pub(super) until: NaiveDate,
    /// Days of the month before them.
    pub(super) skipped: i64,
    /// How many they are.
    pub(super) counted: i64,
    /// Days of the month.
    pub(super) all: i64,
}

impl Days {
    /// What falls on them of a month's volume, in thousandths. The shares of a month's days sum to the whole.
    pub(super) fn share(self, volume: Energy) -> i64 {
        let volume = volume.thousandths().max(0);
        portion(volume, self.skipped + self.counted, self.all) - portion(volume, self.skipped, self.all)
    }
}

/// `part` of `whole`, taken of a volume; rounded down.
pub(super) fn portion(volume: i64, part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let product = i128::from(volume) * i128::from(part.clamp(0, whole));
    i64::try_from(product / i128::from(whole)).unwrap_or(i64::MAX)
}
