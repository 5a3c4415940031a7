//! Readings that the billing refuses: whoever sent them is told once, and the account's page says so until others come.

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{
    entity::{jobs, links},
    testing::TestDb,
};
use domain::readings::RefusedSending;
use futures::future::join_all;
use sea_orm::EntityTrait;
use services::{accounts::page, jobs::given_up};

use crate::{
    people::ANNA,
    readings::House,
    rows::{all, count, day},
    world::World,
};

const REFUSED: &str = "refused;2026-11-23;;control";
const SUBJECT: &str = "Показания не приняты к расчёту";

/// Three in the night at the branch, on the day after the readings were sent.
fn night() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 0, 0, 0).unwrap()
}

impl World {
    /// A house whose readings of 22 November the billing refuses in the night.
    async fn refused(&self) -> House {
        let house = self.house("690000001").await;
        self.send_reading(&house, "1395").await.unwrap();
        self.move_to(night());
        self.billing_says(&[REFUSED]).await.unwrap();
        house
    }

    async fn shown(&self, house: &House) -> Option<RefusedSending> {
        let page = page(&self.services, &house.caller, house.account.id).await.unwrap();
        page.meters.into_iter().next().unwrap().refused
    }

    /// How many letters about a refusal were written by the next noon.
    async fn refusals_told(&self) -> usize {
        self.move_to(night() + Duration::hours(9));
        self.work().await;
        let subjects = self.subjects_to(ANNA).await;
        assert!(given_up(&self.services).await.unwrap().is_empty());
        subjects.iter().filter(|subject| *subject == SUBJECT).count()
    }
}

db::both_databases! {
    async fn whoever_sent_them_is_told_once_and_not_by_night(db: TestDb) {
        let world = World::new(&db);
        world.refused().await;
        world.work().await;
        assert!(!world.subjects_to(ANNA).await.contains(&SUBJECT.to_owned()), "everybody sleeps");
        world.move_to(night() + Duration::hours(7));
        join_all([world.work(), world.work()]).await;
        assert_eq!(world.refusals_told().await, 1);
        let letters = world.letters_to(ANNA).await;
        let letter = letters.iter().find(|letter| letter.subject == SUBJECT).unwrap();
        for part in ["…0001", "22\u{a0}ноября", "при контрольном снятии показания другие", "Сверьте показания со счётчиком"] {
            assert!(letter.text.contains(part), "{part}: {}", letter.text);
        }
    }

    async fn a_registry_with_a_wrong_line_tells_nobody(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        world.move_to(night());
        world.billing_says(&[REFUSED, "checked;2026-11-24;;"]).await.unwrap_err();
        assert_eq!(count::<jobs::Entity>(&db).await, 0);
        world.billing_says(&["checked;2026-11-23;;"]).await.unwrap();
        assert_eq!(count::<jobs::Entity>(&db).await, 0, "what is accepted needs no letter");
    }

    async fn whoever_has_sent_others_meanwhile_is_not_told(db: TestDb) {
        let world = World::new(&db);
        let house = world.refused().await;
        world.send_reading(&house, "1350").await.unwrap();
        assert_eq!(world.refusals_told().await, 0);
    }

    async fn whoever_has_left_the_household_is_not_told(db: TestDb) {
        let world = World::new(&db);
        world.refused().await;
        links::Entity::delete_many().exec(db.writer()).await.unwrap();
        assert_eq!(world.refusals_told().await, 0);
        assert!(all::<jobs::Entity>(&db).await.iter().all(|job| job.done_at.is_some()));
    }

    async fn the_page_says_so_until_a_later_reading_comes(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        assert_eq!(world.shown(&house).await, None);
        world.move_to(night());
        world.billing_says(&[REFUSED]).await.unwrap();
        let shown = world.shown(&house).await.expect("it is told");
        assert_eq!((shown.taken_on, shown.why.as_str()), (day(2026, 11, 22), "при контрольном снятии показания другие"));
        assert!(shown.advice.starts_with("Сверьте показания"), "{}", shown.advice);
        world.move_to(night() + Duration::days(20));
        assert!(world.shown(&house).await.is_some(), "the window has closed");
        world.reading(&house.meter, "single", day(2026, 12, 10), 1_380).await;
        assert_eq!(world.shown(&house).await, None, "the billing has another one");
    }

    async fn a_correction_takes_the_notice_away(db: TestDb) {
        let world = World::new(&db);
        let house = world.refused().await;
        world.send_reading(&house, "1350").await.unwrap();
        assert_eq!(world.shown(&house).await, None);
    }
}
