//! The table `authenticators`: apps that give codes.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One app of one person.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authenticators")]
pub struct Model {
    /// Whose; one each.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// The secret it shares with us, sealed with the key outside the database.
    pub secret: Vec<u8>,
    /// The last half minute whose code was used, counted from 1970; no code of it or before it works again.
    pub last_step: i64,
    /// When it was turned on.
    pub created_at: DateTimeUtc,
}

private_debug!(user_id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
