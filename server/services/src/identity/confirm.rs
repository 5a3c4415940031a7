//! The control line of the letter: makes the registration a cabinet.

use db::{
    entity::users::Model,
    identity::{registrations, users},
};
use domain::Refusal;

use crate::{Result, Services, secrets::Token};

/// Confirms a registration by its letter's token, once.
///
/// # Errors
/// `LinkDead` when the link is unknown, used, too old, or the address got a cabinet meanwhile.
pub async fn confirm(services: &Services, token: &str) -> Result<()> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let now = services.now();
    let tx = services.db.begin().await?;
    let registration = registrations::take(&tx, &token.digest(), now)
        .await?
        .ok_or(Refusal::LinkDead)?;
    let user = Model {
        id: services.new_id()?,
        email: registration.email,
        phone: registration.phone,
        name: None,
        password_hash: registration.password_hash,
        consent_version: registration.consent_version,
        consent_at: registration.created_at,
        created_at: now,
        password_changed_at: registration.created_at,
        leaves_at: None,
    };
    let made = users::insert(&tx, user).await?;
    tx.commit().await?;
    if made { Ok(()) } else { Err(Refusal::LinkDead.into()) }
}
