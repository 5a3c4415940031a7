//! The table `throttles`: waits that double with every failure.

use sea_orm::entity::prelude::*;

/// The failures under one key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttles")]
pub struct Model {
    /// What fails, made by the caller.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// How many in a row.
    pub failures: i64,
    /// Before which no try is let through.
    pub blocked_until: DateTimeUtc,
    /// When the failures are forgotten.
    pub expires_at: DateTimeUtc,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
