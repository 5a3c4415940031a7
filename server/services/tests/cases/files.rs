//! Files along with a message: which are taken, what of them is kept, what is left when something fails.

use std::{sync::Arc, time::Duration as Waiting};

use chrono::Duration;
use db::{entity, testing::TestDb};
use domain::{
    Field, FieldError, Refusal,
    appeals::FeedbackForm,
    files::{BYTES_MAX, Fault, Purpose, Refused},
};
use image::{DynamicImage, GenericImageView as _};
use services::{
    Error, Result, Settings, appeals,
    files::{self, Upload, Uploads},
};

use crate::{
    heard::Heard,
    people::ANNA,
    rows::count,
    samples::{self, has},
    shelf::{self, Shelf},
    world::{World, failed, home, network, patient, refusal, wait, wrong},
};

pub fn upload(name: &str, content: Vec<u8>) -> Upload {
    Upload {
        name: name.to_owned(),
        bytes: u64::try_from(content.len()).unwrap(),
        content: content.into(),
    }
}

async fn send_uploads(world: &World, uploads: Uploads) -> Result<i64> {
    let form = FeedbackForm {
        topic: "readings".into(),
        name: "Анна".into(),
        email: ANNA.into(),
        phone: "+79101111111".into(),
        text: "Смотрите снимок".into(),
    };
    let feedback = form.validate(uploads.check(Purpose::Message))?;
    appeals::send(&world.services, &home(), None, feedback, uploads).await
}

pub async fn send(world: &World, uploads: Vec<Upload>) -> Result<i64> {
    send_uploads(world, Uploads::Received(uploads)).await
}

pub async fn content(world: &World, number: i64, place: usize) -> Vec<u8> {
    appeals::file(&world.services, number, place).await.unwrap().1
}

pub fn faults(result: Result<i64>) -> Vec<(usize, Fault)> {
    match wrong(result, Field::Files) {
        FieldError::Files(refused) => refused
            .into_iter()
            .map(|Refused { place, fault }| (place, fault))
            .collect(),
        other => panic!("should name files: {other:?}"),
    }
}

pub async fn expect_nothing_kept(world: &World, db: &TestDb) {
    assert_eq!(count::<entity::appeals::Entity>(db).await, 0);
    assert_eq!(count::<entity::files::Entity>(db).await, 0);
    assert_eq!(count::<entity::appeal_files::Entity>(db).await, 0);
    assert!(world.subjects_to(ANNA).await.is_empty());
}

pub fn decoded(content: &[u8]) -> DynamicImage {
    image::load_from_memory(content).unwrap()
}

