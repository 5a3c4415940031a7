//! The table `payments`: what billing says was paid.

use sea_orm::entity::prelude::*;

/// One payment to an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// The day it was paid.
    pub paid_on: Date,
    /// Kopecks.
    pub amount: i64,
    /// Billing's own name for it, unique.
    pub reference: String,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
