//! The days of a month on which a branch takes readings.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// From one day of every month to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    from: u32,
    to: u32,
}

/// The days are not 1..=28 in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a window runs from one day to a later one, between 1 and 28")]
pub struct WindowError;

/// Whether readings are taken on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WindowState {
    /// They are.
    Open {
        /// The first day.
        #[serde(with = "crate::calendar::days")]
        from: NaiveDate,
        /// The last day.
        #[serde(with = "crate::calendar::days")]
        until: NaiveDate,
        /// Days left, today included.
        days_left: i64,
    },
    /// They are not.
    Closed {
        /// The next first day.
        #[serde(with = "crate::calendar::days")]
        opens: NaiveDate,
        /// The last day of that window.
        #[serde(with = "crate::calendar::days")]
        until: NaiveDate,
        /// Days until it opens.
        opens_in: i64,
    },
}

impl WindowState {
    /// What holds on another day of the same branch, as far as this state tells.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> Self {
        let (Self::Open { from, until, .. } | Self::Closed { opens: from, until, .. }) = self;
        Window::new(from.day(), until.day()).map_or(self, |window| window.state(day))
    }

    /// Whether a reading may be sent.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }
}

impl Window {
    /// A window between two days that every month has.
    ///
    /// # Errors
    /// When the days are out of order or not in every month.
    pub const fn new(from: u32, to: u32) -> Result<Self, WindowError> {
        if from >= 1 && from <= to && to <= 28 {
            Ok(Self { from, to })
        } else {
            Err(WindowError)
        }
    }

    /// The first day of the month.
    #[must_use]
    pub const fn from(self) -> u32 {
        self.from
    }

    /// The last day of the month.
    #[must_use]
    pub const fn to(self) -> u32 {
        self.to
    }

    /// What holds on `today`, the day at the branch.
    #[must_use]
    pub fn state(self, today: NaiveDate) -> WindowState {
        let (from, until) = self.of_month(today);
        if today > until {
            let (opens, until) = self.of_month(today.checked_add_months(Months::new(1)).unwrap_or(today));
            WindowState::Closed {
                opens,
                until,
                opens_in: (opens - today).num_days(),
            }
        } else if today < from {
            WindowState::Closed {
                opens: from,
                until,
                opens_in: (from - today).num_days(),
            }
        } else {
            WindowState::Open {
                from,
                until,
                days_left: (until - today).num_days() + 1,
            }
        }
    }

    fn of_month(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        (
            day.with_day(self.from).unwrap_or(day),
            day.with_day(self.to).unwrap_or(day),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
    }

    #[test]
    fn the_state_changes_with_the_day() {
        let window = Window::new(23, 26).expect("a window");
        let closed = |opens, until, opens_in| WindowState::Closed { opens, until, opens_in };
        let open = |month, days_left| WindowState::Open {
            from: day(month, 23),
            until: day(month, 26),
            days_left,
        };
        assert_eq!(window.state(day(11, 22)), closed(day(11, 23), day(11, 26), 1));
        assert_eq!(window.state(day(11, 23)), open(11, 4));
        assert_eq!(window.state(day(11, 26)), open(11, 1));
        assert_eq!(window.state(day(11, 27)), closed(day(12, 23), day(12, 26), 26));
        let new_year = window.state(day(12, 31));
        assert!(matches!(new_year, WindowState::Closed { opens, .. } if opens.year() == 2027 && opens.month() == 1));
        assert!(matches!(window.state(day(1, 31)), WindowState::Closed { opens, .. } if opens.month() == 2));
    }

    #[test]
    fn a_state_tells_that_of_another_day() {
        let window = Window::new(23, 26).expect("a window");
        let days = [day(11, 3), day(11, 23), day(11, 26), day(11, 27), day(12, 25)];
        for known in days {
            for asked in days {
                assert_eq!(window.state(known).on(asked), window.state(asked), "{known} {asked}");
            }
        }
    }

    #[test]
    fn windows_that_some_month_lacks_are_refused() {
        for (from, to) in [(0, 5), (20, 19), (25, 29)] {
            assert_eq!(Window::new(from, to), Err(WindowError));
        }
    }
}
