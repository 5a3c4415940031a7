//! The table `users`: people who have registered.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One customer.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address to log in with, in lower case, unique.
    pub email: String,
    /// `+7` and ten digits; confirmed by a code.
    pub phone: String,
    /// How the person wants to be addressed, if they said so.
    pub name: Option<String>,
    /// A PHC string.
    pub password_hash: String,
    /// Which text of the consent was agreed to.
    pub consent_version: String,
    /// When it was.
    pub consent_at: DateTimeUtc,
    /// When the registration was finished.
    pub created_at: DateTimeUtc,
    /// When the password was last set.
    pub password_changed_at: DateTimeUtc,
    /// When the cabinet is to be deleted, if its person asked for that.
    pub leaves_at: Option<DateTimeUtc>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
