//! Clocks: the machine's own, and one that runs on from a given moment.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use services::ports::Clock;

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the port through which everything else asks"
        )]
        Utc::now()
    }
}

/// A clock that shows the given moment when it is made and runs on at the usual pace. For development only.
#[derive(Clone, Copy, Debug)]
pub struct ShiftedClock {
    start: DateTime<Utc>,
    made_at: Instant,
}

impl ShiftedClock {
    /// Shows `start` now.
    #[must_use]
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self {
            start,
            made_at: Instant::now(),
        }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime<Utc> {
        run_on(self.start, self.made_at.elapsed())
    }
}

/// At the end of the calendar the clock stops.
fn run_on(start: DateTime<Utc>, elapsed: Duration) -> DateTime<Utc> {
    let elapsed = TimeDelta::from_std(elapsed).unwrap_or(TimeDelta::MAX);
    start.checked_add_signed(elapsed).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_clock_runs_on_from_its_start() {
        let start = DateTime::from_timestamp(1_795_300_000, 0).unwrap();
        assert_eq!(run_on(start, Duration::from_secs(90)), start + TimeDelta::seconds(90));
        let clock = ShiftedClock::starting_at(start);
        let earlier = clock.now();
        assert!(start <= earlier && earlier <= clock.now());
        assert!(clock.now() < start + TimeDelta::minutes(1));
    }

    #[test]
    fn a_shifted_clock_stops_at_the_end_of_the_calendar() {
        let end = DateTime::<Utc>::MAX_UTC;
        assert_eq!(run_on(end, Duration::from_secs(1)), end);
        assert_eq!(run_on(DateTime::<Utc>::MIN_UTC, Duration::MAX), end);
    }

    #[test]
    fn the_system_clock_goes_forward() {
        let earlier = SystemClock.now();
        assert!(earlier <= SystemClock.now());
    }
}
