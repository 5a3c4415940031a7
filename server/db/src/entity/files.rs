//! The table `files`: what customers sent along. The content is in the file store under the same id, encrypted.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One file.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    /// UUID v7, which is also its name in the file store.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The name to show.
    pub name: String,
    /// The media type of its content.
    pub kind: String,
    /// How long its content is.
    pub bytes: i64,
    /// The key that wraps the file's own.
    pub key_id: String,
    /// The file's own key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// When it came.
    pub created_at: DateTimeUtc,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
