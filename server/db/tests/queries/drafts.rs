//! Drafts: one an owner, for a while.

use db::{
    both_databases, drafts,
    entity::drafts::{Entity, Model},
    testing::TestDb,
};
use sea_orm::EntityTrait;

use crate::rows::after;

const OWNER: &[u8] = &[4; 32];

fn draft(fields: &str) -> Model {
    Model {
        id_hash: OWNER.into(),
        path: "/readings".into(),
        fields: fields.into(),
        expires_at: after(60),
    }
}

both_databases! {
    async fn a_later_draft_takes_the_place_of_the_earlier(db: TestDb) {
        drafts::put(db.writer(), draft("1"), after(0)).await.unwrap();
        drafts::put(db.writer(), draft("2"), after(0)).await.unwrap();
        assert_eq!(drafts::get(db.reader(), OWNER, after(59)).await.unwrap(), Some(draft("2")));
    }

    async fn an_expired_or_deleted_draft_is_gone(db: TestDb) {
        drafts::put(db.writer(), draft("1"), after(0)).await.unwrap();
        assert_eq!(drafts::get(db.reader(), OWNER, after(60)).await.unwrap(), None);
        assert_eq!(drafts::get(db.reader(), &[5; 32], after(0)).await.unwrap(), None);
        drafts::delete(db.writer(), OWNER).await.unwrap();
        drafts::delete(db.writer(), OWNER).await.unwrap();
        assert_eq!(drafts::get(db.reader(), OWNER, after(0)).await.unwrap(), None);
    }

    async fn what_expired_is_deleted_when_the_next_one_is_kept(db: TestDb) {
        drafts::put(db.writer(), draft("1"), after(0)).await.unwrap();
        let other = Model { id_hash: vec![7; 32], expires_at: after(120), ..draft("2") };
        drafts::put(db.writer(), other.clone(), after(60)).await.unwrap();
        assert_eq!(Entity::find().all(db.reader()).await.unwrap(), [other]);
    }
}
