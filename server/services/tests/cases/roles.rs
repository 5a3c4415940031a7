//! What each role may do, and what owners may do with other members.

use chrono::Duration;
use db::{entity::links, testing::TestDb};
use domain::{Refusal, accounts::Role, readings::ReadingForm};
use futures::future::join_all;
use services::{
    Error, Result,
    accounts::{accept, change_role, household, page, remove_member, rename, unlink, withdraw},
    files::Uploads,
    readings::{history, submit},
};
use uuid::Uuid;

use crate::{
    linking::{KHAKASSIA, NUMBER, refused},
    people::{ANNA, PHONE},
    rows::{ADDRESS, OWNER, count, day},
    world::{World, refusal},
};

const BORIS: &str = "boris@example.ru";
const VERA: &str = "vera@example.ru";
const MASKED_ADDRESS: &str = "••••••, г. Тверь, ул. Садовая, д. •, кв. ••";

fn forbidden<T>(result: Result<T>) {
    assert_eq!(refusal(result), Refusal::RoleForbids);
}

fn not_found<T>(result: Result<T>) {
    assert!(matches!(result.map(|_| ()), Err(Error::NotFound)));
}

db::both_databases! {
    async fn a_payer_sees_what_is_owed_and_a_reader_only_the_meter(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.join(&anna, account, &boris, Role::Payer).await;
        world.join(&anna, account, &vera, Role::Reader).await;
        let seen = page(&world.services, &boris, account).await.unwrap();
        assert_eq!((seen.owner.as_deref(), seen.account.address.as_str(), seen.account.role), (Some(OWNER), ADDRESS, Role::Payer));
        assert!(seen.balance.is_some());
        let seen = page(&world.services, &vera, account).await.unwrap();
        assert_eq!((seen.owner, seen.balance), (None, None));
        assert_eq!((seen.account.address.as_str(), seen.account.role), (MASKED_ADDRESS, Role::Reader));
    }

    async fn every_role_sends_readings_and_sees_their_history(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.join(&anna, account, &boris, Role::Payer).await;
        world.join(&anna, account, &vera, Role::Reader).await;
        let row = db::accounts::accounts::by_id(db.reader(), account).await.unwrap().unwrap();
        let meter = world.meter(&row, "1", &["single"]).await;
        world.reading(&meter, "single", day(2026, 10, 22), 100).await;
        for (at, caller) in (1..).zip([&anna, &boris, &vera]) {
            let form = ReadingForm {
                account: account.to_string(),
                meter: meter.id.to_string(),
                single: (100 + at).to_string(),
                ..ReadingForm::default()
            };
            submit(&world.services, caller, &form, Uploads::default()).await.unwrap();
            assert_eq!(history(&world.services, caller, account, None).await.unwrap().rows.len(), 1 + at);
        }
    }

    async fn the_invited_see_no_more_of_the_owner_than_whoever_invited_them(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, None).await.id;
        let anna = world.somebody(ANNA, PHONE).await;
        world.link(&anna, KHAKASSIA, "Семина").await.unwrap();
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.join(&anna, account, &boris, Role::Owner).await;
        world.join(&boris, account, &vera, Role::Owner).await;
        for invited in [&boris, &vera] {
            let seen = page(&world.services, invited, account).await.unwrap();
            assert_eq!((seen.owner.as_deref(), seen.account.address.as_str()), (Some("С••• А••• П•••"), MASKED_ADDRESS));
        }
    }

    async fn only_owners_see_and_change_the_household(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.join(&anna, account, &boris, Role::Payer).await;
        world.join(&anna, account, &vera, Role::Reader).await;
        let services = &world.services;
        let (annas, veras) = (world.member(&anna).await, world.member(&vera).await);
        for caller in [&boris, &vera] {
            forbidden(household(services, caller, account).await);
            forbidden(world.invite(caller, account, "guest@example.ru", Role::Reader).await);
            forbidden(withdraw(services, caller, account, Uuid::nil()).await);
            forbidden(change_role(services, caller, account, veras, Role::Owner).await);
            forbidden(remove_member(services, caller, account, annas).await);
            rename(services, caller, account, Some("Дача".into())).await.unwrap();
        }
        let stranger = world.guest("stranger@example.ru").await;
        not_found(household(services, &stranger, account).await);
        not_found(world.invite(&stranger, account, "guest@example.ru", Role::Reader).await);
        not_found(withdraw(services, &stranger, account, Uuid::nil()).await);
        not_found(change_role(services, &stranger, account, veras, Role::Owner).await);
        not_found(remove_member(services, &stranger, account, veras).await);
        not_found(remove_member(services, &anna, account, Uuid::nil()).await);
        not_found(remove_member(services, &anna, account, annas).await);
        assert_eq!(count::<links::Entity>(&db).await, 3);
    }

    async fn a_member_of_another_account_is_out_of_reach(db: TestDb) {
        let world = World::new(&db);
        let (anna, _) = world.annas().await;
        let boris = world.guest(BORIS).await;
        let other = world.home(&anna, "690000002").await.id;
        world.join(&anna, other, &boris, Role::Reader).await;
        let here = world.household(&anna, other).await.members[1].id;
        let elsewhere = world.home(&boris, "690000003").await.id;
        not_found(remove_member(&world.services, &boris, elsewhere, here).await);
        remove_member(&world.services, &anna, other, here).await.unwrap();
    }

    async fn an_owner_changes_a_role_and_removes_a_member_who_are_told(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.join(&anna, account, &boris, Role::Reader).await;
        let member = world.member(&boris).await;
        change_role(&world.services, &anna, account, member, Role::Payer).await.unwrap();
        assert!(page(&world.services, &boris, account).await.unwrap().balance.is_some());
        change_role(&world.services, &anna, account, member, Role::Payer).await.unwrap();
        let told = world.subjects_to(BORIS).await;
        assert_eq!(told[1..], ["Ваша роль изменена"], "the same role again is no change");
        remove_member(&world.services, &anna, account, member).await.unwrap();
        not_found(page(&world.services, &boris, account).await);
        let told = world.subjects_to(BORIS).await;
        assert_eq!(told[1..], ["Ваша роль изменена", "Вас отключили от лицевого счёта"]);
        world.join(&anna, account, &boris, Role::Payer).await;
    }

    async fn a_weaker_proof_and_an_invitation_reach_nobody_who_knows_more(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(NUMBER, Some(PHONE)).await;
        world.payment(&account, day(2026, 10, 12), 10_200).await;
        let (weak, strong, guest) = (world.guest(BORIS).await, world.somebody(ANNA, PHONE).await, world.guest(VERA).await);
        world.link(&weak, NUMBER, ADDRESS).await.unwrap();
        world.pass(Duration::hours(1));
        world.link(&strong, NUMBER, "102.00").await.unwrap();
        world.join(&strong, account.id, &guest, Role::Owner).await;
        let (weaks, strongs) = (world.member(&weak).await, world.member(&strong).await);
        for (caller, target) in [(&weak, strongs), (&guest, strongs), (&guest, weaks)] {
            let removed = remove_member(&world.services, caller, account.id, target).await;
            assert_eq!(refusal(removed), Refusal::MemberStronger);
            let lowered = change_role(&world.services, caller, account.id, target, Role::Reader).await;
            assert_eq!(refusal(lowered), Refusal::MemberStronger);
        }
        let managed = |members: Vec<domain::accounts::Member>| members.into_iter().map(|member| member.managed).collect::<Vec<_>>();
        assert_eq!(managed(world.household(&weak, account.id).await.members), [false, false, true]);
        assert_eq!(managed(world.household(&guest, account.id).await.members), [false, false, false]);
        remove_member(&world.services, &strong, account.id, weaks).await.unwrap();
        refused(world.link(&weak, NUMBER, ADDRESS).await);
    }

    async fn an_invited_owner_is_told_of_a_new_link_and_cannot_undo_it(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.join(&anna, account, &boris, Role::Owner).await;
        let reader = world.guest("reader@example.ru").await;
        world.join(&anna, account, &reader, Role::Reader).await;
        world.link(&vera, NUMBER, ADDRESS).await.unwrap();
        let letter = world.letters_to(BORIS).await.pop().unwrap();
        assert_eq!(letter.subject, "Лицевой счёт привязан ещё к одному кабинету");
        assert!(!letter.text.contains("token="), "told, but given nothing to undo it with");
        assert_eq!(world.letters_to("reader@example.ru").await.len(), 1, "who else uses the account is the owners' matter");
    }

    async fn a_lowered_owner_does_not_rise_by_leaving_and_proving_anew(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.link(&boris, NUMBER, ADDRESS).await.unwrap();
        let member = world.member(&boris).await;
        change_role(&world.services, &anna, account, member, Role::Payer).await.unwrap();
        unlink(&world.services, &boris, account).await.unwrap();
        refused(world.link(&boris, NUMBER, ADDRESS).await);
        world.link(&boris, NUMBER, "102.00").await.unwrap();
        let member = world.member(&boris).await;
        change_role(&world.services, &anna, account, member, Role::Reader).await.unwrap();
        change_role(&world.services, &anna, account, member, Role::Owner).await.unwrap();
        unlink(&world.services, &boris, account).await.unwrap();
        world.link(&boris, NUMBER, "102.00").await.unwrap();
    }

    async fn whoever_knows_less_cannot_invite_back_whom_others_removed(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let (weak, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.link(&weak, NUMBER, ADDRESS).await.unwrap();
        world.link(&vera, NUMBER, "102.00").await.unwrap();
        remove_member(&world.services, &anna, account, world.member(&vera).await).await.unwrap();
        world.invite(&weak, account, VERA, Role::Owner).await.unwrap();
        let answer = accept(&world.services, &vera, &world.token_to(VERA).await).await;
        assert_eq!(refusal(answer), Refusal::LinkDead);
        world.join(&anna, account, &vera, Role::Reader).await;
    }

    async fn the_last_owner_leaves_and_nobody_gains_a_right_by_it(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.join(&anna, account, &boris, Role::Payer).await;
        world.invite(&anna, account, VERA, Role::Owner).await.unwrap();
        unlink(&world.services, &anna, account).await.unwrap();
        assert_eq!(page(&world.services, &boris, account).await.unwrap().account.role, Role::Payer);
        forbidden(household(&world.services, &boris, account).await);
        let answer = accept(&world.services, &vera, &world.token_to(VERA).await).await;
        assert_eq!(refusal(answer), Refusal::LinkDead);
        unlink(&world.services, &boris, account).await.unwrap();
        assert_eq!(count::<links::Entity>(&db).await, 0);
    }

    async fn two_owners_who_remove_each_other_at_once_leave_one(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        for round in 0..10 {
            let number = format!("69100000{round}");
            let account = world.account(&number, None).await;
            let one = world.guest(&format!("one{round}@example.ru")).await;
            let other = world.guest(&format!("other{round}@example.ru")).await;
            // At one moment: neither was there before.
            world.link(&one, &number, ADDRESS).await.unwrap();
            world.link(&other, &number, ADDRESS).await.unwrap();
            let (ones, others) = (world.member(&one).await, world.member(&other).await);
            let removed = join_all([
                remove_member(&world.services, &one, account.id, others),
                remove_member(&world.services, &other, account.id, ones),
            ])
            .await;
            assert_eq!(removed.iter().filter(|removed| removed.is_ok()).count(), 1);
            let left = db::accounts::household::members(db.reader(), account.id).await.unwrap();
            assert_eq!(left.len(), 1);
        }
    }
}
