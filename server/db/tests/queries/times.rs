//! Times: stored to the microsecond and compared as times, although SQLite keeps them as text.

use chrono::{DateTime, Duration, Utc};
use db::{both_databases, drafts, entity::drafts::Model, expired, limits, testing::TestDb};

use crate::rows::now;

/// Moments in order that differ in how their text looks: no fraction, three digits, six.
fn moments() -> Vec<DateTime<Utc>> {
    let micros = [
        -1_000_000,
        -1,
        0,
        1,
        999,
        1_000,
        1_001,
        100_000,
        999_999,
        1_000_000,
        86_400_000_000,
    ];
    micros
        .into_iter()
        .map(|micros| now() + Duration::microseconds(micros))
        .collect()
}

both_databases! {
    async fn times_compare_as_times(db: TestDb) {
        for (place, expires_at) in moments().into_iter().enumerate() {
            let draft = Model { id_hash: vec![1], path: String::new(), fields: String::new(), expires_at };
            drafts::put(db.writer(), draft.clone(), now()).await.unwrap();
            for (other, moment) in moments().into_iter().enumerate() {
                let alive = drafts::get(db.reader(), &[1], moment).await.unwrap();
                assert_eq!(alive, (other < place).then(|| draft.clone()), "{expires_at} after {moment}");
            }
        }
    }

    async fn equal_times_are_equal_whatever_wrote_them(db: TestDb) {
        for moment in moments() {
            assert!(limits::first(db.writer(), "key", Duration::seconds(-5), moment + Duration::seconds(5)).await.unwrap());
            assert_eq!(expired::forget(db.writer(), moment, 10).await.unwrap(), 0);
            assert_eq!(expired::forget(db.writer(), moment + Duration::microseconds(1), 10).await.unwrap(), 1);
        }
    }
}
