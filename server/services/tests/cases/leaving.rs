//! «Ваши данные»: the file, the cabinet that waits to be deleted, and what is left when it is gone.

use chrono::Duration;
use db::{
    entity::{
        appeals, email_changes, invitations, links, notices, phone_codes, readings, recoveries, registrations,
        sessions, users,
    },
    testing::TestDb,
};
use domain::{
    Field, FieldError, Refusal,
    appeals::Feedback,
    identity::{EmailChangeForm, NameForm},
};
use futures::future::join_all;
use services::{
    Error, Result, appeals as feedback,
    files::Uploads,
    identity::{SignedIn, come_back, leave, leaves_on, own_data, purge, rename, request_email, who},
};

use crate::{
    files::upload,
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::{all, count, day},
    samples::pdf,
    world::{World, home, refusal, wait, wrong},
};

const BORIS: &str = "boris@example.ru";
const NUMBER: &str = "690000001";

impl World {
    async fn leave(&self, session: &SignedIn, password: &str) -> Result<()> {
        let caller = self.asking(session).await;
        leave(&self.services, &caller, password).await
    }

    async fn file(&self, session: &SignedIn, password: &str) -> Result<serde_json::Value> {
        let caller = self.asking(session).await;
        let data = own_data(&self.services, &caller, password).await?;
        Ok(serde_json::to_value(data).unwrap())
    }

    /// Anna with a name, an account, readings that she sent, an appeal and a change of e-mail on its way.
    async fn full_life(&self) -> SignedIn {
        self.branches().await;
        self.customer(ANNA, PHONE).await;
        let session = self.login(ANNA, PASSWORD).await.unwrap();
        let caller = self.asking(&session).await;
        let services = &self.services;
        let name = NameForm {
            name: "Анна Сергеевна".into(),
        };
        rename(services, &caller, name.validate().unwrap()).await.unwrap();
        let account = self.home(&caller, NUMBER).await;
        let meter = self.meter(&account, "1", &["single"]).await;
        self.reading(&meter, "single", day(2026, 10, 1), 90).await;
        self.add(readings::Model {
            id: services.new_id().unwrap(),
            meter_id: meter.id,
            zone: "single".into(),
            value: 100_500,
            taken_on: day(2026, 11, 1),
            received_at: self.now(),
            source: "customer".into(),
            user_id: Some(caller.user_id),
            typed_at: None,
            submission_id: None,
            superseded_at: None,
        })
        .await;
        let message = Feedback {
            topic: domain::appeals::Topic::Other,
            name: "Анна".into(),
            email: ANNA.parse().unwrap(),
            phone: None,
            text: "Добрый день".into(),
        };
        let scan = Uploads::Received(vec![upload("счёт.pdf", pdf())]);
        feedback::send(services, &home(), Some(caller.user_id), message, scan)
            .await
            .unwrap();
        let form = EmailChangeForm {
            email: "anna.new@example.ru".into(),
            current: PASSWORD.into(),
        };
        request_email(services, &caller, form.validate().unwrap())
            .await
            .unwrap();
        session
    }
}

