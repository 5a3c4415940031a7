//! «Обратная связь»: the message, its number, its letter.

use db::{appeals::list, entity, testing::TestDb};
use domain::appeals::FeedbackForm;
use services::{Result, appeals, files::Uploads, limits::Network};

use crate::{
    people::{ANNA, PHONE},
    rows::count,
    world::{World, failed, home, network, wait},
};

async fn send(world: &World, from: &Network, text: &str) -> Result<i64> {
    let form = FeedbackForm {
        topic: "readings".into(),
        name: "Анна".into(),
        email: ANNA.into(),
        phone: String::new(),
        text: text.into(),
    };
    appeals::send(&world.services, from, None, form.validate(Ok(()))?, Uploads::default()).await
}

db::both_databases! {
    async fn a_message_is_kept_and_its_number_grows_and_is_sent_by_letter(db: TestDb) {
        let world = World::new(&db);
        let first = send(&world, &home(), "Не могу передать показания").await.unwrap();
        let second = send(&world, &home(), "Уже могу").await.unwrap();
        assert!(second > first);
        let letters = world.letters_to(ANNA).await;
        assert_eq!(letters.len(), 2);
        for (letter, number) in letters.iter().zip([first, second]) {
            assert_eq!(letter.subject, "Мы получили ваше обращение");
            assert!(letter.text.contains(&format!("его номер {number}.")));
        }
        let kept = &list(db.reader(), 10).await.unwrap()[0];
        assert_eq!((kept.number, kept.text.as_str(), kept.topic.as_str()), (second, "Уже могу", "readings"));
        assert_eq!((kept.name.as_str(), kept.user_id), ("Анна", None));
    }

    async fn a_message_of_somebody_logged_in_says_whose_it_is(db: TestDb) {
        let world = World::new(&db);
        let anna = world.somebody(ANNA, PHONE).await;
        let form = FeedbackForm { topic: "other".into(), name: "А".into(), email: ANNA.into(), phone: String::new(), text: "…".into() };
        let feedback = form.validate(Ok(())).unwrap();
        appeals::send(&world.services, &home(), Some(anna.user_id), feedback, Uploads::default()).await.unwrap();
        assert_eq!(list(db.reader(), 1).await.unwrap()[0].user_id, Some(anna.user_id));
    }

    async fn a_network_sends_ten_an_hour(db: TestDb) {
        let world = World::new(&db);
        for _ in 0..10 {
            send(&world, &home(), "Здравствуйте").await.unwrap();
        }
        let until = wait(send(&world, &home(), "Здравствуйте").await);
        send(&world, &network(1), "Здравствуйте").await.unwrap();
        world.pass(until);
        send(&world, &home(), "Здравствуйте").await.unwrap();
        assert_eq!(count::<entity::appeals::Entity>(&db).await, 12);
    }

    async fn a_message_whose_letter_cannot_be_written_down_is_not_kept(db: TestDb) {
        let world = World::new(&db);
        world.entropy.fail_after(1);
        failed(send(&world, &home(), "Здравствуйте").await);
        assert_eq!(count::<entity::appeals::Entity>(&db).await, 0);
    }
}
