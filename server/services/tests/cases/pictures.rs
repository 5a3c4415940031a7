//! How large a picture may become when it is made anew.

use db::testing::TestDb;
use domain::files::{BYTES_MAX, Fault};
use image::GenericImageView as _;

use crate::{
    files::{content, decoded, expect_nothing_kept, faults, send, upload},
    samples,
    world::World,
};

fn fits(content: &[u8]) -> bool {
    u64::try_from(content.len()).unwrap() <= BYTES_MAX
}

db::both_databases! {
    async fn a_picture_that_grows_past_what_may_be_sent_is_refused(db: TestDb) {
        let world = World::new(&db);
        let photo = samples::noisy_jpeg(438, 30);
        assert!(fits(&photo), "it may be sent");
        let files = vec![upload("a.png", samples::png()), upload("b.jpg", photo)];
        assert_eq!(faults(send(&world, files).await), [(2, Fault::Large)]);
        expect_nothing_kept(&world, &db).await;
        assert!(world.shelf.objects().is_empty());
    }

    async fn a_photo_that_grows_a_little_is_kept_with_less_quality(db: TestDb) {
        let world = World::new(&db);
        let photo = samples::noisy_jpeg(250, 50);
        assert!(fits(&photo), "it may be sent");
        let number = send(&world, vec![upload("a.jpg", photo)]).await.unwrap();
        let kept = content(&world, number, 1).await;
        assert!(fits(&kept));
        assert_eq!(decoded(&kept).dimensions(), (4_000, 2_000));
    }

    async fn a_picture_that_repeats_itself_stays_small(db: TestDb) {
        let world = World::new(&db);
        let picture = samples::repeating_png();
        assert!(picture.len() < 50_000, "{}", picture.len());
        let number = send(&world, vec![upload("a.png", picture.clone())]).await.unwrap();
        let kept = content(&world, number, 1).await;
        assert!(kept.len() < 100_000, "{}", kept.len());
        assert_eq!(decoded(&kept), decoded(&picture));
    }
}
