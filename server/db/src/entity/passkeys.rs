//! The table `passkeys`: keys that a device or a password manager keeps.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One key.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// SHA-256 of the id that the device gave it; unique.
    pub credential_hash: Vec<u8>,
    /// The public key, its counter and its properties (JSON).
    pub credential: String,
    /// When it was added.
    pub created_at: DateTimeUtc,
    /// When it last opened the cabinet.
    pub used_at: Option<DateTimeUtc>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
