//! Photos of a meter: they come with its readings, wait and go with them, and are shown to those who see the readings.

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{
    entity::{files::Entity as Files, reading_photos},
    testing::TestDb,
};
use domain::{
    Field, FieldError,
    files::{Fault, Kind},
    readings::{HistoryRow, MeterCard, Zone},
};
use image::GenericImageView as _;
use services::{
    Error, Result,
    accounts::page,
    files::{Upload, Uploads, sweep},
    readings::{history, photo, submit},
};
use uuid::Uuid;

use crate::{
    files::upload,
    readings::House,
    rows::count,
    samples::{self, has},
    world::{World, failed, wrong},
};

/// An evening before the window of December opens on the 20th.
pub fn before() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 12, 17, 0, 0).unwrap()
}

/// The first noon of that window.
pub fn opened() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 20, 9, 0, 0).unwrap()
}

pub fn one() -> Vec<Upload> {
    vec![upload("IMG_1.jpg", samples::jpeg())]
}

pub fn two() -> Vec<Upload> {
    vec![upload("день.jpg", samples::jpeg()), upload("ночь.png", samples::png())]
}

impl World {
    /// «Передать» with photos.
    pub async fn send_photos(&self, house: &House, text: &str, photos: Vec<Upload>) -> Result<()> {
        submit(
            &self.services,
            &house.caller,
            &house.form(text),
            Uploads::Received(photos),
        )
        .await
    }

    pub async fn card(&self, house: &House) -> MeterCard {
        let page = page(&self.services, &house.caller, house.account.id).await.unwrap();
        page.meters
            .into_iter()
            .find(|card| card.id == house.meter.id)
            .expect("the meter")
    }

    pub async fn kept_photos(&self, house: &House) -> usize {
        self.card(house).await.kept.expect("kept").photos.len()
    }

    /// The history's rows that customers sent, newest first.
    pub async fn sent_rows(&self, house: &House) -> Vec<HistoryRow> {
        let mut rows = history(&self.services, &house.caller, house.account.id, None)
            .await
            .unwrap()
            .rows;
        rows.retain(|row| row.own);
        rows
    }

    pub async fn content(&self, house: &House, id: Uuid) -> Vec<u8> {
        photo(&self.services, &house.caller, house.account.id, id)
            .await
            .unwrap()
            .content
    }

    pub async fn expect_no_photos(&self, why: &str) {
        assert_eq!(count::<reading_photos::Entity>(self.db()).await, 0, "{why}");
        assert_eq!(count::<Files>(self.db()).await, 0, "{why}");
    }

    /// A house with a draft and its photo, before the window opens.
    pub async fn draft_with_photo(&self, text: &str) -> House {
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
}
