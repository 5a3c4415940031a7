//! The table `jobs`: work that is done later, each piece once whatever crashes.

use sea_orm::entity::prelude::*;

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which job does it.
    pub kind: String,
    /// What makes it one: a kind has each key once. Never personal data.
    pub key: String,
    /// How far it has come, in the job's own words.
    pub progress: Option<String>,
    /// When it was put down.
    pub created_at: DateTimeUtc,
    /// Not before.
    pub run_at: DateTimeUtc,
    /// Claims so far.
    pub attempts: i32,
    /// Until when somebody holds it.
    pub lease_until: Option<DateTimeUtc>,
    /// Who does.
    pub lease_token: Option<Uuid>,
    /// When it was done.
    pub done_at: Option<DateTimeUtc>,
    /// When it was given up.
    pub dead_at: Option<DateTimeUtc>,
    /// What went wrong last; never personal data.
    pub last_error: Option<String>,
}

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
