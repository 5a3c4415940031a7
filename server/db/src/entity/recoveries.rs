//! The table `recoveries`: letters that let a customer set a new password.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One letter to recover a password.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recoveries")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose password.
    pub user_id: Uuid,
    /// SHA-256 of the token in the letter.
    pub token_hash: Vec<u8>,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// Until when it works.
    pub expires_at: DateTimeUtc,
    /// When it was used.
    pub used_at: Option<DateTimeUtc>,
    /// Whether the new password takes the second factors away: the owner says that they are somebody else's.
    pub ends_factors: bool,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
