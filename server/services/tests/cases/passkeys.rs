//! Passkeys: added, used as the second step and as the whole login, taken away.

use chrono::Duration;
use db::{
    entity::{passkeys, recovery_codes, sessions},
    testing::TestDb,
};
use domain::{
    Field, FieldError, Refusal,
    identity::{Begun, KeyForm},
};
use services::{
    Error, Result,
    identity::{
        Caller, Entered, SignedIn, finish_key, finish_key_login, remove_key, second_step, start_key, start_key_login,
        turn_off_app, who,
    },
    secrets::Token,
};
use uuid::Uuid;
use webauthn_authenticator_rs::{
    WebauthnAuthenticator,
    prelude::{CreationChallengeResponse, RegisterPublicKeyCredential, RequestChallengeResponse, Url},
    softpasskey::SoftPasskey,
};

use crate::{
    factors::proven,
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::{all, count},
    world::{World, home, refusal, wrong},
};

/// The site as a browser on this machine sees it.
const SITE: &str = "http://localhost:3000";

fn site() -> Url {
    SITE.parse().unwrap()
}

/// A device that holds keys and says that its owner is there.
fn device() -> SoftPasskey {
    SoftPasskey::new(true)
}

impl World {
    pub async fn begin_key(&self, caller: &Caller, name: &str, password: &str) -> Result<Token> {
        let form = KeyForm {
            label: name.into(),
            current: password.into(),
        };
        start_key(&self.services, caller, form.validate()?).await
    }

    /// What the browser is asked to make, and the device's answer.
    async fn made(&self, caller: &Caller, token: &Token, device: &mut SoftPasskey, site: Url) -> String {
        let Begun::Key(options) = self.factors(caller, Some(token)).await.begun else {
            panic!("a key should be asked for");
        };
        let options: CreationChallengeResponse = serde_json::from_str(&options).unwrap();
        serde_json::to_string(&device.do_registration(site, options).unwrap()).unwrap()
    }

    /// Adds a key; gives the id of its credential.
    async fn add_key(&self, caller: &Caller, name: &str, device: &mut SoftPasskey) -> Vec<u8> {
        let token = self.begin_key(caller, name, PASSWORD).await.unwrap();
        let answer = self.made(caller, &token, device, site()).await;
        finish_key(&self.services, caller, Some(&token), &answer).await.unwrap();
        serde_json::from_str::<RegisterPublicKeyCredential>(&answer)
            .unwrap()
            .raw_id
    }

    /// Somebody with one passkey.
    pub async fn with_key(&self) -> (Caller, SoftPasskey, Vec<u8>) {
        self.customer(ANNA, PHONE).await;
        let anna = self.inside().await;
        let mut device = device();
        let id = self.add_key(&anna, "Телефон", &mut device).await;
        (anna, device, id)
    }

    async fn password_given(&self) -> Token {
        match self.enter(&home(), ANNA, PASSWORD, true).await.unwrap() {
            Entered::SecondStep(asked) => asked.token,
            Entered::SignedIn(_) => panic!("should be asked"),
        }
    }

    async fn options(&self, token: &Token) -> RequestChallengeResponse {
        let step = second_step(&self.services, Some(token)).await.unwrap().unwrap();
        serde_json::from_str(&step.key.unwrap()).unwrap()
    }

    /// The device's answer to what this browser was asked.
    async fn answer(&self, token: &Token, device: &mut SoftPasskey, site: Url) -> String {
        let answer = device.do_authentication(site, self.options(token).await).unwrap();
        serde_json::to_string(&answer).unwrap()
    }

    /// The same without a password: the device finds its key, and says whose it is.
    pub async fn answer_alone(&self, token: &Token, device: &mut SoftPasskey, id: &[u8], whose: Uuid) -> String {
        let mut options = self.options(token).await;
        assert!(
            options.public_key.allow_credentials.is_empty(),
            "nobody is told whose keys there are"
        );
        options.public_key.allow_credentials = vec![webauthn_rs_proto::AllowCredentials {
            type_: "public-key".into(),
            id: id.to_vec(),
            transports: None,
        }];
        let mut answer = device.do_authentication(site(), options).unwrap();
        answer.response.user_handle = Some(whose.as_bytes().to_vec());
        serde_json::to_string(&answer).unwrap()
    }

    pub async fn enter_by_key(&self, token: &Token, answer: &str) -> Result<SignedIn> {
        finish_key_login(&self.services, &home(), "Firefox on Linux", Some(token), answer).await
    }
}

