//! The table `appeal_files`: which files came with which appeal.

use sea_orm::entity::prelude::*;

/// One file of one appeal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal_files")]
pub struct Model {
    /// The appeal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub appeal_number: i64,
    /// The place among its files, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    /// The file; it belongs to no other appeal.
    pub file_id: Uuid,
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
}

impl Related<super::files::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::File.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
