//! How good a new password is, while it is typed.

use chrono::Duration;
use domain::{
    FieldError,
    identity::{Rated, Rating},
};

use super::{Caller, guessable::Guessable};
use crate::{
    Error, Result, Services,
    limits::{Network, Quota},
};

/// Ratings for one network: a person asks for a few with each password they think of.
const PER_NETWORK: Quota = Quota::new(300, Duration::minutes(10));

/// Rates a password by the whole rule; nothing while others need the processor more. Nothing of it is kept.
///
/// # Errors
/// `TooMany` for the network.
pub async fn rate_password(
    services: &Services,
    from: &Network,
    caller: Option<&Caller>,
    typed: Rated,
) -> Result<Option<Rating>> {
    PER_NETWORK
        .take_of_network(services, services.db.writer(), "rate-password", from)
        .await?;
    let email = typed.email.or_else(|| caller?.email.parse().ok());
    let phone = typed.phone.or_else(|| caller?.phone.parse().ok());
    if typed.password.repeats(email.as_ref(), phone.as_ref()) {
        return Ok(Some(Rating::Weak(FieldError::PasswordOwn)));
    }
    match Guessable::rate(services, &typed.password, email.as_ref(), phone.as_ref()).await {
        Ok(rating) => Ok(Some(rating)),
        Err(Error::Busy) => Ok(None),
        Err(error) => Err(error),
    }
}
