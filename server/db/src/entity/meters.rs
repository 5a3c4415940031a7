//! The table `meters`: what hangs on the wall.

use sea_orm::entity::prelude::*;

/// One meter of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meters")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// The number on its face, unique within the account.
    pub serial: String,
    /// How many tariff zones it counts: 1, 2 or 3.
    pub zones: i32,
    /// Digits before the comma.
    pub digits: i32,
    /// Digits after it.
    pub decimals: i32,
    /// When it was put in.
    pub installed_on: Date,
    /// Until when its verification is good.
    pub verification_due: Option<Date>,
    /// When it was taken out.
    pub archived_on: Option<Date>,
    /// The number of its seal.
    pub seal: Option<String>,
    /// Whether it sends its readings itself.
    pub automatic: bool,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// What it counts with.
    #[sea_orm(has_many = "super::registers::Entity")]
    Registers,
}

impl Related<super::registers::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Registers.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
