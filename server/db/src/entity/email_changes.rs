//! The table `email_changes`: new addresses that wait to be confirmed, and old ones that may be taken back.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One change of address.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_changes")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// The address at the request.
    pub old_email: String,
    /// The address wanted, in lower case.
    pub new_email: String,
    /// SHA-256 of the token in the letter to the new address.
    pub token_hash: Vec<u8>,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// Until when that letter works.
    pub expires_at: DateTimeUtc,
    /// When the new address was confirmed, or the letter made void.
    pub used_at: Option<DateTimeUtc>,
    /// SHA-256 of the token in the letter to the old address; nothing while there is nothing to take back.
    pub undo_hash: Option<Vec<u8>>,
    /// Until when that letter works.
    pub undo_until: Option<DateTimeUtc>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
