//! Photos of drafts, and what becomes of photos in time.

use chrono::Duration;
use db::{
    entity::{files::Entity as Files, kept_readings, users},
    testing::TestDb,
};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use services::{
    Error, expired,
    files::sweep,
    identity::{own_data, purge},
    readings::{discard, photo_for_staff, photos},
};
use uuid::Uuid;

use crate::{
    people::{ANNA, PASSWORD, PHONE},
    photos::{before, one, opened, two},
    readings::House,
    rows::{count, day},
    samples,
    world::{World, failed, start, wait},
};

db::both_databases! {
    async fn photos_wait_with_a_draft_and_go_along_when_it_is_sent(db: TestDb) {
        let world = World::new(&db);
        let house = world.draft_with_photo("1395").await;
        let kept = world.card(&house).await.kept.expect("kept").photos;
        assert_eq!(samples::looks_like(&world.content(&house, kept[0]).await), Some("jpeg"));
        world.move_to(opened());
        world.work().await;
        assert_eq!(world.sent_rows(&house).await[0].photos, kept);
        assert_eq!(count::<kept_readings::Entity>(&db).await, 0);
    }

    async fn photos_of_a_draft_stay_with_its_numbers_alone(db: TestDb) {
        let world = World::new(&db);
        let house = world.draft_with_photo("1395").await;
        world.send_reading(&house, "1395").await.unwrap();
        assert_eq!(world.kept_photos(&house).await, 1);
        world.send_photos(&house, "1395", two()).await.unwrap();
        assert_eq!(world.kept_photos(&house).await, 2);
        world.send_reading(&house, "1396").await.unwrap();
        assert_eq!(world.kept_photos(&house).await, 0);
        world.expect_no_photos("another number was typed").await;
    }

    async fn photos_are_thrown_away_with_their_draft(db: TestDb) {
        let world = World::new(&db);
        let house = world.draft_with_photo("1395").await;
        discard(&world.services, &house.caller, house.account.id, house.meter.id).await.unwrap();
        world.expect_no_photos("the draft is gone").await;
        world.send_photos(&house, "1395", one()).await.unwrap();
        world.move_to(opened());
        world.send_reading(&house, "1399").await.unwrap();
        world.expect_no_photos("another number was sent by hand").await;
    }

    async fn a_draft_sent_by_hand_takes_its_photos_along(db: TestDb) {
        let world = World::new(&db);
        let house = world.draft_with_photo("1395").await;
        world.move_to(opened());
        world.send_reading(&house, "1395").await.unwrap();
        assert_eq!(world.sent_rows(&house).await[0].photos.len(), 1);
        assert_eq!(count::<kept_readings::Entity>(&db).await, 0);
    }

    async fn photos_of_a_refused_draft_are_forgotten_with_it(db: TestDb) {
        let world = World::new(&db);
        let house = world.draft_with_photo("1395").await;
        world.reading(&house.meter, "single", day(2026, 12, 15), 1_400).await;
        world.move_to(opened());
        world.work().await;
        assert_eq!(world.kept_photos(&house).await, 1);
        world.pass(Duration::days(61));
        expired::forget(&world.services).await.unwrap();
        world.expect_no_photos("the draft is forgotten").await;
    }

    async fn a_photo_is_forgotten_after_four_hundred_days_and_the_reading_stays(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_photos(&house, "1395", one()).await.unwrap();
        for (days, left) in [(400, 1), (401, 0)] {
            world.move_to(start() + Duration::days(days));
            expired::forget(&world.services).await.unwrap();
            sweep(&world.services).await.unwrap();
            assert_eq!((count::<Files>(&db).await, world.shelf.objects().len()), (left, left as usize), "{days} days");
        }
        assert_eq!(world.sent().await.len(), 1);
    }

    async fn photos_stand_in_the_file_of_ones_own_data_and_go_with_their_person(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        let caller = world.asking(&session).await;
        let account = world.home(&caller, "690000001").await;
        let meter = world.meter(&account, "СЭ-1", &["single"]).await;
        let house = House { caller: caller.clone(), account, meter };
        world.send_photos(&house, "1395", one()).await.unwrap();
        world.move_to(before());
        world.send_photos(&house, "1400", one()).await.unwrap();
        world.move_to(start());
        let file = serde_json::to_value(own_data(&world.services, &caller, PASSWORD).await.unwrap()).unwrap();
        let listed = file["photos_of_meters"].as_array().unwrap();
        assert!(listed.len() == 2 && listed[0]["meter"] == "СЭ-1" && listed[0]["kind"] == "image/jpeg", "{listed:?}");
        assert_eq!(listed[0]["name"], "IMG_1.jpg");
        let user = db::identity::users::by_id(db.reader(), caller.user_id).await.unwrap().unwrap();
        let over = users::Model { leaves_at: Some(world.now()), ..user };
        over.into_active_model().reset_all().update(db.writer()).await.unwrap();
        assert_eq!(purge(&world.services).await.unwrap(), 1);
        world.expect_no_photos("their person is gone").await;
        assert_eq!(world.sent().await.len(), 1, "the reading belongs to the account");
    }

    async fn staff_see_which_photos_there_are_and_open_one(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        assert!(photos(&world.services, None, 20).await.unwrap().is_empty());
        world.send_photos(&house, "1395", two()).await.unwrap();
        let all = photos(&world.services, None, 20).await.unwrap();
        let seen: Vec<_> = all.iter().map(|photo| (photo.account.as_str(), photo.meter.as_str(), photo.kind.as_str())).collect();
        assert_eq!(seen, [("690000001", "СЭ-1", "image/jpeg"), ("690000001", "СЭ-1", "image/png")]);
        assert_eq!(photos(&world.services, Some("690000001"), 1).await.unwrap().len(), 1);
        world.home(&house.caller, "690000002").await;
        assert!(photos(&world.services, Some("690000002"), 20).await.unwrap().is_empty());
        assert!(matches!(failed(photos(&world.services, Some("1"), 20).await.map(|_| ())), Error::NotFound));
        let (listed, content) = photo_for_staff(&world.services, all[1].id).await.unwrap();
        assert_eq!((listed.id, samples::looks_like(&content)), (all[1].id, Some("png")));
        assert!(matches!(failed(photo_for_staff(&world.services, Uuid::nil()).await.map(|_| ())), Error::NotFound));
    }

    async fn a_person_sends_so_many_forms_with_photos_a_day(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        for _ in 0..50 {
            world.send_photos(&house, "1395", one()).await.unwrap();
        }
        let until = wait(world.send_photos(&house, "1395", one()).await);
        world.send_reading(&house, "1396").await.unwrap();
        world.pass(until);
        world.send_photos(&house, "1396", one()).await.unwrap();
    }
}
