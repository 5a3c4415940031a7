//! A new e-mail: confirmed at the new address, told to the old one, which may take it back.

use chrono::Duration;
use db::{
    entity::{email_changes, users},
    testing::TestDb,
};
use domain::{Field, FieldError, Refusal, identity::EmailChangeForm};
use futures::future::join_all;
use services::{
    Error, Result,
    identity::{SignedIn, confirm_email, request_email, return_email, returnable_email, waiting_email, who},
};

use crate::{
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::{all, count},
    world::{World, alike, home, refusal, wait, wrong},
};

const NEW: &str = "anna.new@example.ru";
const THIEF: &str = "thief@example.com";
const BORIS: &str = "boris@example.ru";
const ASKED: &str = "Запрошена смена email";
const CHANGED: &str = "Email изменён";

impl World {
    pub async fn ask_email(&self, session: &SignedIn, email: &str, password: &str) -> Result<()> {
        let form = EmailChangeForm {
            email: email.into(),
            current: password.into(),
        };
        let caller = self.asking(session).await;
        request_email(&self.services, &caller, form.validate()?).await
    }

    /// Asks for it and confirms it in the same browser.
    async fn new_email(&self, session: &SignedIn, email: &str) {
        self.ask_email(session, email, PASSWORD).await.unwrap();
        let token = self.token_to(email).await;
        confirm_email(&self.services, Some(&session.token), &token)
            .await
            .unwrap();
    }

    async fn is_out(&self, session: &SignedIn) -> bool {
        matches!(who(&self.services, Some(&session.token)).await, Err(Error::SignedOut))
    }

    async fn addresses(&self) -> Vec<String> {
        all::<users::Entity>(&self.services.db)
            .await
            .into_iter()
            .map(|user| user.email)
            .collect()
    }
}

