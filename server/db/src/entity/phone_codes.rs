//! The table `phone_codes`: codes sent to confirm a phone.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One code.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phone_codes")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the secret that ties the code to one browser's attempt.
    pub attempt_hash: Vec<u8>,
    /// The phone it went to.
    pub phone: String,
    /// Keyed hash of the code.
    pub code_hash: Vec<u8>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Until when it works.
    pub expires_at: DateTimeUtc,
    /// How many guesses have been checked against it.
    pub checks: i32,
    /// When the right guess came.
    pub used_at: Option<DateTimeUtc>,
    /// When a newer code took its place.
    pub replaced_at: Option<DateTimeUtc>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
