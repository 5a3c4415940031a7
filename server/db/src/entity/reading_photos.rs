//! The table `reading_photos`: photos of a meter that came with its readings, sent or kept.

use sea_orm::entity::prelude::*;

/// One photo of one sending.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reading_photos")]
pub struct Model {
    /// The sending, whose id stands at its readings, or what is kept, by the id of its row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub submission_id: Uuid,
    /// The place among its photos, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    /// The file; it belongs to no other sending.
    pub file_id: Uuid,
    /// The meter.
    pub meter_id: Uuid,
    /// Who sent it.
    pub user_id: Uuid,
    /// When it came.
    pub sent_at: DateTimeUtc,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The file.
    #[sea_orm(
        belongs_to = "super::files::Entity",
        from = "Column::FileId",
        to = "super::files::Column::Id"
    )]
    File,
    /// The meter.
    #[sea_orm(
        belongs_to = "super::meters::Entity",
        from = "Column::MeterId",
        to = "super::meters::Column::Id"
    )]
    Meter,
}

impl Related<super::files::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::File.def()
    }
}

impl Related<super::meters::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Meter.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
