//! The table `sessions`: who is logged in, and where.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One login in one browser.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the cookie.
    pub token_hash: Vec<u8>,
    /// Who.
    pub user_id: Uuid,
    /// When they logged in.
    pub created_at: DateTimeUtc,
    /// When they were last there.
    pub last_seen_at: DateTimeUtc,
    /// After which the cookie is worth nothing.
    pub expires_at: DateTimeUtc,
    /// Whether the browser was told to remember.
    pub remember: bool,
    /// What the customer reads: the browser and the system.
    pub device: String,
    /// Where it began: an IPv4 address or an IPv6 /64.
    pub network: String,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Who is logged in.
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::UserId",
        to = "super::users::Column::Id"
    )]
    User,
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
