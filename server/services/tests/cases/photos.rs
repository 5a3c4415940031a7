//! Photos of a meter: they come with its readings, wait and go with them, and are shown to those who see the readings.

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{
    entity::{files::Entity as Files, kept_readings, reading_photos, users},
    testing::TestDb,
};
use domain::{
    Field, FieldError,
    files::{Fault, Kind},
    readings::{HistoryRow, MeterCard, Zone},
};
use image::GenericImageView as _;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use services::{
    Error, Result,
    accounts::page,
    expired,
    files::{Upload, Uploads, sweep},
    identity::{own_data, purge},
    readings::{discard, history, photo, photo_for_staff, photos, submit},
};
use uuid::Uuid;

use crate::{
    files::upload,
    people::{ANNA, PASSWORD, PHONE},
    readings::House,
    rows::{count, day},
    samples::{self, has},
    world::{World, failed, start, wait, wrong},
};

/// An evening before the window of December opens on the 20th.
fn before() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 12, 17, 0, 0).unwrap()
}

/// The first noon of that window.
fn opened() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 20, 9, 0, 0).unwrap()
}

fn one() -> Vec<Upload> {
    vec![upload("IMG_1.jpg", samples::jpeg())]
}

fn two() -> Vec<Upload> {
    vec![upload("день.jpg", samples::jpeg()), upload("ночь.png", samples::png())]
}

impl World {
    /// «Передать» with photos.
    async fn send_photos(&self, house: &House, text: &str, photos: Vec<Upload>) -> Result<()> {
        submit(
            &self.services,
            &house.caller,
            &house.form(text),
            Uploads::Received(photos),
        )
        .await
    }

    async fn card(&self, house: &House) -> MeterCard {
        let page = page(&self.services, &house.caller, house.account.id).await.unwrap();
        page.meters
            .into_iter()
            .find(|card| card.id == house.meter.id)
            .expect("the meter")
    }

    async fn kept_photos(&self, house: &House) -> usize {
        self.card(house).await.kept.expect("kept").photos.len()
    }

    /// The history's rows that customers sent, newest first.
    async fn sent_rows(&self, house: &House) -> Vec<HistoryRow> {
        let mut rows = history(&self.services, &house.caller, house.account.id, None)
            .await
            .unwrap()
            .rows;
        rows.retain(|row| row.own);
        rows
    }

    async fn content(&self, house: &House, id: Uuid) -> Vec<u8> {
        photo(&self.services, &house.caller, house.account.id, id)
            .await
            .unwrap()
            .content
    }

    async fn expect_no_photos(&self, why: &str) {
        assert_eq!(count::<reading_photos::Entity>(self.db()).await, 0, "{why}");
        assert_eq!(count::<Files>(self.db()).await, 0, "{why}");
    }

    /// A house with a draft and its photo, before the window opens.
    async fn draft_with_photo(&self, text: &str) -> House {
        let house = self.house("690000001").await;
        self.move_to(before());
        self.send_photos(&house, text, one()).await.unwrap();
        house
    }
}

