//! The table `registrations`: those whose letter has not been answered yet.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One registration on its way.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registrations")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address the letter went to.
    pub email: String,
    /// The phone, confirmed by a code.
    pub phone: String,
    /// A PHC string.
    pub password_hash: String,
    /// SHA-256 of the token in the letter.
    pub token_hash: Vec<u8>,
    /// SHA-256 of the cookie of the browser that registered: it alone may ask for the letter again.
    pub browser_hash: Option<Vec<u8>>,
    /// How often the letter was sent again.
    pub resends: i32,
    /// When it last was.
    pub resent_at: Option<DateTimeUtc>,
    /// Which text of the consent was agreed to.
    pub consent_version: String,
    /// Which text of the consent to news was agreed to, if it was.
    pub news_version: Option<String>,
    /// When the form was sent.
    pub created_at: DateTimeUtc,
    /// Until when the letter works.
    pub expires_at: DateTimeUtc,
    /// When it was used.
    pub used_at: Option<DateTimeUtc>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