db::both_databases! {
    async fn a_new_address_counts_from_its_confirmation_on_and_ends_the_other_sessions(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let there = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        world.ask_email(&here, " Anna.New@Example.ru ", PASSWORD).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await, [ASKED]);
        let token = world.token_to(NEW).await;
        assert_eq!(waiting_email(&world.services, &token).await.unwrap(), NEW);
        assert_eq!(world.addresses().await, [ANNA], "looking changes nothing");
        confirm_email(&world.services, Some(&here.token), &token).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await, [ASKED, CHANGED]);
        assert_eq!(world.asking(&here).await.email, NEW);
        assert!(world.is_out(&there).await);
        world.login(NEW, PASSWORD).await.unwrap();
        assert_eq!(refusal(world.login(ANNA, PASSWORD).await), Refusal::Credentials);
        assert_eq!(refusal(confirm_email(&world.services, None, &token).await), Refusal::LinkDead);
    }

    async fn confirmed_where_nobody_is_logged_in_it_ends_every_session(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.customer(BORIS, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let boris = world.login(BORIS, PASSWORD).await.unwrap();
        world.ask_email(&here, NEW, PASSWORD).await.unwrap();
        confirm_email(&world.services, Some(&boris.token), &world.token_to(NEW).await).await.unwrap();
        assert!(world.is_out(&here).await);
        assert_eq!(world.asking(&boris).await.email, BORIS, "somebody else's browser stays theirs");
    }

    async fn an_address_that_has_a_cabinet_gets_the_same_answer_and_its_owner_a_letter(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.customer(BORIS, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let free = world.ask_email(&here, NEW, PASSWORD).await;
        let taken = world.ask_email(&here, BORIS, PASSWORD).await;
        free.as_ref().unwrap();
        alike(&free, &taken);
        let letters = world.letters_to(BORIS).await;
        assert_eq!(letters.len(), 1);
        assert!(letters[0].subject == "У вас уже есть личный кабинет" && !letters[0].text.contains("token="));
        assert_eq!(count::<email_changes::Entity>(&db).await, 2, "as many rows for both");
        assert_eq!(world.subjects_to(ANNA).await, [ASKED, ASKED]);
    }

    async fn an_address_that_got_a_cabinet_meanwhile_is_not_taken_from_it(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        world.ask_email(&here, NEW, PASSWORD).await.unwrap();
        let token = world.token_to(NEW).await;
        world.customer(NEW, PHONE).await;
        assert_eq!(refusal(confirm_email(&world.services, None, &token).await), Refusal::LinkDead);
        assert_eq!(world.asking(&here).await.email, ANNA);
    }

    async fn a_letter_dies_by_age_by_a_newer_one_and_by_a_new_password(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        let mut tokens = Vec::new();
        world.ask_email(&here, NEW, PASSWORD).await.unwrap();
        tokens.push(world.token_to(NEW).await);
        world.ask_email(&here, "anna.third@example.ru", PASSWORD).await.unwrap();
        tokens.push(world.token_to("anna.third@example.ru").await);
        assert!(waiting_email(&world.services, &tokens[1]).await.is_ok());
        world.pass(Duration::hours(24));
        world.ask_email(&here, NEW, PASSWORD).await.unwrap();
        tokens.push(world.token_to(NEW).await);
        world.pass(Duration::seconds(1));
        world.forget(ANNA).await.unwrap();
        world.new_password(&world.token_to(ANNA).await, OTHER_PASSWORD).await.unwrap();
        for token in tokens.iter().map(String::as_str).chain(["", "не токен"]) {
            assert_eq!(refusal(confirm_email(&world.services, None, token).await), Refusal::LinkDead);
        }
        assert_eq!(world.addresses().await, [ANNA]);
    }

    async fn the_old_address_takes_a_thiefs_change_back_and_his_password_opens_nothing(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let thief = world.login(ANNA, PASSWORD).await.unwrap();
        let caller = who(&world.services, Some(&thief.token)).await.unwrap();
        let (setup, his_app) = world.begin_app(&caller).await;
        world.confirm_app(&caller, Some(&setup), &his_app.code(&world, 0)).await.unwrap();
        world.new_email(&thief, THIEF).await;
        let way_back = world.token_to(ANNA).await;
        world.pass(Duration::minutes(1));
        world.new_email(&thief, "thief.two@example.com").await;
        let his_way_back = world.token_to(THIEF).await;
        world.ask_email(&thief, "thief.three@example.com", PASSWORD).await.unwrap();
        let waiting = world.token_to("thief.three@example.com").await;
        world.forget("thief.two@example.com").await.unwrap();
        let recovery = world.token_to("thief.two@example.com").await;

        assert_eq!(returnable_email(&world.services, &way_back).await.unwrap(), ANNA);
        return_email(&world.services, &way_back).await.unwrap();
        assert_eq!(world.addresses().await, [ANNA]);
        assert!(world.is_out(&thief).await);
        assert_eq!(refusal(world.login(ANNA, PASSWORD).await), Refusal::Credentials);
        for dead in [&way_back, &his_way_back] {
            assert_eq!(refusal(return_email(&world.services, dead).await), Refusal::LinkDead);
        }
        assert_eq!(refusal(confirm_email(&world.services, None, &waiting).await), Refusal::LinkDead);
        assert_eq!(refusal(world.new_password(&recovery, OTHER_PASSWORD).await), Refusal::LinkDead);

        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Прежний email возвращён");
        world.forget(ANNA).await.unwrap();
        world.new_password(&world.token_to(ANNA).await, OTHER_PASSWORD).await.unwrap();
        world.login(ANNA, OTHER_PASSWORD).await.unwrap();
    }

    async fn a_recovery_asked_for_at_the_old_address_opens_nothing_after_the_change(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        world.forget(ANNA).await.unwrap();
        let recovery = world.token_to(ANNA).await;
        world.new_email(&here, NEW).await;
        assert_eq!(refusal(world.new_password(&recovery, OTHER_PASSWORD).await), Refusal::LinkDead);
    }

    async fn after_seven_days_or_where_the_old_address_has_a_new_cabinet_nothing_is_taken_back(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        world.new_email(&here, NEW).await;
        let token = world.token_to(ANNA).await;
        world.pass(Duration::days(7) - Duration::seconds(1));
        let other = world.customer(ANNA, PHONE).await;
        assert_eq!(refusal(return_email(&world.services, &token).await), Refusal::LinkDead);
        world.login(NEW, PASSWORD).await.unwrap();
        world.remove_user(other).await;
        assert!(returnable_email(&world.services, &token).await.is_ok());
        world.pass(Duration::seconds(1));
        assert_eq!(refusal(return_email(&world.services, &token).await), Refusal::LinkDead);
    }

    async fn a_wrong_password_sends_nothing_and_makes_the_next_try_wait(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        let refused = world.ask_email(&here, NEW, "не тот пароль 1").await;
        assert_eq!(wrong(refused, Field::CurrentPassword), FieldError::PasswordWrong);
        assert_eq!(wait(world.ask_email(&here, NEW, PASSWORD).await), Duration::seconds(1));
        world.pass(Duration::seconds(1));
        assert_eq!(wrong(world.ask_email(&here, ANNA, PASSWORD).await, Field::Email), FieldError::Unchanged);
        world.deliver().await;
        assert!(world.outbox.letters().is_empty());
    }

    async fn one_person_sends_five_letters_a_day_and_one_address_gets_three(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login_from(&home(), ANNA, PASSWORD, true).await.unwrap();
        for _ in 0..5 {
            world.ask_email(&here, NEW, PASSWORD).await.unwrap();
        }
        assert_eq!(world.letters_to(NEW).await.len(), 3);
        assert!(wait(world.ask_email(&here, NEW, PASSWORD).await) <= Duration::days(1));
    }

    async fn many_presses_at_once_change_and_return_an_address_once(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let here = world.login(ANNA, PASSWORD).await.unwrap();
        world.ask_email(&here, NEW, PASSWORD).await.unwrap();
        let token = world.token_to(NEW).await;
        let presses = (0..4).map(|_| confirm_email(&world.services, None, &token));
        assert_eq!(join_all(presses).await.iter().filter(|press| press.is_ok()).count(), 1);
        let token = world.token_to(ANNA).await;
        let presses = (0..4).map(|_| return_email(&world.services, &token));
        assert_eq!(join_all(presses).await.iter().filter(|press| press.is_ok()).count(), 1);
        assert_eq!(world.subjects_to(ANNA).await, [ASKED, CHANGED, "Прежний email возвращён"]);
    }
}