db::both_databases! {
    async fn photos_come_with_a_reading_and_stand_in_the_history(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let photos = vec![upload("IMG_1.jpg", samples::photo_with_place()), upload("вид.png", samples::png())];
        world.send_photos(&house, "1395", photos).await.unwrap();
        let row = &world.sent_rows(&house).await[0];
        assert_eq!((row.photos.len(), world.card(&house).await.photos.clone()), (2, row.photos.clone()));
        let first = photo(&world.services, &house.caller, house.account.id, row.photos[0]).await.unwrap();
        assert_eq!((first.name.as_str(), first.kind), ("schetchik-2026-11-22-1.jpg", Kind::Jpeg));
        assert!(!has(&first.content, b"Exif") && !has(&first.content, b"GPS"), "nobody learns where it was taken");
        assert_eq!(image::load_from_memory(&first.content).unwrap().dimensions(), (32, 64));
        let second = photo(&world.services, &house.caller, house.account.id, row.photos[1]).await.unwrap();
        assert_eq!((second.name.as_str(), second.kind), ("schetchik-2026-11-22-2.png", Kind::Png));
        for object in world.shelf.objects() {
            assert_eq!(samples::looks_like(&object), None, "nothing readable lies there");
        }
        let brought = history(&world.services, &house.caller, house.account.id, None).await.unwrap().rows;
        assert!(brought.iter().filter(|row| !row.own).all(|row| row.photos.is_empty()));
    }

    async fn each_zone_of_a_sending_shows_its_photos(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let meter = world.meter(&house.account, "СЭ-2", &["day", "night"]).await;
        let house = House { meter, ..house };
        let mut form = house.form("");
        form.set(Zone::Day, "510".into());
        form.set(Zone::Night, "210".into());
        submit(&world.services, &house.caller, &form, Uploads::Received(two())).await.unwrap();
        let rows = world.sent_rows(&house).await;
        assert!(rows.len() == 2 && rows[0].photos.len() == 2 && rows[0].photos == rows[1].photos);
    }

    async fn somebody_elses_photo_is_not_found(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_photos(&house, "1395", one()).await.unwrap();
        let id = world.sent_rows(&house).await[0].photos[0];
        let other = world.home(&house.caller, "690000003").await;
        let boris = world.somebody("boris@example.ru", "+79990000002").await;
        let theirs = world.home(&boris, "690000002").await;
        for (caller, account, id) in [
            (&boris, house.account.id, id),
            (&boris, theirs.id, id),
            (&house.caller, other.id, id),
            (&house.caller, house.account.id, Uuid::nil()),
        ] {
            let opened = photo(&world.services, caller, account, id).await;
            assert!(matches!(opened.map(|_| ()), Err(Error::NotFound)));
        }
    }

    async fn a_photo_that_is_not_taken_leaves_the_reading_unsent_and_nothing_behind(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        for (content, fault) in [
            (b"just words".to_vec(), Fault::Kind),
            (samples::pdf(), Fault::Kind),
            (samples::heic(), Fault::Heic),
            (samples::enormous_png(), Fault::Pixels),
            (samples::half(samples::jpeg()), Fault::Unreadable),
            ([samples::jpeg(), samples::eicar()].concat(), Fault::Infected),
            (Vec::new(), Fault::Empty),
        ] {
            let photos = vec![upload("a.png", samples::png()), upload("IMG_1.jpg", content)];
            let error = wrong(world.send_photos(&house, "1395", photos).await, Field::Files);
            assert_eq!(error, FieldError::Files(vec![(2, fault).into()]));
        }
        let four = [one(), one(), two()].concat();
        let error = wrong(world.send_photos(&house, "1395", four).await, Field::Files);
        assert_eq!(error, FieldError::FilesMany(3));
        assert!(world.sent().await.is_empty() && world.shelf.objects().is_empty());
        world.expect_no_photos("none was taken").await;
    }

    async fn readings_are_checked_before_anybody_looks_at_their_photos(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.shelf.scanner_goes_down();
        let Error::Fields(errors) = failed(world.send_photos(&house, "1299", [two(), two()].concat()).await) else {
            panic!("should be wrong fields");
        };
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Register(Zone::Single), Field::Files], "both are told at once");
        let below = world.send_photos(&house, "1299", one()).await;
        assert!(matches!(wrong(below, Field::Register(Zone::Single)), FieldError::ReadingBelow { .. }));
        assert_eq!(wrong(world.send_photos(&house, "1395", one()).await, Field::Files), FieldError::FilesDown);
        assert!(world.sent().await.is_empty());
        world.send_photos(&house, "1395", Vec::new()).await.unwrap();
    }

    async fn the_same_reading_takes_a_photo_later_and_another_in_its_place(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let photos = async || world.sent_rows(&house).await[0].photos.clone();
        world.send_reading(&house, "1395").await.unwrap();
        assert!(photos().await.is_empty());
        world.send_photos(&house, "1395", one()).await.unwrap();
        let first = photos().await;
        world.send_photos(&house, "1395", two()).await.unwrap();
        let second = photos().await;
        assert!(first.len() == 1 && second.len() == 2 && !second.contains(&first[0]));
        world.send_reading(&house, "1395").await.unwrap();
        assert_eq!(photos().await, second, "they stay with their reading");
        assert_eq!((world.sent().await.len(), count::<Files>(&db).await), (1, 2));
        world.pass(Duration::hours(2));
        assert_eq!(sweep(&world.services).await.unwrap(), 1);
    }

    async fn a_correction_has_photos_of_its_own(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_photos(&house, "1395", one()).await.unwrap();
        world.pass(Duration::hours(1));
        world.send_reading(&house, "1396").await.unwrap();
        let rows = world.sent_rows(&house).await;
        let seen: Vec<_> = rows.iter().map(|row| (row.superseded, row.photos.len())).collect();
        assert_eq!(seen, [(false, 0), (true, 1)]);
        assert!(world.card(&house).await.photos.is_empty());
    }

    async fn a_sending_that_arrives_again_keeps_its_photos_once(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let mut form = house.form("1395");
        form.id = Uuid::from_u128(7).to_string();
        for _ in 0..2 {
            submit(&world.services, &house.caller, &form, Uploads::Received(one())).await.unwrap();
        }
        assert_eq!(world.sent_rows(&house).await[0].photos.len(), 1);
        assert_eq!((count::<Files>(&db).await, world.shelf.objects().len()), (1, 1));
    }

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
