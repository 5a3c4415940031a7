//! Seconds until something may be done again.

use std::time::Duration;

use leptos::prelude::*;

/// Seconds that are counted down in the browser; what they are set to is counted down, too.
#[must_use]
pub fn countdown(seconds: u32) -> (ReadSignal<u32>, WriteSignal<u32>) {
    let (wait, set_wait) = signal(seconds);
    Effect::new(move || {
        let tick = set_interval_with_handle(
            move || set_wait.update(|wait| *wait = wait.saturating_sub(1)),
            Duration::from_secs(1),
        );
        if let Ok(tick) = tick {
            on_cleanup(move || tick.clear());
        }
    });
    (wait, set_wait)
}
