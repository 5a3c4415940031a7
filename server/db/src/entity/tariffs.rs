//! The table `tariffs`: what a kWh costs, one row for each range of a zone.

use sea_orm::entity::prelude::*;

/// One range.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tariffs")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The code of the branch.
    pub branch: String,
    /// The word of [`domain::billing::Category::key`].
    pub category: String,
    /// The word of [`domain::readings::Zone::key`].
    pub zone: String,
    /// The season, as [`domain::billing::Months`] is written: `10-4`.
    pub months: String,
    /// The first day.
    pub starts_on: Date,
    /// The first day on which it holds no more.
    pub ends_on: Option<Date>,
    /// Thousandths of a kWh a month up to which the price holds; the last range has no end.
    pub up_to: Option<i64>,
    /// Hundred-thousandths of a rouble for one kWh.
    pub rate: i64,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