db::both_databases! {
    async fn a_key_needs_the_password_and_its_own_site_and_tells_the_owner(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let anna = world.inside().await;
        let error = wrong(world.begin_key(&anna, "Телефон", OTHER_PASSWORD).await.map(|_| ()), Field::CurrentPassword);
        assert_eq!(error, FieldError::PasswordWrong);
        world.pass(Duration::seconds(1));
        let token = world.begin_key(&anna, "Телефон", PASSWORD).await.unwrap();
        let finish = async |answer: &str| finish_key(&world.services, &anna, Some(&token), answer).await.map(|_| ());
        assert_eq!(refusal(finish("{}").await), Refusal::KeyRefused);
        let elsewhere = "http://localhost:3001".parse().unwrap();
        let foreign = world.made(&anna, &token, &mut device(), elsewhere).await;
        assert_eq!(refusal(finish(&foreign).await), Refusal::KeyRefused);
        let answer = world.made(&anna, &token, &mut device(), site()).await;
        let boris = world.somebody("boris@example.ru", PHONE).await;
        let other = finish_key(&world.services, &boris, Some(&token), &answer).await.map(|_| ());
        assert_eq!(refusal(other), Refusal::SetupOver);
        finish(&answer).await.unwrap();
        assert_eq!(refusal(finish(&answer).await), Refusal::SetupOver, "once");
        let shown = world.factors(&anna, None).await;
        assert!(shown.any() && !shown.app && shown.keys[0].name == "Телефон" && shown.keys[0].used.is_none());
        assert_eq!(count::<recovery_codes::Entity>(&db).await, 10, "whoever loses the device needs them");
        assert_eq!(world.subjects_to(ANNA).await, ["Добавлен ключ доступа"]);
    }

    async fn a_key_added_or_taken_away_ends_the_other_sessions(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        world.login(ANNA, PASSWORD).await.unwrap();
        let anna = world.inside().await;
        world.add_key(&anna, "Телефон", &mut device()).await;
        assert!(world.is_alone(&anna).await);
        let key = world.factors(&anna, None).await.keys[0].id;
        remove_key(&world.services, &anna, key, PASSWORD).await.unwrap();
        assert!(world.is_alone(&anna).await);
    }

    async fn a_key_is_the_second_step_and_its_answer_works_once(db: TestDb) {
        let world = World::new(&db);
        let (anna, mut device, _) = world.with_key().await;
        let token = world.password_given().await;
        let answer = world.answer(&token, &mut device, site()).await;
        let session = world.enter_by_key(&token, &answer).await.unwrap();
        assert!(session.remember);
        who(&world.services, Some(&session.token)).await.unwrap();
        assert!(world.factors(&anna, None).await.keys[0].used.is_some());
        assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::SecondStepOver);
        let other = world.password_given().await;
        assert_eq!(refusal(world.enter_by_key(&other, &answer).await), Refusal::KeyRefused, "asked by another question");
    }

    async fn an_answer_sent_twice_at_once_opens_one_session(db: TestDb) {
        let world = World::new(&db);
        let (_, mut device, _) = world.with_key().await;
        let before = count::<sessions::Entity>(&db).await;
        let token = world.password_given().await;
        let answer = world.answer(&token, &mut device, site()).await;
        let (one, two) = tokio::join!(world.enter_by_key(&token, &answer), world.enter_by_key(&token, &answer));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        assert_eq!(count::<sessions::Entity>(&db).await, before + 1);
    }

    async fn a_copied_key_whose_counter_is_behind_is_refused(db: TestDb) {
        let world = World::new(&db);
        let (_, mut device, _) = world.with_key().await;
        // Two logins begun before either is finished: both were asked with the counter of then.
        let (first, second) = (world.password_given().await, world.password_given().await);
        let early = world.answer(&first, &mut device, site()).await;
        let late = world.answer(&second, &mut device, site()).await;
        world.enter_by_key(&second, &late).await.unwrap();
        assert_eq!(refusal(world.enter_by_key(&first, &early).await), Refusal::KeyRefused);
    }

    async fn wrong_answers_are_counted_with_wrong_codes(db: TestDb) {
        let world = World::new(&db);
        let (_, mut device, _) = world.with_key().await;
        let token = world.password_given().await;
        let elsewhere: Url = "http://localhost:3001".parse().unwrap();
        for seconds in [1, 2, 4, 8] {
            let answer = world.answer(&token, &mut device, elsewhere.clone()).await;
            assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::KeyRefused);
            let right = world.answer(&token, &mut device, site()).await;
            assert_eq!(refusal(world.enter_by_key(&token, &right).await), Refusal::TooMany(seconds));
            world.pass(Duration::seconds(i64::from(seconds)));
        }
        let answer = world.answer(&token, &mut device, elsewhere).await;
        assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::SecondStepOver);
    }

    async fn a_key_alone_is_a_login_of_its_own_person(db: TestDb) {
        let world = World::new(&db);
        let (anna, mut device, id) = world.with_key().await;
        let boris = world.customer("boris@example.ru", PHONE).await;
        let begin = async || start_key_login(&world.services, &home()).await.unwrap().token;
        let token = begin().await;
        let answer = world.answer_alone(&token, &mut device, &id, boris).await;
        assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::KeyRefused, "another's name on it");
        let answer = world.answer_alone(&begin().await, &mut device, &id, anna.user_id).await;
        assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::SecondStepOver, "one answer each");
        let token = begin().await;
        assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::KeyRefused, "another question");
        let token = begin().await;
        let answer = world.answer_alone(&token, &mut device, &id, anna.user_id).await;
        let session = world.enter_by_key(&token, &answer).await.unwrap();
        assert_eq!(who(&world.services, Some(&session.token)).await.unwrap().user_id, anna.user_id);
        let token = begin().await;
        let answer = world.answer_alone(&token, &mut device, &id, anna.user_id).await;
        world.pass(Duration::minutes(10));
        assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::SecondStepOver, "too late");
    }

    async fn a_key_is_taken_away_with_the_password_by_its_owner_alone(db: TestDb) {
        let world = World::new(&db);
        let (anna, mut phone, id) = world.with_key().await;
        let mut stick = device();
        world.pass(Duration::seconds(1));
        world.add_key(&anna, "Брелок", &mut stick).await;
        let boris = world.customer("boris@example.ru", PHONE).await;
        let boris = Caller { user_id: boris, session: Uuid::nil(), email: "boris@example.ru".into(), phone: PHONE.into(), since: world.now() };
        let keys = world.factors(&anna, None).await.keys;
        let services = &world.services;
        assert!(matches!(remove_key(services, &boris, keys[0].id, PASSWORD).await, Err(Error::NotFound)));
        wrong(remove_key(services, &anna, keys[0].id, OTHER_PASSWORD).await, Field::CurrentPassword);
        world.pass(Duration::seconds(1));
        remove_key(services, &anna, keys[0].id, PASSWORD).await.unwrap();
        assert!(matches!(remove_key(services, &anna, keys[0].id, PASSWORD).await, Err(Error::NotFound)));
        let token = start_key_login(services, &home()).await.unwrap().token;
        let answer = world.answer_alone(&token, &mut phone, &id, anna.user_id).await;
        assert_eq!(refusal(world.enter_by_key(&token, &answer).await), Refusal::KeyRefused);
        let token = world.password_given().await;
        let answer = world.answer(&token, &mut stick, site()).await;
        world.enter_by_key(&token, &answer).await.unwrap();
        remove_key(services, &anna, keys[1].id, PASSWORD).await.unwrap();
        assert_eq!(count::<recovery_codes::Entity>(&db).await, 0, "they go with the last factor");
        world.login(ANNA, PASSWORD).await.unwrap();
        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Удалён ключ доступа");
    }

    async fn an_app_and_a_key_share_the_recovery_codes_and_either_is_enough(db: TestDb) {
        let world = World::new(&db);
        let (anna, phone) = world.with_app().await;
        let mut device = device();
        let token = world.begin_key(&anna, "Ноутбук", PASSWORD).await.unwrap();
        let answer = world.made(&anna, &token, &mut device, site()).await;
        assert!(finish_key(&world.services, &anna, Some(&token), &answer).await.unwrap().is_none(), "codes stay");
        let token = world.password_given().await;
        let step = second_step(&world.services, Some(&token)).await.unwrap().unwrap();
        assert!(step.codes && step.app && step.key.is_some());
        let off = proven(PASSWORD, &phone.code(&world, 0), "");
        turn_off_app(&world.services, &anna, &home(), off).await.unwrap();
        assert_eq!(count::<recovery_codes::Entity>(&db).await, 10);
        assert_eq!(all::<passkeys::Entity>(&db).await.len(), 1);
        let token = world.password_given().await;
        let answer = world.answer(&token, &mut device, site()).await;
        world.enter_by_key(&token, &answer).await.unwrap();
    }
}
