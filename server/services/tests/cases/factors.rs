//! «Вход с подтверждением»: turned on, used up, made anew, turned off.

use chrono::Duration;
use db::{
    entity::{authenticators, ceremonies, recovery_codes, sessions},
    testing::TestDb,
};
use domain::{
    Field, FieldError, Refusal,
    identity::{AppCodeForm, Begun, Factors, Proven, ProvenForm},
};
use services::{
    Error, Result,
    identity::{self, Caller, Entered, codes_copied, confirm_app, new_codes, start_app, turn_off_app, who},
    secrets::Token,
};
use totp_rs::{Builder, Secret};

use crate::{
    people::{ANNA, OTHER_PASSWORD, PASSWORD, PHONE},
    rows::{all, count},
    world::{World, home, refusal, wait, wrong},
};

/// A phone with an app, and the codes that its owner has printed.
pub struct Phone {
    pub secret: String,
    pub codes: Vec<String>,
}

impl Phone {
    /// What the app shows at a moment.
    pub fn code(&self, world: &World, later: i64) -> String {
        let secret = Secret::try_from_base32(self.secret.replace(' ', "")).unwrap();
        let totp = Builder::new()
            .with_secret(secret)
            .with_account_name("x")
            .build()
            .unwrap();
        let now = world.now().timestamp() + later;
        totp.generate(u64::try_from(now).unwrap()).to_string()
    }
}

impl World {
    /// Somebody logged in by a password alone.
    pub async fn inside(&self) -> Caller {
        let session = self.login(ANNA, PASSWORD).await.unwrap();
        who(&self.services, Some(&session.token)).await.unwrap()
    }

    pub async fn factors(&self, caller: &Caller, token: Option<&Token>) -> Factors {
        identity::factors(&self.services, caller, token).await.unwrap()
    }

    /// A secret on its way into an app.
    pub async fn begin_app(&self, caller: &Caller) -> (Token, Phone) {
        let token = start_app(&self.services, caller, PASSWORD).await.unwrap();
        let Begun::App(setup) = self.factors(caller, Some(&token)).await.begun else {
            panic!("a secret should wait");
        };
        let codes = Vec::new();
        (
            token,
            Phone {
                secret: setup.secret,
                codes,
            },
        )
    }

    pub async fn confirm_app(&self, caller: &Caller, token: Option<&Token>, code: &str) -> Result<Option<Token>> {
        let form = AppCodeForm { app_code: code.into() };
        confirm_app(&self.services, caller, token, &form.validate()?).await
    }

    /// Turns an app on; its next code is another.
    pub async fn app_of(&self, caller: &Caller) -> Phone {
        let (token, mut phone) = self.begin_app(caller).await;
        let to_copy = self
            .confirm_app(caller, Some(&token), &phone.code(self, 0))
            .await
            .unwrap();
        let Begun::Codes(codes) = self.factors(caller, to_copy.as_ref()).await.begun else {
            panic!("codes should be shown");
        };
        phone.codes = codes;
        self.pass(Duration::seconds(30));
        phone
    }

    /// The same person in another browser.
    async fn elsewhere(&self, caller: &Caller) {
        let session = sessions::Model {
            id: self.id(),
            token_hash: self.services.new_token().unwrap().digest(),
            user_id: caller.user_id,
            created_at: self.now(),
            last_seen_at: self.now(),
            expires_at: self.now() + Duration::hours(1),
            remember: false,
            device: String::new(),
            network: String::new(),
        };
        self.add(session).await;
    }

    /// Whether this session is the only one there is; then there is another again.
    pub async fn is_alone(&self, caller: &Caller) -> bool {
        let sessions = all::<sessions::Entity>(&self.services.db).await;
        let alone = sessions.len() == 1 && sessions[0].id == caller.session;
        self.elsewhere(caller).await;
        alone
    }

    /// Somebody with an app, logged in before it was turned on.
    pub async fn with_app(&self) -> (Caller, Phone) {
        self.customer(ANNA, PHONE).await;
        let caller = self.inside().await;
        let phone = self.app_of(&caller).await;
        (caller, phone)
    }
}

/// The password and a code, as typed.
pub fn proven(current: &str, app_code: &str, recovery_code: &str) -> Proven {
    let form = ProvenForm {
        current: current.into(),
        app_code: app_code.into(),
        recovery_code: recovery_code.into(),
    };
    form.validate().unwrap()
}

