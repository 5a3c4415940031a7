//! What was typed into a form that could not be accepted.

use chrono::Duration;
use db::{entity::drafts::Entity, testing::TestDb};
use services::{
    drafts::{BYTES_MAX, find, forget, keep},
    secrets::Token,
};

use crate::{
    rows::{all, count},
    world::World,
};

const PAGE: &str = "/register";

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

fn browser(world: &World) -> Token {
    world.services.new_token().unwrap()
}

db::both_databases! {
    async fn what_was_typed_comes_back_without_the_secrets(db: TestDb) {
        let world = World::new(&db);
        let token = browser(&world);
        let typed = fields(&[
            ("email", "anna@example.ru"), ("password", "тайна-1"), ("password_again", "тайна-2"), ("current", "тайна-3"),
            ("phone", "+7 999"), ("code", "413244"), ("token", "тайна-3"), ("phone", "дважды"),
        ]);
        keep(&world.services, &token, PAGE, typed).await.unwrap();
        let kept = fields(&[("email", "anna@example.ru"), ("phone", "+7 999"), ("phone", "дважды")]);
        assert_eq!(find(&world.services, &token, PAGE).await.unwrap(), Some(kept));
        let stored = &all::<Entity>(&db).await[0];
        assert!(!stored.fields.contains("тайна") && !stored.fields.contains("413244"));
        assert_ne!(stored.id_hash, token.digest());
    }

    async fn another_page_or_another_browser_finds_nothing(db: TestDb) {
        let world = World::new(&db);
        let token = browser(&world);
        keep(&world.services, &token, PAGE, fields(&[("email", "а")])).await.unwrap();
        assert_eq!(find(&world.services, &token, "/login").await.unwrap(), None);
        assert_eq!(find(&world.services, &browser(&world), PAGE).await.unwrap(), None);
    }

    async fn each_page_keeps_its_own_and_the_last_one_typed(db: TestDb) {
        let world = World::new(&db);
        let token = browser(&world);
        for (page, text) in [(PAGE, "а"), ("/feedback", "б"), (PAGE, "в")] {
            keep(&world.services, &token, page, fields(&[("text", text)])).await.unwrap();
        }
        assert_eq!(find(&world.services, &token, PAGE).await.unwrap(), Some(fields(&[("text", "в")])));
        assert_eq!(find(&world.services, &token, "/feedback").await.unwrap(), Some(fields(&[("text", "б")])));
        assert_eq!(count::<Entity>(&db).await, 2);
    }

    async fn a_draft_is_kept_for_half_an_hour(db: TestDb) {
        let world = World::new(&db);
        let token = browser(&world);
        keep(&world.services, &token, PAGE, fields(&[("email", "а")])).await.unwrap();
        world.pass(Duration::minutes(30) - Duration::seconds(1));
        assert!(find(&world.services, &token, PAGE).await.unwrap().is_some());
        world.pass(Duration::seconds(1));
        assert_eq!(find(&world.services, &token, PAGE).await.unwrap(), None);
    }

    async fn what_is_too_large_is_not_kept_nor_is_what_was_typed_before_it(db: TestDb) {
        let world = World::new(&db);
        let token = browser(&world);
        keep(&world.services, &token, PAGE, fields(&[("text", "раньше")])).await.unwrap();
        let long = "а".repeat(BYTES_MAX / 2);
        keep(&world.services, &token, PAGE, fields(&[("text", &long)])).await.unwrap();
        assert_eq!(find(&world.services, &token, PAGE).await.unwrap(), None);
        let just = "а".repeat(BYTES_MAX / 2 - 10);
        keep(&world.services, &token, PAGE, fields(&[("text", &just)])).await.unwrap();
        assert_eq!(find(&world.services, &token, PAGE).await.unwrap(), Some(fields(&[("text", &just)])));
    }

    async fn an_accepted_form_is_forgotten(db: TestDb) {
        let world = World::new(&db);
        let token = browser(&world);
        keep(&world.services, &token, PAGE, fields(&[("email", "а")])).await.unwrap();
        forget(&world.services, &token, PAGE).await.unwrap();
        assert_eq!(find(&world.services, &token, PAGE).await.unwrap(), None);
        assert_eq!(count::<Entity>(&db).await, 0);
    }
}
