//! Files when all places are taken: a place for looking at what comes, another for giving out what is kept.

use std::{sync::Arc, time::Duration as Waiting};

use db::testing::TestDb;
use services::{Error, appeals};

use crate::{
    files::{content, expect_nothing_kept, send, upload},
    samples,
    shelf::{self, Shelf},
    world::{World, failed},
};

/// Nobody waits, and each place is the only one.
fn impatient(db: &TestDb) -> (World, Arc<Shelf>) {
    let shelf = Arc::new(Shelf::default());
    let world = World::with_files(db, shelf::files(&shelf, &["key"], Waiting::ZERO));
    (world, shelf)
}

db::both_databases! {
    async fn who_comes_when_all_places_are_taken_is_told_so(db: TestDb) {
        let (world, _) = impatient(&db);
        let taken = world.services.files.pool.turn().await.unwrap();
        let result = send(&world, vec![upload("a.png", samples::png())]).await;
        assert!(matches!(failed(result), Error::Busy));
        expect_nothing_kept(&world, &db).await;
        drop(taken);
        send(&world, vec![upload("a.png", samples::png())]).await.unwrap();
    }

    async fn who_opens_a_file_waits_before_it_is_loaded(db: TestDb) {
        let (world, shelf) = impatient(&db);
        let number = send(&world, vec![upload("a.pdf", samples::pdf())]).await.unwrap();
        let taken = world.services.files.opening.turn().await.unwrap();
        shelf.go_down();
        let refused = failed(appeals::file(&world.services, number, 1).await);
        assert!(matches!(refused, Error::Busy), "the store was not asked: {refused:?}");
        drop(taken);
        let asked = failed(appeals::file(&world.services, number, 1).await);
        assert!(matches!(asked, Error::Internal(_)), "{asked:?}");
    }

    async fn giving_out_and_looking_at_files_do_not_wait_for_each_other(db: TestDb) {
        let (world, _) = impatient(&db);
        let opening = world.services.files.opening.turn().await.unwrap();
        let number = send(&world, vec![upload("a.pdf", samples::pdf())]).await.unwrap();
        drop(opening);
        let _looking = world.services.files.pool.turn().await.unwrap();
        assert_eq!(content(&world, number, 1).await, samples::pdf());
    }
}
