//! The table `appeals`: what customers wrote to the supplier.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One appeal.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeals")]
pub struct Model {
    /// The number that the customer is told; counted by the database.
    #[sea_orm(primary_key)]
    pub number: i64,
    /// UUID v7, unique: the same form sent twice is one appeal.
    pub id: Uuid,
    /// What it is about.
    pub topic: String,
    /// Who wrote it.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What was written.
    pub text: String,
    /// The customer, when one was logged in.
    pub user_id: Option<Uuid>,
    /// When it came.
    pub created_at: DateTimeUtc,
    /// Where to call: `+7` and ten digits.
    pub phone: Option<String>,
}

private_debug!(number);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
