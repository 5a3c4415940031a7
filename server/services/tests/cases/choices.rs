//! «Уведомления»: what nobody asked for does not come, and what is switched off stays away.

use chrono::Duration;
use db::{
    entity::{notice_choices, users},
    testing::TestDb,
};
use domain::notices::{Channel, ChoicesForm, Kind, NEWS_VERSION, all as every_choice};
use services::notices::{Optional, choices, choose, tell};

use crate::{
    people::{ANNA, PHONE},
    rows::all,
    world::World,
};

impl World {
    /// What comes when one notice of each kind is told to the only person there is.
    async fn told(&self) -> Vec<(String, &'static str)> {
        self.deliver().await;
        let (letters, texts) = (self.outbox.letters().len(), self.outbox.texts().len());
        let user = all::<users::Entity>(&self.services.db).await.remove(0);
        for kind in Kind::ALL {
            let notice = Optional {
                kind,
                subject: kind.title(),
                lines: vec![kind.meaning().to_owned()],
                link: Some(("Открыть", "/".to_owned())),
                sms: kind.title().to_owned(),
            };
            tell(&self.services, self.services.db.writer(), &user, &notice)
                .await
                .unwrap();
        }
        self.deliver().await;
        let letters = self
            .outbox
            .letters()
            .into_iter()
            .skip(letters)
            .map(|letter| (letter.subject, "email"));
        let texts = self.outbox.texts().into_iter().skip(texts).map(|sms| (sms.text, "sms"));
        let mut came: Vec<_> = letters.chain(texts).collect();
        came.sort();
        came
    }
}

fn everything() -> ChoicesForm {
    let yes = || "yes".to_owned();
    ChoicesForm {
        readings_email: yes(),
        readings_sms: yes(),
        bills_email: yes(),
        payments_email: yes(),
        news_email: yes(),
        sent: yes(),
    }
}

fn expected(kinds: &[(Kind, &'static str)]) -> Vec<(String, &'static str)> {
    let mut expected: Vec<_> = kinds
        .iter()
        .map(|(kind, way)| (kind.title().to_owned(), *way))
        .collect();
    expected.sort();
    expected
}

db::both_databases! {
    async fn whoever_chooses_nothing_gets_letters_about_their_home_and_no_news(db: TestDb) {
        let world = World::new(&db);
        let anna = world.somebody(ANNA, PHONE).await;
        let usual = [(Kind::Readings, "email"), (Kind::Bills, "email"), (Kind::Payments, "email")];
        assert_eq!(world.told().await, expected(&usual));
        let letter = world.letters_to(ANNA).await.remove(0);
        assert!(letter.text.contains("/settings/notices"), "each letter says where to switch it off");
        let chosen = choices(&world.services, &anna).await.unwrap();
        assert_eq!(chosen.len(), every_choice().count());
        assert!(chosen.iter().all(|choice| choice.wanted == choice.kind.unasked(choice.channel)));
    }

    async fn what_is_switched_on_comes_and_what_is_switched_off_stays_away(db: TestDb) {
        let world = World::new(&db);
        let anna = world.somebody(ANNA, PHONE).await;
        choose(&world.services, &anna, &everything()).await.unwrap();
        let ways = [
            (Kind::Readings, "email"),
            (Kind::Readings, "sms"),
            (Kind::Bills, "email"),
            (Kind::Payments, "email"),
            (Kind::News, "email"),
        ];
        assert_eq!(world.told().await, expected(&ways));
        choose(&world.services, &anna, &ChoicesForm::default()).await.unwrap();
        assert_eq!(world.told().await, []);
        let one = ChoicesForm { readings_sms: "yes".into(), ..ChoicesForm::default() };
        choose(&world.services, &anna, &one).await.unwrap();
        assert_eq!(world.told().await, expected(&[(Kind::Readings, "sms")]));
    }

    async fn a_consent_to_news_keeps_its_text_and_time_until_it_is_withdrawn(db: TestDb) {
        let world = World::new(&db);
        let anna = world.somebody(ANNA, PHONE).await;
        choose(&world.services, &anna, &everything()).await.unwrap();
        let since = world.now();
        world.pass(Duration::days(1));
        let form = ChoicesForm { bills_email: String::new(), ..everything() };
        choose(&world.services, &anna, &form).await.unwrap();
        let news = |rows: Vec<notice_choices::Model>| rows.into_iter().find(|row| row.kind == "news").unwrap();
        let row = news(all::<notice_choices::Entity>(&db).await);
        assert_eq!((row.wanted, row.consent_version.as_deref(), row.chosen_at), (true, Some(NEWS_VERSION), since));
        choose(&world.services, &anna, &ChoicesForm::default()).await.unwrap();
        let row = news(all::<notice_choices::Entity>(&db).await);
        assert_eq!((row.wanted, row.consent_version, row.chosen_at), (false, None, world.now()));
    }

    async fn one_persons_choices_are_nobody_elses_and_whoever_leaves_gets_nothing(db: TestDb) {
        let world = World::new(&db);
        world.somebody(ANNA, PHONE).await;
        let boris = world.somebody("boris@example.ru", "+79990000002").await;
        choose(&world.services, &boris, &everything()).await.unwrap();
        let mut user = all::<users::Entity>(&db).await.into_iter().find(|user| user.email == ANNA).unwrap();
        let news = Optional {
            kind: Kind::News,
            subject: "Новости",
            lines: Vec::new(),
            link: None,
            sms: String::new(),
        };
        tell(&world.services, world.services.db.writer(), &user, &news).await.unwrap();
        user.leaves_at = Some(world.now());
        let bill = Optional { kind: Kind::Bills, ..news };
        tell(&world.services, world.services.db.writer(), &user, &bill).await.unwrap();
        assert!(world.letters_to(ANNA).await.is_empty());
        let his = choices(&world.services, &boris).await.unwrap();
        assert!(his.iter().any(|choice| choice.channel == Channel::Sms && choice.wanted));
    }
}
