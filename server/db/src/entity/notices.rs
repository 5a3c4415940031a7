//! The table `notices`: letters and short messages on their way out.

use super::private_debug;
use sea_orm::entity::prelude::*;

/// One letter or short message.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    /// UUID v7; also the idempotency key towards the gateway.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `email` or `sms`.
    pub channel: String,
    /// An address or a phone; empty once it is sent.
    pub recipient: String,
    /// A letter's subject; empty once it is sent.
    pub subject: String,
    /// The text; empty once it is sent or given up.
    pub body: String,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// Not before this.
    pub run_at: DateTimeUtc,
    /// How many tries have begun.
    pub attempts: i32,
    /// Until when the one who tries now may hold it.
    pub lease_until: Option<DateTimeUtc>,
    /// The one who tries now.
    pub lease_token: Option<Uuid>,
    /// When it left.
    pub sent_at: Option<DateTimeUtc>,
    /// When it was given up.
    pub dead_at: Option<DateTimeUtc>,
    /// Why the last try failed; without personal data.
    pub last_error: Option<String>,
}

private_debug!(id);

/// What its rows refer to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
