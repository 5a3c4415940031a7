//! What pages need all the time and only a registry changes: kept for ten seconds once it was read.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Duration, Utc};

use crate::Result;

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
    /// Not when the clock was set back since, either.
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
    /// What was read less than ten seconds ago, or what `read` finds. Nothing is not kept: a registry may be about to bring it.
    pub(crate) async fn or_read(
        &self,
        now: DateTime<Utc>,
        key: K,
        read: impl Future<Output = Result<Option<V>>>,
    ) -> Result<Option<Arc<V>>> {
        if let Some(known) = self.get(now, &key) {
            return Ok(Some(known));
        }
        let found = read.await?.map(Arc::new);
        if let Some(found) = &found {
            self.keep(now, key, found);
        }
        Ok(found)
    }

    fn get(&self, now: DateTime<Utc>, key: &K) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = kept.get(key).filter(|read| read.is_fresh(now))?;
        Some(Arc::clone(&read.value))
    }

    /// Keeps what was asked for at a moment, unless somebody has asked for it later and had the answer sooner. What is stale
    /// takes no room.
    fn keep(&self, asked_at: DateTime<Utc>, key: K, value: &Arc<V>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Between two requests at once lie moments; more, and the clock was set back.
        kept.retain(|_, read| (asked_at - read.at).abs() < FRESH);
        if kept.get(&key).is_none_or(|read| read.at <= asked_at) {
            let value = Arc::clone(value);
            kept.insert(key, Read { at: asked_at, value });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn at(seconds: i64) -> DateTime<Utc> {
        NOW + Duration::seconds(seconds)
    }

    #[test]
    fn what_was_read_is_kept_for_ten_seconds_whichever_way_the_clock_goes() {
        let read = Fresh::default();
        assert!(read.get(NOW, &"tver").is_none());
        read.keep(NOW, "tver", &Arc::new(1));
        assert!(read.get(NOW, &"kursk").is_none());
        for (seconds, expected) in [(0, true), (9, true), (10, false), (-1, false)] {
            assert_eq!(read.get(at(seconds), &"tver").is_some(), expected, "{seconds}");
        }
        read.keep(at(-60), "tver", &Arc::new(2));
        assert_eq!(
            read.get(at(-60), &"tver").as_deref(),
            Some(&2),
            "the clock was set back"
        );
    }

    #[test]
    fn an_answer_that_comes_late_takes_no_later_ones_place() {
        let read = Fresh::default();
        read.keep(at(2), "tver", &Arc::new("later"));
        read.keep(at(2), "kursk", &Arc::new("later"));
        read.keep(at(1), "tver", &Arc::new("earlier"));
        for town in ["tver", "kursk"] {
            assert_eq!(read.get(at(3), &town).as_deref(), Some(&"later"), "{town}");
        }
    }

    #[test]
    fn what_is_stale_takes_no_room() {
        let read = Fresh::default();
        for seconds in 0..100 {
            read.keep(at(seconds), seconds, &Arc::new(()));
        }
        assert_eq!(read.0.lock().unwrap().len(), 10);
    }
}
