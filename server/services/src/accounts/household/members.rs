//! What owners may do with the other people of an account.

use db::{
    accounts::{household as rows, invitations},
    entity::{links::Model as Link, users::Model as User},
};
use domain::{
    Refusal,
    accounts::{Action, Role},
};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{super::away, end, managed, proof, role, standing};
use crate::{Error, Result, Services, accounts::page::Own, identity::Caller, notices};

/// Gives a member another role and tells them.
///
/// # Errors
/// `NotFound` when there is no such other member; `RoleForbids`, `MemberStronger`.
pub async fn change_role(
    services: &Services,
    caller: &Caller,
    account_id: Uuid,
    member: Uuid,
    wanted: Role,
) -> Result<()> {
    let tx = services.db.begin().await?;
    let (own, link, user) = reach(services, &tx, caller, account_id, member).await?;
    if role(&link) == wanted {
        return Ok(());
    }
    rows::set_role(&tx, link.id, wanted.key()).await?;
    if wanted.may(Action::ManageHousehold) {
        away::forgive(services, &tx, link.user_id, account_id, proof(&link)).await?;
    } else {
        // Leaving and linking anew by the same proof would make them an owner again.
        away::send(services, &tx, link.user_id, account_id, proof(&link)).await?;
        invitations::remove_of(&tx, account_id, link.user_id).await?;
    }
    if let Ok(email) = user.email.parse() {
        notices::role_changed(services, &tx, &email, &own.account.number, wanted).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// Takes a member off an account and tells them. Whom they have invited stays.
///
/// # Errors
/// `NotFound` when there is no such other member; `RoleForbids`, `MemberStronger`.
pub async fn remove_member(services: &Services, caller: &Caller, account_id: Uuid, member: Uuid) -> Result<()> {
    let tx = services.db.begin().await?;
    let (own, link, user) = reach(services, &tx, caller, account_id, member).await?;
    if !end(&tx, link.user_id, account_id).await? {
        return Err(Error::NotFound);
    }
    away::send(services, &tx, link.user_id, account_id, proof(&link)).await?;
    if let Ok(email) = user.email.parse() {
        notices::removed(services, &tx, &email, &own.account.number).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// Another member of the caller's account whom the caller may manage.
async fn reach(
    services: &Services,
    tx: &DatabaseTransaction,
    caller: &Caller,
    account_id: Uuid,
    member: Uuid,
) -> Result<(Own, Link, User)> {
    let own = managed(services, tx, caller, account_id).await?;
    let found = rows::member(tx, account_id, member).await?;
    let (link, user) = found
        .filter(|(link, _)| link.user_id != caller.user_id)
        .ok_or(Error::NotFound)?;
    if standing(&own.link).may_manage(standing(&link)) {
        Ok((own, link, user))
    } else {
        Err(Refusal::MemberStronger.into())
    }
}
