//! The table `invitations`: people invited to an account who have not answered.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One invitation that waits for an answer. The answer deletes it.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// The customer who invites.
    pub inviter_id: Uuid,
    /// The address of the invited, in lower case; one invitation for each at an account.
    pub email: String,
    /// The word of [`domain::accounts::Role::key`].
    pub role: String,
    /// SHA-256 of the token in the letter.
    pub token_hash: Vec<u8>,
    /// When it was sent.
    pub created_at: DateTimeUtc,
    /// Until when its link works.
    pub expires_at: DateTimeUtc,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
