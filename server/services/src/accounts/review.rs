//! After five failures in a lifetime a person looks: linking by proof stays closed until then.

use chrono::{DateTime, Utc};
use db::{accounts::reviews, entity::linking_reviews::Model, identity::users, limits};
use domain::{Refusal, identity::Email};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::quota::{PER_LIFETIME, lifetime};
use crate::{Result, Services, identity::Caller};

/// A customer who waits for staff.
pub struct Waiting {
    /// Their address.
    pub email: String,
    /// Since when linking is closed for them.
    pub since: DateTime<Utc>,
}

/// Whether linking by proof is closed for the caller.
///
/// # Errors
/// Those of the database.
pub async fn is_closed(services: &Services, caller: &Caller) -> Result<bool> {
    Ok(reviews::is_closed(services.db.reader(), caller.user_id).await?)
}

/// Refuses a person for whom linking is closed: before any look at the account or the proof, so that the answer tells
/// nothing about them.
pub(super) async fn refuse_closed(conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    if reviews::is_closed(conn, user_id).await? {
        return Err(Refusal::LinkingClosed.into());
    }
    Ok(())
}

/// Closes linking if the last failure of a lifetime is spent.
pub(super) async fn close_if_spent(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    let now = services.now();
    let spent = limits::exhausted(conn, &lifetime(user_id), PER_LIFETIME.limit, now).await?;
    if spent.is_some() {
        let row = Model {
            user_id,
            closed_at: now,
        };
        reviews::insert(conn, row).await?;
    }
    Ok(())
}

/// Everybody who waits for staff, the longest first.
///
/// # Errors
/// Those of the database.
pub async fn waiting(services: &Services) -> Result<Vec<Waiting>> {
    let rows = reviews::waiting(services.db.reader()).await?.into_iter();
    Ok(rows.map(|(email, since)| Waiting { email, since }).collect())
}

/// Staff have looked: the customer may try five times more. `false` when nobody with this address waits.
///
/// # Errors
/// Those of the database.
pub async fn release(services: &Services, email: &Email) -> Result<bool> {
    let tx = services.db.begin().await?;
    let Some(user) = users::by_email(&tx, email.as_str()).await? else {
        return Ok(false);
    };
    let released = reviews::remove(&tx, user.id).await?;
    if released {
        limits::forget(&tx, &lifetime(user.id)).await?;
    }
    tx.commit().await?;
    Ok(released)
}
