//! The table `limits`: how often something was done, one row for each thing counted.

use sea_orm::entity::prelude::*;

/// One counter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "limits")]
pub struct Model {
    /// What is counted, made by the caller.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// How often in this window.
    pub count: i64,
    /// When counting starts anew.
    pub resets_at: DateTimeUtc,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
