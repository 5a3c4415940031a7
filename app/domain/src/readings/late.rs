//! Readings that were typed without a connection and arrive later: the day they hold for.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

use super::{Window, WindowState};
use crate::calendar::business_date;

/// Days after the end of a window during which readings typed inside it still count for it.
pub const LATE_DAYS: u64 = 7;
/// A clock of a phone may be so much ahead.
const AHEAD: Duration = Duration::minutes(5);
/// What arrives within this time was sent as it was typed.
const AT_ONCE: Duration = Duration::minutes(10);

/// When readings count, and what is to be told of their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// The day they hold for, at the branch.
    pub day: NaiveDate,
    /// When they were typed, if they waited since.
    pub typed_at: Option<DateTime<Utc>>,
}

impl Arrival {
    /// Readings that arrive at `now` and say that they were typed at `typed_at` by the clock of the browser.
    ///
    /// They hold for the day they were typed when that day lies in a window that is open or ended at most [`LATE_DAYS`]
    /// ago. A clock that is ahead, a day outside every window and readings that come too late count as typed now.
    #[must_use]
    pub fn of(window: Window, typed_at: Option<DateTime<Utc>>, now: DateTime<Utc>, offset_minutes: i32) -> Self {
        let today = business_date(now, offset_minutes);
        let at_once = Self {
            day: today,
            typed_at: None,
        };
        let Some(typed_at) = typed_at.filter(|typed_at| *typed_at <= now + AHEAD && now - *typed_at > AT_ONCE) else {
            return at_once;
        };
        let day = business_date(typed_at, offset_minutes);
        match window.state(day) {
            WindowState::Open { until, .. } if until.checked_add_days(Days::new(LATE_DAYS)) >= Some(today) => Self {
                day,
                typed_at: Some(typed_at),
            },
            _ => at_once,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOSCOW: i32 = 180;

    #[test]
    fn readings_count_for_the_window_in_which_they_were_typed() {
        let window = Window::new(23, 26).expect("a window");
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
        for (typed, arrives, day, waited, why) in [
            (
                "2026-11-24T09:00:00Z",
                "2026-11-24T09:00:02Z",
                "2026-11-24",
                false,
                "sent at once",
            ),
            (
                "2026-11-24T09:00:00Z",
                "2026-11-25T09:00:00Z",
                "2026-11-24",
                true,
                "a day in a basement",
            ),
            (
                "2026-11-26T20:30:00Z",
                "2026-11-29T09:00:00Z",
                "2026-11-26",
                true,
                "three days after the window",
            ),
            (
                "2026-11-26T20:59:00Z",
                "2026-12-03T20:59:00Z",
                "2026-11-26",
                true,
                "the last moment",
            ),
            (
                "2026-11-26T20:59:00Z",
                "2026-12-03T21:00:00Z",
                "2026-12-04",
                false,
                "an eighth day is too late",
            ),
            (
                "2026-11-26T21:00:00Z",
                "2026-11-29T09:00:00Z",
                "2026-11-29",
                false,
                "typed after the window",
            ),
            (
                "2026-11-20T09:00:00Z",
                "2026-11-24T09:00:00Z",
                "2026-11-24",
                false,
                "typed before the window",
            ),
            (
                "2026-11-25T09:00:00Z",
                "2026-11-24T09:00:00Z",
                "2026-11-24",
                false,
                "a clock a day ahead",
            ),
            (
                "2026-11-24T09:04:00Z",
                "2026-11-24T09:00:00Z",
                "2026-11-24",
                false,
                "a clock a little ahead",
            ),
            (
                "2019-11-24T09:00:00Z",
                "2026-11-24T09:00:00Z",
                "2026-11-24",
                false,
                "a clock of another year",
            ),
        ] {
            let arrival = Arrival::of(window, Some(at(typed)), at(arrives), MOSCOW);
            assert_eq!(arrival.day.to_string(), day, "{why}");
            assert_eq!(arrival.typed_at, waited.then(|| at(typed)), "{why}");
        }
    }

    #[test]
    fn readings_without_a_time_were_typed_now() {
        let window = Window::new(1, 28).expect("a window");
        let now = "2026-11-23T21:30:00Z".parse().expect("a moment");
        let arrival = Arrival::of(window, None, now, MOSCOW);
        assert_eq!(
            (arrival.day.to_string().as_str(), arrival.typed_at),
            ("2026-11-24", None)
        );
    }
}
