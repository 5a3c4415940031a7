//! The table `drafts`: forms whose sending was interrupted by a login.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One form kept for a while.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drafts")]
pub struct Model {
    /// SHA-256 of the cookie that owns it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: Vec<u8>,
    /// The page it belongs to.
    pub path: String,
    /// What was typed, as JSON.
    pub fields: String,
    /// When it is forgotten.
    pub expires_at: DateTimeUtc,
}

private_debug!(path);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
