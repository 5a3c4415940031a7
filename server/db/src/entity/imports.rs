//! The table `imports`: which registries have been taken in.

use sea_orm::entity::prelude::*;

/// One registry taken in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which registry.
    pub kind: String,
    /// SHA-256 of the file: the same file is taken in once.
    pub digest: Vec<u8>,
    /// How many rows it had.
    pub rows: i64,
    /// When.
    pub imported_at: DateTimeUtc,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
