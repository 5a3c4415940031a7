//! The table `notice_choices`: which notices people want, where they said so.

use sea_orm::entity::prelude::*;

/// What one person said of one kind by one way.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_choices")]
pub struct Model {
    /// The customer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// The word of [`domain::notices::Kind::key`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The word of [`domain::notices::Channel::key`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: String,
    /// Whether they want it.
    pub wanted: bool,
    /// Which text they agreed to, where a consent is needed.
    pub consent_version: Option<String>,
    /// When they said so.
    pub chosen_at: DateTimeUtc,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
