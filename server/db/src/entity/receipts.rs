//! The table `receipts`: one row for each sending of readings, with what the billing has done with it.

use sea_orm::entity::prelude::*;

/// One sending.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    /// The sending's id: `submission_id` of its readings.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The meter.
    pub meter_id: Uuid,
    /// The twelve digits of [`domain::readings::ReceiptNumber`].
    pub number: String,
    /// The day of a check that found nothing wrong.
    pub checked_on: Option<Date>,
    /// The day of a check that refused it.
    pub refused_on: Option<Date>,
    /// Why: the word of [`domain::readings::Objection::key`].
    pub objection: Option<String>,
    /// The day on which a bill was made of it.
    pub billed_on: Option<Date>,
    /// The first day of that bill's month.
    pub bill_month: Option<Date>,
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
