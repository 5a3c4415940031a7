//! What a person of the supplier does for a customer who has proven elsewhere who they are.

use db::{
    entity::users::Model,
    identity::{ceremonies, email_changes, sessions, users},
};
use domain::identity::Email;
use sea_orm::DatabaseTransaction;

use super::factors;
use crate::{
    Error, Result, Services, audit,
    notices::{self, FactorNews},
};

/// Ends every session of a customer, tells them, and gives how many there were.
///
/// # Errors
/// [`Error::NotFound`] when nobody has this address.
pub async fn end_sessions(services: &Services, email: &Email) -> Result<u64> {
    let (tx, user) = held(services, email).await?;
    let ended = out(services, &tx, &user).await?;
    notices::sessions_ended(services, &tx, email).await?;
    tx.commit().await?;
    audit::note("sessions-ended-by-operator", user.id);
    services.notices_wait.notify_one();
    Ok(ended)
}

/// Takes the second factors of a customer away who has lost them all, ends every session and tells them.
///
/// # Errors
/// [`Error::NotFound`] when nobody has this address, or they have no factor.
pub async fn remove_factors(services: &Services, email: &Email) -> Result<()> {
    let (tx, user) = held(services, email).await?;
    if !factors::any(&tx, user.id).await? {
        return Err(Error::NotFound);
    }
    factors::forget_all(services, &tx, user.id).await?;
    out(services, &tx, &user).await?;
    notices::factor(services, &tx, email, FactorNews::AllRemoved).await?;
    tx.commit().await?;
    audit::note("factors-removed-by-operator", user.id);
    services.notices_wait.notify_one();
    Ok(())
}

async fn held(services: &Services, email: &Email) -> Result<(DatabaseTransaction, Model)> {
    let tx = services.db.begin().await?;
    let user = users::by_email(&tx, email.as_str()).await?.ok_or(Error::NotFound)?;
    let user = users::lock(&tx, user.id).await?.ok_or(Error::NotFound)?;
    Ok((tx, user))
}

/// Ends the sessions, the logins that were begun, and a change of address that waits to be confirmed: whoever was in may have
/// asked for it.
async fn out(services: &Services, tx: &DatabaseTransaction, user: &Model) -> Result<u64> {
    email_changes::end_waiting(tx, user.id, services.now()).await?;
    ceremonies::end_of_user(tx, user.id).await?;
    Ok(sessions::end_all(tx, user.id).await?)
}
