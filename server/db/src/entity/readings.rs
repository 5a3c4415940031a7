//! The table `readings`: what the registers showed, replaced readings included.

use sea_orm::entity::prelude::*;

/// One reading of one register.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "readings")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The meter.
    pub meter_id: Uuid,
    /// The word of [`domain::readings::Zone::key`].
    pub zone: String,
    /// Thousandths of a kWh.
    pub value: i64,
    /// The day it holds for, at the branch.
    pub taken_on: Date,
    /// When it came in.
    pub received_at: DateTimeUtc,
    /// The word of [`domain::readings::Source::key`].
    pub source: String,
    /// The customer who sent it.
    pub user_id: Option<Uuid>,
    /// When it was typed, where it waited for a connection since.
    pub typed_at: Option<DateTimeUtc>,
    /// The sending it came with: one id for all zones, given by the browser. `None` for what registries brought.
    pub submission_id: Option<Uuid>,
    /// When it ceased to count: a later one of the same source took its place, or the check refused it.
    pub superseded_at: Option<DateTimeUtc>,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The meter that was read.
    #[sea_orm(
        belongs_to = "super::meters::Entity",
        from = "Column::MeterId",
        to = "super::meters::Column::Id"
    )]
    Meter,
}

impl Related<super::meters::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Meter.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
