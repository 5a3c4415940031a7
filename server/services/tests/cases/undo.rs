//! Undoing a link: those who linked an account before are told, and those who know it at least as well may take the new
//! link back.

use chrono::Duration;
use db::{entity::links, testing::TestDb};
use domain::Refusal;
use services::accounts::{link_offered, offered, undo, undoable};

use crate::{
    linking::{KHAKASSIA, NUMBER, refused},
    people::{ANNA, PHONE},
    rows::{ADDRESS, count, day},
    world::{World, refusal},
};

const BORIS: &str = "boris@example.ru";
const STRANGER: &str = "stranger@example.ru";
const UNDONE: &str = "Привязка лицевого счёта отменена";

db::both_databases! {
    async fn whoever_linked_before_takes_a_strangers_link_back_for_good(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, Some(PHONE)).await;
        let anna = world.somebody(ANNA, PHONE).await;
        let stranger = world.somebody(STRANGER, "+79990000009").await;
        link_offered(&world.services, &anna, account.id).await.unwrap();
        world.link(&stranger, NUMBER, ADDRESS).await.unwrap();
        let token = world.token_to(ANNA).await;
        assert_eq!(undoable(&world.services, &token).await.unwrap(), "0001");
        assert_eq!(world.numbers(&stranger).await, [NUMBER], "looking undoes nothing");
        undo(&world.services, &token).await.unwrap();
        assert!(world.numbers(&stranger).await.is_empty());
        assert_eq!(world.numbers(&anna).await, [NUMBER]);
        assert_eq!(world.subjects_to(STRANGER).await, [UNDONE]);
        assert_eq!(refusal(undo(&world.services, &token).await), Refusal::LinkDead, "a link works once");
        refused(world.link(&stranger, NUMBER, ADDRESS).await);
        world.pass(Duration::days(31));
        refused(world.link(&stranger, NUMBER, ADDRESS).await);
        assert_eq!(count::<links::Entity>(&db).await, 1);
    }

    async fn an_undone_link_is_not_offered_back_by_phone(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, Some(PHONE)).await;
        let anna = world.somebody(ANNA, PHONE).await;
        let boris = world.somebody(BORIS, PHONE).await;
        link_offered(&world.services, &anna, account.id).await.unwrap();
        link_offered(&world.services, &boris, account.id).await.unwrap();
        undo(&world.services, &world.token_to(ANNA).await).await.unwrap();
        assert!(offered(&world.services, &boris).await.unwrap().is_empty());
        assert!(matches!(link_offered(&world.services, &boris, account.id).await, Err(services::Error::NotFound)));
        assert!(world.numbers(&boris).await.is_empty());
    }

    async fn an_owner_removed_by_an_equal_comes_back_by_a_better_proof(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, None).await;
        world.payment(&account, day(2026, 10, 12), 10_200).await;
        let stranger = world.somebody(STRANGER, "+79990000009").await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&stranger, NUMBER, ADDRESS).await.unwrap();
        world.link(&anna, NUMBER, ADDRESS).await.unwrap();
        undo(&world.services, &world.token_to(STRANGER).await).await.unwrap();
        refused(world.link(&anna, NUMBER, ADDRESS).await);
        world.link(&anna, NUMBER, "102.00").await.unwrap();
        assert_eq!(world.numbers(&anna).await, [NUMBER]);
    }

    async fn a_weaker_proof_never_removes_whoever_knows_more(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, Some(PHONE)).await;
        let stranger = world.somebody(STRANGER, "+79990000009").await;
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&stranger, KHAKASSIA, "Семина").await.unwrap();
        link_offered(&world.services, &anna, account.id).await.unwrap();
        let letter = world.letters_to(STRANGER).await.pop().unwrap();
        assert!(!letter.text.contains("token="), "told, but given nothing to undo it with");
        let row = crate::rows::all::<links::Entity>(&db).await.into_iter().find(|link| link.user_id == anna.user_id);
        assert_eq!(row.unwrap().undo_hash, None);
    }

    async fn a_letters_link_dies_after_thirty_days_and_a_made_up_one_never_lived(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, Some(PHONE)).await;
        let anna = world.somebody(ANNA, PHONE).await;
        let boris = world.somebody(BORIS, PHONE).await;
        link_offered(&world.services, &anna, account.id).await.unwrap();
        link_offered(&world.services, &boris, account.id).await.unwrap();
        let token = world.token_to(ANNA).await;
        world.pass(Duration::days(30));
        for token in [token.as_str(), "", "не токен", &"0".repeat(64)] {
            assert_eq!(refusal(undoable(&world.services, token).await), Refusal::LinkDead);
            assert_eq!(refusal(undo(&world.services, token).await), Refusal::LinkDead);
        }
        assert_eq!(world.numbers(&boris).await, [NUMBER]);
    }
}
