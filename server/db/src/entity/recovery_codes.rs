//! The table `recovery_codes`: codes for the day when the phone is lost.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One code.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// Keyed hash of the code and its owner.
    pub code_hash: Vec<u8>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was used.
    pub used_at: Option<DateTimeUtc>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