db::both_databases! {
    async fn files_come_back_as_they_were_meant_and_lie_encrypted(db: TestDb) {
        let world = World::new(&db);
        let files = vec![
            upload("счёт.pdf", samples::pdf()),
            upload("C:\\scan.PNG", samples::png()),
            upload("IMG_1.jpeg", samples::jpeg()),
        ];
        let number = send(&world, files).await.unwrap();
        let appeal = appeals::show(&world.services, number).await.unwrap();
        assert_eq!(appeal.row.phone.as_deref(), Some("+79101111111"));
        let told: Vec<_> = appeal.files.iter().map(|file| (file.name.as_str(), file.kind.as_str())).collect();
        assert_eq!(told, [("счёт.pdf", "application/pdf"), ("scan.PNG", "image/png"), ("IMG_1.jpeg", "image/jpeg")]);
        assert_eq!(content(&world, number, 1).await, samples::pdf());
        assert_eq!(decoded(&content(&world, number, 2).await), decoded(&samples::png()));
        assert_eq!(decoded(&content(&world, number, 3).await).dimensions(), (64, 32));
        assert!(matches!(failed(appeals::file(&world.services, number, 4).await), Error::NotFound));
        assert!(matches!(failed(appeals::file(&world.services, number, 0).await), Error::NotFound));
        assert!(matches!(failed(appeals::show(&world.services, number + 1).await), Error::NotFound));
        let shelf = world.shelf.objects();
        assert_eq!(shelf.len(), 3);
        for object in shelf {
            assert_eq!(samples::looks_like(&object), None, "nothing readable lies there");
        }
    }

    async fn a_photo_loses_where_it_was_taken_and_is_put_upright(db: TestDb) {
        let world = World::new(&db);
        let photo = samples::photo_with_place();
        assert!(has(&photo, b"Exif") && has(&photo, b"GPS 56.8587"));
        let number = send(&world, vec![upload("IMG_1.jpg", photo)]).await.unwrap();
        let kept = content(&world, number, 1).await;
        assert!(!has(&kept, b"Exif") && !has(&kept, b"GPS"));
        let kept = decoded(&kept).into_rgb8();
        assert_eq!(kept.dimensions(), (32, 64), "turned by a quarter");
        assert!(kept.get_pixel(16, 8)[0] > 200, "what was on the left is above");
        assert!(kept.get_pixel(16, 56)[2] > 200);
    }

    async fn what_hides_behind_a_picture_is_not_kept(db: TestDb) {
        let world = World::new(&db);
        let script = b"<script>alert(1)</script>";
        let hiding = |picture: Vec<u8>| [picture.as_slice(), script, &samples::zip(), &samples::pdf()].concat();
        let files = vec![upload("a.png", hiding(samples::png())), upload("b.jpg", hiding(samples::jpeg()))];
        let number = send(&world, files).await.unwrap();
        for place in [1, 2] {
            let kept = content(&world, number, place).await;
            assert!(!has(&kept, script) && !has(&kept, b"PK\x03\x04") && !has(&kept, b"%PDF"));
        }
    }

    async fn a_file_is_judged_by_its_content(db: TestDb) {
        let world = World::new(&db);
        let log = Heard::of("refused=\"file\"");
        let _watch = log.listen();
        let infected = [samples::pdf_with(b"/Note ("), samples::eicar(), samples::pdf()].concat();
        for (name, content, fault) in [
            ("photo.jpg", b"just words".to_vec(), Fault::Kind),
            ("photo.jpg", samples::heic(), Fault::Heic),
            ("bomb.png", samples::zip(), Fault::Kind),
            ("eicar.pdf", samples::eicar(), Fault::Kind),
            ("eicar.pdf", infected, Fault::Infected),
            ("polyglot.pdf", [b"GIF89a".to_vec(), samples::pdf()].concat(), Fault::Kind),
            ("empty.pdf", Vec::new(), Fault::Empty),
            ("enormous.png", samples::enormous_png(), Fault::Pixels),
            ("cut.jpg", samples::half(samples::jpeg()), Fault::Unreadable),
            ("cut.png", samples::half(samples::png()), Fault::Unreadable),
            ("cut.pdf", samples::half(samples::pdf()), Fault::Unreadable),
            ("program.pdf", samples::pdf_with(b"/OpenAction << /S /JavaScript /JS (app.alert) >>"), Fault::Active),
            ("packed.pdf", samples::pdf_packing(b"7 0 << /S /JavaScript >>"), Fault::Active),
            ("locked.pdf", samples::pdf_with(b">> endobj << /Encrypt 5 0 R"), Fault::Locked),
        ] {
            let refused = faults(send(&world, vec![upload(name, content)]).await);
            assert_eq!(refused, [(1, fault)], "{name}");
        }
        let told = log.take();
        assert!(told.len() == 3 && told.iter().all(|line| !line.contains(".pdf")), "{told:?}");
        expect_nothing_kept(&world, &db).await;
        assert!(world.shelf.objects().is_empty());
        // A name that says something else is no obstacle; it gets the ending that is true.
        let number = send(&world, vec![upload("photo.heic", samples::jpeg())]).await.unwrap();
        assert_eq!(appeals::show(&world.services, number).await.unwrap().files[0].name, "photo.heic.jpg");
    }

    async fn every_refused_file_is_named_and_none_is_kept(db: TestDb) {
        let world = World::new(&db);
        let files = vec![
            upload("a.jpg", b"words".to_vec()),
            upload("b.pdf", samples::pdf()),
            upload("c.jpg", samples::half(samples::jpeg())),
        ];
        assert_eq!(faults(send(&world, files).await), [(1, Fault::Kind), (3, Fault::Unreadable)]);
        expect_nothing_kept(&world, &db).await;
        assert!(world.shelf.objects().is_empty());
    }

    async fn five_files_of_ten_megabytes_are_the_most(db: TestDb) {
        let world = World::new(&db);
        let six = (0..6).map(|_| upload("a.pdf", samples::pdf())).collect();
        assert_eq!(wrong(send(&world, six).await, Field::Files), FieldError::FilesMany(5));
        let mut large = samples::pdf();
        let room = usize::try_from(BYTES_MAX).unwrap() - large.len();
        large.splice(9..9, std::iter::repeat_n(b' ', room));
        let mut larger = upload("b.pdf", large.clone());
        larger.bytes += 1;
        larger.content = Vec::new().into();
        assert_eq!(faults(send(&world, vec![larger]).await), [(1, Fault::Large)]);
        expect_nothing_kept(&world, &db).await;
        let number = send(&world, vec![upload("a.pdf", large)]).await.unwrap();
        assert_eq!(content(&world, number, 1).await.len(), usize::try_from(BYTES_MAX).unwrap());
        let five = (0..5).map(|_| upload("a.pdf", samples::pdf())).collect();
        send(&world, five).await.unwrap();
    }

    async fn without_the_scanner_no_file_is_taken_and_the_message_goes_without(db: TestDb) {
        let world = World::new(&db);
        world.shelf.scanner_goes_down();
        let result = send(&world, vec![upload("a.pdf", samples::pdf())]).await;
        assert_eq!(wrong(result, Field::Files), FieldError::FilesDown);
        expect_nothing_kept(&world, &db).await;
        assert!(world.shelf.objects().is_empty());
        send(&world, Vec::new()).await.unwrap();
    }

    async fn without_the_store_nothing_half_done_is_left(db: TestDb) {
        let world = World::new(&db);
        world.shelf.go_down();
        let result = send(&world, vec![upload("a.pdf", samples::pdf())]).await;
        assert_eq!(wrong(result, Field::Files), FieldError::FilesDown);
        expect_nothing_kept(&world, &db).await;
        send(&world, Vec::new()).await.unwrap();
    }

    async fn what_a_form_that_failed_left_behind_is_swept_and_nothing_else(db: TestDb) {
        let world = World::new(&db);
        let number = send(&world, vec![upload("a.pdf", samples::pdf())]).await.unwrap();
        // The id, the key and the nonce, the wrapping: then the appeal's own id fails, after the file was put.
        world.entropy.fail_after(4);
        failed(send(&world, vec![upload("b.png", samples::png())]).await);
        assert!(!world.entropy.is_due());
        assert_eq!((world.shelf.objects().len(), count::<entity::files::Entity>(&db).await), (2, 1));
        assert_eq!(files::sweep(&world.services).await.unwrap(), 0, "it may still be on its way");
        world.pass(Duration::hours(2));
        assert_eq!(files::sweep(&world.services).await.unwrap(), 1);
        assert_eq!(files::sweep(&world.services).await.unwrap(), 0);
        assert_eq!(content(&world, number, 1).await, samples::pdf());
    }

    async fn keys_are_replaced_without_touching_the_files(db: TestDb) {
        let shelf = Arc::new(Shelf::default());
        let world = |keys: &[&str]| World::with_files(&db, shelf::files(&shelf, keys, Waiting::from_secs(60)));
        let old = world(&["old"]);
        let number = send(&old, vec![upload("a.pdf", samples::pdf()), upload("b.png", samples::png())]).await.unwrap();
        let before = shelf.objects();
        failed(appeals::file(&world(&["fresh"]).services, number, 1).await);
        failed(files::rewrap(&world(&["fresh"]).services).await);
        let both = world(&["fresh", "old"]);
        assert_eq!(content(&both, number, 1).await, samples::pdf());
        assert_eq!(files::rewrap(&both.services).await.unwrap(), 2);
        assert_eq!(files::rewrap(&both.services).await.unwrap(), 0);
        assert_eq!(content(&world(&["fresh"]), number, 1).await, samples::pdf());
        failed(appeals::file(&old.services, number, 1).await);
        assert_eq!(shelf.objects(), before);
    }

    async fn a_network_sends_so_many_forms_with_files_a_day(db: TestDb) {
        let world = World::with(&db, Settings { files_per_network: 1, ..Settings::default() }, patient());
        let files = || vec![upload("a.pdf", samples::pdf())];
        send(&world, files()).await.unwrap();
        let until = wait(send(&world, files()).await);
        send(&world, Vec::new()).await.unwrap();
        world.pass(until);
        send(&world, files()).await.unwrap();
    }

    async fn a_network_whose_messages_are_spent_has_no_files_looked_at(db: TestDb) {
        let world = World::new(&db);
        for _ in 0..10 {
            send(&world, Vec::new()).await.unwrap();
        }
        wait(send(&world, vec![upload("a.pdf", samples::pdf())]).await);
        assert!(world.shelf.objects().is_empty());
        let form = FeedbackForm {
            topic: "other".into(),
            name: "А".into(),
            email: ANNA.into(),
            phone: String::new(),
            text: "…".into(),
        };
        let feedback = form.validate(Ok(())).unwrap();
        appeals::send(&world.services, &network(1), None, feedback, Uploads::default()).await.unwrap();
    }

    async fn what_went_wrong_on_the_way_is_told(db: TestDb) {
        let world = World::new(&db);
        assert!(matches!(failed(send_uploads(&world, Uploads::Busy).await), Error::Busy));
        assert_eq!(wrong(send_uploads(&world, Uploads::Slow).await, Field::Files), FieldError::FilesSlow);
        assert_eq!(refusal(send_uploads(&world, Uploads::Broken).await), Refusal::Malformed);
        expect_nothing_kept(&world, &db).await;
    }
}
