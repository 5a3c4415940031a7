//! What pages need all the time and only a registry changes: read from the database every ten seconds.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Duration, Utc};

/// It is read again after this long.
const FRESH: Duration = Duration::seconds(10);

/// What was read, by what it was asked for.
#[derive(Debug)]
pub struct Fresh<K, V>(Mutex<HashMap<K, Read<V>>>);

#[derive(Debug)]
struct Read<V> {
    at: DateTime<Utc>,
    value: Arc<V>,
}

impl<V> Read<V> {
    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        let age = now - self.at;
        age >= Duration::zero() && age < FRESH
    }
}

impl<K, V> Default for Fresh<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Fresh<K, V> {
    /// What was read less than ten seconds ago.
    pub(crate) fn get(&self, now: DateTime<Utc>, key: &K) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = kept.get(key).filter(|read| read.is_fresh(now))?;
        Some(Arc::clone(&read.value))
    }

    /// Keeps what was just read; all that is stale goes.
    pub(crate) fn keep(&self, now: DateTime<Utc>, key: K, value: &Arc<V>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, read| read.is_fresh(now));
        let value = Arc::clone(value);
        kept.insert(key, Read { at: now, value });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_kept_for_ten_seconds_whichever_way_the_clock_goes() {
        let (read, now) = (Fresh::default(), DateTime::UNIX_EPOCH);
        assert!(read.get(now, &"tver").is_none());
        read.keep(now, "tver", &Arc::new(1));
        assert!(read.get(now, &"kursk").is_none());
        for (seconds, expected) in [(0, true), (9, true), (10, false), (-1, false)] {
            let found = read.get(now + Duration::seconds(seconds), &"tver");
            assert_eq!(found.is_some(), expected, "{seconds}");
        }
    }

    #[test]
    fn what_is_stale_takes_no_room() {
        let (read, now) = (Fresh::default(), DateTime::UNIX_EPOCH);
        for seconds in 0..100 {
            read.keep(now + Duration::seconds(seconds), seconds, &Arc::new(()));
        }
        assert_eq!(read.0.lock().unwrap().len(), 10);
    }
}
