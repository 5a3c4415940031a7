//! The table `links`: which customers see which accounts.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One account in one customer's list.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "links")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The customer.
    pub user_id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// The customer's own name for it.
    pub label: Option<String>,
    /// The word of [`domain::accounts::ProofKind::key`].
    pub proof: String,
    /// When it was linked.
    pub created_at: DateTimeUtc,
    /// Its place in the customer's list, the lowest first; equal ones in the order they were linked.
    pub place: i32,
    /// SHA-256 of the token by which those who linked the account before may undo this link.
    pub undo_hash: Option<Vec<u8>>,
    /// Until when they may.
    pub undo_until: Option<DateTimeUtc>,
    /// The word of [`domain::accounts::Role::key`].
    pub role: String,
    /// By which proof the owner's data are masked, where it is not the customer's own: that of whoever invited them.
    pub seen_as: Option<String>,
    /// Who invited the customer.
    pub invited_by: Option<Uuid>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The customer.
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::UserId",
        to = "super::users::Column::Id"
    )]
    User,
    /// The account.
    #[sea_orm(
        belongs_to = "super::accounts::Entity",
        from = "Column::AccountId",
        to = "super::accounts::Column::Id"
    )]
    Account,
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl Related<super::accounts::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Account.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
