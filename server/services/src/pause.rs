//! How long to wait before something is tried again.

use chrono::Duration;

/// The longest pause.
const MAX: Duration = Duration::minutes(30);

/// 2, 4, 8 … seconds after the first, second, third try.
pub(crate) fn pause(attempts: i32) -> Duration {
    let exponent = u32::try_from(attempts).unwrap_or_default().min(20);
    Duration::seconds(2_i64.saturating_pow(exponent)).min(MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_are_bounded() {
        assert_eq!(pause(1), Duration::seconds(2));
        assert_eq!(pause(3), Duration::seconds(8));
        assert_eq!(pause(30), MAX);
    }
}
