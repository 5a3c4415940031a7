//! The table `kept_readings`: readings typed outside the window, which are sent when it opens.

use sea_orm::entity::prelude::*;

/// The readings of one meter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kept_readings")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who typed them.
    pub user_id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// The meter; it has one such row.
    pub meter_id: Uuid,
    /// Zone by zone, as JSON: `[["day", 1395000]]` in thousandths of a kWh.
    pub readings: String,
    /// Whether a jump was confirmed.
    pub confirmed: bool,
    /// The day on which they were typed, at the branch.
    pub typed_on: Date,
    /// When they were kept.
    pub kept_at: DateTimeUtc,
    /// When they were not taken although the window was open.
    pub refused_at: Option<DateTimeUtc>,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
