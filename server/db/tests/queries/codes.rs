//! Codes to a phone: how many guesses, which code counts.

use db::{both_databases, identity::codes, testing::TestDb};
use futures::future::join_all;

use crate::rows::{after, now, phone_code};

const ATTEMPT: &[u8] = &[1; 32];
const MAX: i32 = 5;

both_databases! {
    async fn guesses_at_once_are_let_through_five_times(db: TestDb) {
        let code = phone_code(ATTEMPT, now());
        codes::replace(db.writer(), code.clone()).await.unwrap();
        let tries = (0..20).map(|_| codes::spend_check(db.writer(), code.id, MAX, after(1)));
        let mut spent: Vec<_> = join_all(tries).await.into_iter().filter_map(Result::unwrap).collect();
        spent.sort_unstable();
        assert_eq!(spent, [1, 2, 3, 4, 5]);
        assert_eq!(codes::latest(db.reader(), ATTEMPT).await.unwrap().unwrap().checks, MAX);
    }

    async fn an_expired_code_is_not_checked(db: TestDb) {
        let code = phone_code(ATTEMPT, now());
        codes::replace(db.writer(), code.clone()).await.unwrap();
        assert_eq!(codes::spend_check(db.writer(), code.id, MAX, after(299)).await.unwrap(), Some(1));
        assert_eq!(codes::spend_check(db.writer(), code.id, MAX, after(300)).await.unwrap(), None);
    }

    async fn a_code_is_used_once_however_many_bring_it(db: TestDb) {
        let code = phone_code(ATTEMPT, now());
        codes::replace(db.writer(), code.clone()).await.unwrap();
        let tries = (0..10).map(|_| codes::mark_used(db.writer(), code.id, after(1)));
        assert_eq!(join_all(tries).await.into_iter().filter(|used| *used.as_ref().unwrap()).count(), 1);
        assert_eq!(codes::spend_check(db.writer(), code.id, MAX, after(2)).await.unwrap(), None);
        assert_eq!(codes::latest(db.reader(), ATTEMPT).await.unwrap().unwrap().used_at, Some(after(1)));
    }

    async fn a_new_code_takes_the_place_of_the_old_one_of_the_same_attempt(db: TestDb) {
        let (old, new) = (phone_code(ATTEMPT, now()), phone_code(ATTEMPT, after(60)));
        let other = phone_code(&[2; 32], now());
        for code in [&old, &other, &new] {
            codes::replace(db.writer(), code.clone()).await.unwrap();
        }
        assert_eq!(codes::latest(db.reader(), ATTEMPT).await.unwrap(), Some(new.clone()));
        assert_eq!(codes::latest(db.reader(), &[2; 32]).await.unwrap(), Some(other));
        assert_eq!(codes::latest(db.reader(), &[3; 32]).await.unwrap(), None);
        assert_eq!(codes::spend_check(db.writer(), old.id, MAX, after(61)).await.unwrap(), None);
        assert!(!codes::mark_used(db.writer(), old.id, after(61)).await.unwrap());
        assert_eq!(codes::spend_check(db.writer(), new.id, MAX, after(61)).await.unwrap(), Some(1));
    }
}
