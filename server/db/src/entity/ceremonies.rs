//! The table `ceremonies`: what a browser has begun and not finished: the second step of a login, the set-up of a factor.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One of them.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ceremonies")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the cookie.
    pub token_hash: Vec<u8>,
    /// What was begun.
    pub kind: String,
    /// Who began it, if that is known.
    pub user_id: Option<Uuid>,
    /// What is needed to finish it, sealed with the key outside the database.
    pub state: Vec<u8>,
    /// How many tries have been spent.
    pub tries: i32,
    /// When it was begun.
    pub created_at: DateTimeUtc,
    /// Until when it may be finished.
    pub expires_at: DateTimeUtc,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