db::both_databases! {
    async fn the_file_holds_what_is_kept_about_its_person_alone(db: TestDb) {
        let world = World::new(&db);
        let session = world.full_life().await;
        world.customer(BORIS, "+79990000002").await;
        world.deliver().await;
        let file = world.file(&session, PASSWORD).await.unwrap();
        assert_eq!(file["profile"]["name"], "Анна Сергеевна");
        assert_eq!(file["profile"]["email"], ANNA);
        assert_eq!(file["profile"]["phone"], PHONE);
        assert_eq!(file["consents"][0]["version"], "1");
        assert_eq!(file["sessions"][0]["device"], "Firefox on Linux");
        assert_eq!(file["accounts"][0]["number"], NUMBER);
        assert_eq!(file["accounts"][0]["role"], "owner");
        let readings = file["readings_sent"].as_array().unwrap();
        assert!(readings.len() == 1 && readings[0]["kwh"] == "100.5" && readings[0]["account"] == NUMBER, "{readings:?}");
        assert_eq!(file["appeals"][0]["text"], "Добрый день");
        assert_eq!(file["email_changes"][0]["to"], "anna.new@example.ru");
        let text = file.to_string();
        let scan = &file["appeals"][0]["files"][0];
        assert!(scan["name"] == "счёт.pdf" && scan["kind"] == "application/pdf", "{scan}");
        assert!(file["login_app_since"].is_null() && file["recovery_codes_left"] == 0);
        for secret in ["argon2", "hash", "token", BORIS] {
            assert!(!text.contains(secret), "{secret} is not for the file");
        }
        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Ваши данные скачаны");
    }

    async fn the_file_tells_the_ways_to_log_in_and_none_of_their_secrets(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        let app = world.app_of(&world.asking(&session).await).await;
        let file = world.file(&session, PASSWORD).await.unwrap();
        assert!(file["login_app_since"].is_string() && file["recovery_codes_left"] == 10, "{file}");
        assert!(!file.to_string().contains(&app.code(&world, 0)));
    }

    async fn without_the_password_there_is_no_file_and_the_cabinet_stays(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        let refused = world.file(&session, "не тот пароль 1").await;
        assert_eq!(wrong(refused, Field::CurrentPassword), FieldError::PasswordWrong);
        assert_eq!(wait(world.leave(&session, PASSWORD).await), Duration::seconds(1));
        world.pass(Duration::seconds(1));
        let refused = world.leave(&session, "не тот пароль 1").await;
        assert_eq!(wrong(refused, Field::CurrentPassword), FieldError::PasswordWrong);
        assert!(world.letters_to(ANNA).await.is_empty());
        world.asking(&session).await;
    }

    async fn whoever_leaves_is_nobody_until_they_come_back(db: TestDb) {
        let world = World::new(&db);
        let session = world.full_life().await;
        let letter = world.token_to("anna.new@example.ru").await;
        world.leave(&session, PASSWORD).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Личный кабинет будет удалён");
        assert!(world.letters_to(ANNA).await.last().unwrap().text.contains("22\u{a0}декабря\u{a0}2026"));
        assert!(matches!(who(&world.services, Some(&session.token)).await, Err(Error::SignedOut)));
        assert_eq!(leaves_on(&world.services, Some(&session.token)).await.unwrap(), None);
        let confirmed = services::identity::confirm_email(&world.services, None, &letter).await;
        assert_eq!(refusal(confirmed), Refusal::LinkDead);

        world.pass(Duration::days(29));
        assert_eq!(purge(&world.services).await.unwrap(), 0);
        let back = world.login(ANNA, PASSWORD).await.unwrap();
        assert!(matches!(who(&world.services, Some(&back.token)).await, Err(Error::Leaving)));
        assert_eq!(leaves_on(&world.services, Some(&back.token)).await.unwrap(), Some(day(2026, 12, 22)));
        assert!(matches!(come_back(&world.services, None).await, Err(Error::SignedOut)));
        come_back(&world.services, Some(&back.token)).await.unwrap();
        come_back(&world.services, Some(&back.token)).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Личный кабинет восстановлен");
        let caller = world.asking(&back).await;
        assert_eq!(world.numbers(&caller).await, [NUMBER]);
        world.pass(Duration::days(9));
        assert_eq!(purge(&world.services).await.unwrap(), 0);
        assert_eq!(count::<users::Entity>(&db).await, 1);
    }

    async fn a_forgotten_password_is_no_reason_to_lose_the_cabinet(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        world.leave(&session, PASSWORD).await.unwrap();
        world.deliver().await;
        world.forget(ANNA).await.unwrap();
        world.new_password(&world.token_to(ANNA).await, OTHER_PASSWORD).await.unwrap();
        let back = world.login(ANNA, OTHER_PASSWORD).await.unwrap();
        come_back(&world.services, Some(&back.token)).await.unwrap();
        world.asking(&back).await;
    }

    async fn after_thirty_days_nothing_of_the_person_is_left_and_the_readings_stay(db: TestDb) {
        let world = World::new(&db);
        let session = world.full_life().await;
        let boris = world.somebody(BORIS, "+79990000002").await;
        world.home(&boris, "690000002").await;
        world.forget(ANNA).await.unwrap();
        world.attempt(PHONE).await;
        world.leave(&session, PASSWORD).await.unwrap();
        world.pass(Duration::days(30));
        world.login(ANNA, PASSWORD).await.unwrap();
        assert_eq!(purge(&world.services).await.unwrap(), 1);
        let left: Vec<_> = all::<users::Entity>(&db).await.into_iter().map(|user| user.email).collect();
        assert_eq!(left, [BORIS]);
        let theirs: Vec<_> = all::<links::Entity>(&db).await.into_iter().map(|link| link.user_id).collect();
        assert_eq!(theirs, [boris.user_id]);
        assert_eq!(count::<sessions::Entity>(&db).await, 0);
        assert_eq!(count::<recoveries::Entity>(&db).await, 0);
        assert_eq!(count::<registrations::Entity>(&db).await, 0);
        assert_eq!(count::<email_changes::Entity>(&db).await, 0);
        assert_eq!(count::<invitations::Entity>(&db).await, 0);
        assert_eq!(count::<phone_codes::Entity>(&db).await, 0);
        let values: Vec<_> = all::<readings::Entity>(&db).await.into_iter().map(|row| (row.value, row.user_id)).collect();
        assert!(values.len() == 2 && values.iter().all(|(_, by)| by.is_none()), "{values:?}");
        assert_eq!(all::<appeals::Entity>(&db).await[0].user_id, None);
        let waiting: Vec<_> = all::<notices::Entity>(&db).await.into_iter().filter(|row| row.recipient == ANNA).collect();
        assert_eq!(waiting.iter().map(|row| row.subject.as_str()).collect::<Vec<_>>(), ["Личный кабинет удалён"]);
        assert_eq!(refusal(world.login(ANNA, PASSWORD).await), Refusal::Credentials);
        assert_eq!(purge(&world.services).await.unwrap(), 0, "once is enough");
    }

    async fn after_its_time_a_cabinet_does_not_come_back_even_before_it_is_deleted(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let session = world.login(ANNA, PASSWORD).await.unwrap();
        world.leave(&session, PASSWORD).await.unwrap();
        world.pass(Duration::days(30));
        let late = world.login(ANNA, PASSWORD).await.unwrap();
        assert!(matches!(come_back(&world.services, Some(&late.token)).await, Err(Error::SignedOut)));
        assert_eq!(purge(&world.services).await.unwrap(), 1);
    }

    async fn many_processes_delete_everybody_once(db: TestDb) {
        let world = World::new(&db);
        for at in 0..6 {
            let mut user = world.user(&format!("leaver{at}@example.ru"), PHONE, "$argon2id$".into());
            user.leaves_at = Some(world.now());
            world.add(user).await;
        }
        let deleted = join_all((0..4).map(|_| purge(&world.services))).await;
        let deleted: u64 = deleted.into_iter().map(|deleted| deleted.unwrap()).sum();
        assert_eq!(deleted, 6);
        assert_eq!(count::<users::Entity>(&db).await, 0);
        assert_eq!(count::<notices::Entity>(&db).await, 6);
    }
}