db::both_databases! {
    async fn turning_on_needs_the_password_and_a_right_code_and_tells_the_owner(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let caller = world.inside().await;
        let error = wrong(start_app(&world.services, &caller, OTHER_PASSWORD).await.map(|_| ()), Field::CurrentPassword);
        assert_eq!(error, FieldError::PasswordWrong);
        assert_eq!(wait(start_app(&world.services, &caller, PASSWORD).await.map(|_| ())), Duration::seconds(1));
        world.pass(Duration::seconds(1));

        let (token, phone) = world.begin_app(&caller).await;
        assert!(!world.factors(&caller, Some(&token)).await.app, "not before its first code");
        let late = phone.code(&world, -60);
        assert_eq!(wrong(world.confirm_app(&caller, Some(&token), &late).await, Field::AppCode), FieldError::AppCodeWrong);
        assert!(world.login(ANNA, PASSWORD).await.is_ok());
        let to_copy = world.confirm_app(&caller, Some(&token), &phone.code(&world, 0)).await.unwrap();
        let shown = world.factors(&caller, to_copy.as_ref()).await;
        assert!(shown.app && shown.any() && shown.codes_left == 10);
        assert!(matches!(world.enter(&home(), ANNA, PASSWORD, false).await.unwrap(), Entered::SecondStep(_)));
        assert_eq!(world.subjects_to(ANNA).await, ["Вход с подтверждением включён"]);
    }

    async fn every_change_of_the_factors_ends_the_other_sessions(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let caller = world.inside().await;
        let services = &world.services;
        assert!(world.is_alone(&caller).await && !world.is_alone(&caller).await, "at first nothing is changed");
        let phone = world.app_of(&caller).await;
        assert!(world.is_alone(&caller).await, "the app is on");
        let code = proven(PASSWORD, &phone.code(&world, 0), "");
        new_codes(services, &caller, &home(), code).await.unwrap();
        assert!(world.is_alone(&caller).await, "the codes are new");
        world.pass(Duration::seconds(30));
        let code = proven(PASSWORD, &phone.code(&world, 0), "");
        turn_off_app(services, &caller, &home(), code).await.unwrap();
        assert!(world.is_alone(&caller).await, "the app is off");
    }

    async fn the_secret_and_the_codes_cannot_be_read_from_the_database(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let caller = world.inside().await;
        let (token, phone) = world.begin_app(&caller).await;
        let secret = Secret::try_from_base32(phone.secret.replace(' ', "")).unwrap();
        let holds = |row: &[u8], part: &[u8]| row.windows(part.len()).any(|window| window == part);
        let json = serde_json::to_vec(secret.as_bytes()).unwrap();
        for row in all::<ceremonies::Entity>(&db).await {
            assert!(!holds(&row.state, secret.as_bytes()) && !holds(&row.state, &json));
            assert_ne!(row.token_hash, token.expose().as_bytes());
        }
        let to_copy = world.confirm_app(&caller, Some(&token), &phone.code(&world, 0)).await.unwrap();
        let Begun::Codes(codes) = world.factors(&caller, to_copy.as_ref()).await.begun else { panic!("codes") };
        for row in all::<authenticators::Entity>(&db).await {
            assert!(!holds(&row.secret, secret.as_bytes()));
        }
        let rows = all::<recovery_codes::Entity>(&db).await;
        assert_eq!((rows.len(), codes.len()), (10, 10));
        for code in &codes {
            let bare = code.replace('-', "");
            for row in &rows {
                assert!(row.code_hash.len() == 32 && !holds(&row.code_hash, bare.as_bytes()));
            }
            for row in all::<ceremonies::Entity>(&db).await {
                assert!(!holds(&row.state, code.as_bytes()));
            }
        }
    }

    async fn a_setup_ends_with_its_time_its_tries_and_is_of_one_person_and_one_browser(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let anna = world.inside().await;
        let boris = world.somebody("boris@example.ru", PHONE).await;
        let (token, phone) = world.begin_app(&anna).await;
        let code = phone.code(&world, 0);
        for (caller, token) in [(&boris, Some(&token)), (&anna, None), (&anna, Some(&world.services.new_token().unwrap()))] {
            assert_eq!(refusal(world.confirm_app(caller, token, &code).await), Refusal::SetupOver);
            assert!(matches!(world.factors(caller, token).await.begun, Begun::Nothing));
        }
        for _ in 0..4 {
            wrong(world.confirm_app(&anna, Some(&token), &phone.code(&world, 90)).await, Field::AppCode);
        }
        assert_eq!(refusal(world.confirm_app(&anna, Some(&token), &phone.code(&world, 90)).await), Refusal::SetupOver);
        assert_eq!(refusal(world.confirm_app(&anna, Some(&token), &code).await), Refusal::SetupOver);

        let (token, phone) = world.begin_app(&anna).await;
        world.pass(Duration::minutes(10));
        assert_eq!(refusal(world.confirm_app(&anna, Some(&token), &phone.code(&world, 0)).await), Refusal::SetupOver);
        assert_eq!(count::<authenticators::Entity>(&db).await, 0);
    }

    async fn two_setups_at_once_leave_one_app(db: TestDb) {
        let world = World::new(&db);
        world.customer(ANNA, PHONE).await;
        let anna = world.inside().await;
        let (first, second) = (world.begin_app(&anna).await, world.begin_app(&anna).await);
        let codes = [&first, &second].map(|(_, phone)| phone.code(&world, 0));
        let (one, two) = tokio::join!(
            world.confirm_app(&anna, Some(&first.0), &codes[0]),
            world.confirm_app(&anna, Some(&second.0), &codes[1]),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
        assert_eq!(count::<authenticators::Entity>(&db).await, 1);
        assert_eq!(count::<recovery_codes::Entity>(&db).await, 10);
        assert_eq!(refusal(start_app(&world.services, &anna, PASSWORD).await.map(|_| ())), Refusal::SetupOver);
    }

    async fn turning_off_needs_the_password_and_a_code_and_tells_the_owner(db: TestDb) {
        let world = World::new(&db);
        let (anna, phone) = world.with_app().await;
        let off = async |proven| turn_off_app(&world.services, &anna, &home(), proven).await;
        let code = phone.code(&world, 0);
        assert_eq!(wrong(off(proven(OTHER_PASSWORD, &code, "")).await, Field::CurrentPassword), FieldError::PasswordWrong);
        world.pass(Duration::seconds(1));
        let late = phone.code(&world, -90);
        assert_eq!(wrong(off(proven(PASSWORD, &late, "")).await, Field::AppCode), FieldError::AppCodeWrong);
        assert_eq!(wait(off(proven(PASSWORD, &phone.code(&world, 0), "")).await), Duration::seconds(1));
        world.pass(Duration::seconds(1));
        off(proven(PASSWORD, &phone.code(&world, 0), "")).await.unwrap();
        let shown = world.factors(&anna, None).await;
        assert!(!shown.any() && shown.codes_left == 0);
        assert!(matches!(off(proven(PASSWORD, &code, "")).await, Err(Error::NotFound)));
        assert!(world.login(ANNA, PASSWORD).await.is_ok());
        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Коды из приложения отключены");
    }

    async fn a_recovery_code_turns_the_app_off_when_the_phone_is_lost(db: TestDb) {
        let world = World::new(&db);
        let (anna, phone) = world.with_app().await;
        let lost = proven(PASSWORD, "", &phone.codes[3].to_lowercase());
        turn_off_app(&world.services, &anna, &home(), lost).await.unwrap();
        assert!(!world.factors(&anna, None).await.any());
        assert_eq!(count::<recovery_codes::Entity>(&db).await, 0);
    }

    async fn new_codes_take_the_place_of_the_old_ones_and_are_shown_until_they_are_copied(db: TestDb) {
        let world = World::new(&db);
        let (anna, phone) = world.with_app().await;
        let services = &world.services;
        let token = new_codes(services, &anna, &home(), proven(PASSWORD, &phone.code(&world, 0), "")).await.unwrap();
        let Begun::Codes(codes) = world.factors(&anna, Some(&token)).await.begun else { panic!("codes") };
        assert!(codes.len() == 10 && codes.iter().all(|code| !phone.codes.contains(code)));
        let old = proven(PASSWORD, "", &phone.codes[0]);
        let error = wrong(new_codes(services, &anna, &home(), old).await.map(|_| ()), Field::RecoveryCode);
        assert_eq!(error, FieldError::RecoveryCodeWrong);
        codes_copied(services, &anna, Some(&token)).await.unwrap();
        assert!(matches!(world.factors(&anna, Some(&token)).await.begun, Begun::Nothing));
        assert_eq!(world.factors(&anna, None).await.codes_left, 10);
        assert_eq!(world.subjects_to(ANNA).await.last().unwrap(), "Созданы новые коды восстановления");

        let nobody = world.somebody("boris@example.ru", PHONE).await;
        assert!(new_codes(services, &nobody, &home(), proven(PASSWORD, "000000", "")).await.is_err());
    }
}
