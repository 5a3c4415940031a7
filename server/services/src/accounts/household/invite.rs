//! Invitations of relatives by e-mail.

use chrono::Duration;
use db::{accounts::invitations, entity::invitations::Model};
use domain::{
    Field, FieldError, FieldErrors, Refusal,
    accounts::{INVITATION_DAYS, Invitation, masked_email},
};
use uuid::Uuid;

use super::managed;
use crate::{Error, Result, Services, identity::Caller, limits::Quota, notices};

/// The most invitations to one account that wait for an answer.
const PENDING_MAX: u32 = 10;
/// Letters a day for one person.
const LETTERS: Quota = Quota::new(10, Duration::days(1));

/// Sends an invitation; an earlier one of the same address gives way. Whether the address has a cabinet is not even
/// looked up.
///
/// # Errors
/// `NotFound`, `RoleForbids`; `InvitesSelf` at the address; `InvitationsFull`, `TooMany`.
pub async fn invite(services: &Services, caller: &Caller, account_id: Uuid, wanted: Invitation) -> Result<()> {
    let Invitation { email, role } = wanted;
    let now = services.now();
    let tx = services.db.begin().await?;
    let own = managed(services, &tx, caller, account_id).await?;
    if email.as_str() == caller.email {
        return Err(FieldErrors::one(Field::Email, FieldError::InvitesSelf).into());
    }
    invitations::make_room(&tx, account_id, email.as_str(), now).await?;
    if invitations::count(&tx, account_id, now).await? >= u64::from(PENDING_MAX) {
        return Err(Refusal::InvitationsFull(PENDING_MAX).into());
    }
    LETTERS.take(&tx, &format!("invite:{}", caller.user_id), now).await?;
    let token = services.new_token()?;
    let row = Model {
        id: services.new_id()?,
        account_id,
        inviter_id: caller.user_id,
        email: email.as_str().to_owned(),
        role: role.key().to_owned(),
        token_hash: token.digest(),
        created_at: now,
        expires_at: now + Duration::days(INVITATION_DAYS),
    };
    invitations::insert(&tx, row).await?;
    let from = masked_email(&caller.email);
    notices::invitation(services, &tx, &email, &from, &own.account.number, role, &token).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// Takes an invitation back.
///
/// # Errors
/// `NotFound` when it is not of an account of the caller, or was answered meanwhile; `RoleForbids`.
pub async fn withdraw(services: &Services, caller: &Caller, account_id: Uuid, invitation: Uuid) -> Result<()> {
    let tx = services.db.begin().await?;
    managed(services, &tx, caller, account_id).await?;
    if !invitations::remove(&tx, account_id, invitation).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}
