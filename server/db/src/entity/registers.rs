//! The table `registers`: what a meter counts with, one row for each tariff zone.

use sea_orm::entity::prelude::*;

/// One register of a meter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registers")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The meter.
    pub meter_id: Uuid,
    /// The word of [`domain::readings::Zone::key`].
    pub zone: String,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The meter it belongs to.
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
