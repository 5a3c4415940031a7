//! The table `accounts`: personal accounts as billing knows them.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One personal account.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The number: digits, unique over all branches.
    pub number: String,
    /// The code of its branch.
    pub branch: String,
    /// The address as on the bill.
    pub address: String,
    /// The same folded for comparison.
    pub address_folded: String,
    /// The owner's name as on the bill.
    pub owner: String,
    /// The owner's surname folded for comparison.
    pub surname_folded: String,
    /// The phone that billing has: `+7` and ten digits.
    pub phone: Option<String>,
    /// What is owed, kopecks; below zero is an overpayment.
    pub balance: i64,
    /// The day the balance holds for.
    pub balance_on: Date,
    /// When it first came from billing.
    pub created_at: DateTimeUtc,
    /// The word of [`domain::billing::Category::key`], where billing says it.
    pub category: Option<String>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
