//! The table `branches`: what differs between the supplier's branches.

use sea_orm::entity::prelude::*;

/// One branch.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "branches")]
pub struct Model {
    /// A short Latin word: `tver`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// «Тверь»
    pub name: String,
    /// Whom its customers have their contracts with, as papers name it.
    pub company: String,
    /// Minutes east of Greenwich, all year.
    pub offset_minutes: i32,
    /// How its account numbers look, as [`domain::accounts::NumberMask`] writes it.
    pub mask: String,
    /// Which proofs it takes, as [`domain::accounts::AllowedProofs`] writes it.
    pub proofs: String,
    /// The first day of every month on which it takes readings.
    pub window_from: i32,
    /// The last such day.
    pub window_to: i32,
    /// The contact centre's phone, as printed.
    pub phone: String,
    /// When its tariff zones count, as [`domain::readings::ZoneHours`] writes it.
    pub zone_hours: String,
    /// Whether it came with the sample data.
    pub is_sample: bool,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
