//! Sessions: found with their user, ended one by one or all at once.

use db::{
    both_databases,
    entity::{sessions::Model, users::Model as User},
    identity::sessions,
    testing::TestDb,
};

use crate::rows::{add, after, id, now, user};

fn session(user: &User, token: u8) -> Model {
    Model {
        id: id(),
        token_hash: vec![token; 32],
        user_id: user.id,
        created_at: now(),
        last_seen_at: after(token.into()),
        expires_at: after(3600),
        remember: true,
        device: "Firefox, Linux".into(),
        network: "192.0.2.1".into(),
    }
}

both_databases! {
    async fn a_cookie_leads_to_its_session_and_user(db: TestDb) {
        let anna: User = add(&db, user("anna@example.ru")).await;
        let row = session(&anna, 1);
        sessions::insert(db.writer(), row.clone()).await.unwrap();
        assert_eq!(sessions::find(db.reader(), &[1; 32]).await.unwrap(), Some((row.clone(), anna)));
        assert_eq!(sessions::find(db.reader(), &[2; 32]).await.unwrap(), None);
        sessions::touch(db.writer(), row.id, after(500)).await.unwrap();
        let (touched, _) = sessions::find(db.reader(), &[1; 32]).await.unwrap().unwrap();
        assert_eq!(touched, Model { last_seen_at: after(500), ..row });
    }

    async fn a_session_ends_once_and_all_of_a_user_together(db: TestDb) {
        let anna: User = add(&db, user("anna@example.ru")).await;
        let boris: User = add(&db, user("boris@example.ru")).await;
        for row in [session(&anna, 1), session(&anna, 2), session(&anna, 3), session(&boris, 4)] {
            sessions::insert(db.writer(), row).await.unwrap();
        }
        let tokens = async |user: &User| {
            let rows = sessions::of_user(db.reader(), user.id).await.unwrap();
            rows.iter().map(|session| session.token_hash[0]).collect::<Vec<_>>()
        };
        assert_eq!(tokens(&anna).await, [3, 2, 1]);
        assert!(sessions::end(db.writer(), &[2; 32]).await.unwrap());
        assert!(!sessions::end(db.writer(), &[2; 32]).await.unwrap());
        assert_eq!(tokens(&anna).await, [3, 1]);
        assert_eq!(sessions::end_all(db.writer(), anna.id).await.unwrap(), 2);
        assert!(tokens(&anna).await.is_empty());
        assert_eq!(tokens(&boris).await, [4]);
    }

    async fn a_session_gets_another_cookie_and_outlives_the_others_of_its_user(db: TestDb) {
        let anna: User = add(&db, user("anna@example.ru")).await;
        let boris: User = add(&db, user("boris@example.ru")).await;
        let rows = [session(&anna, 1), session(&anna, 2), session(&boris, 4)];
        for row in &rows {
            sessions::insert(db.writer(), row.clone()).await.unwrap();
        }
        assert_eq!(sessions::end_others(db.writer(), anna.id, &[2; 32]).await.unwrap(), 1);
        sessions::renew(db.writer(), rows[1].id, vec![9; 32]).await.unwrap();
        assert!(sessions::find(db.reader(), &[2; 32]).await.unwrap().is_none());
        let (renewed, _) = sessions::find(db.reader(), &[9; 32]).await.unwrap().unwrap();
        assert_eq!(renewed, Model { token_hash: vec![9; 32], ..rows[1].clone() });
        assert!(sessions::find(db.reader(), &[4; 32]).await.unwrap().is_some());
    }
}
