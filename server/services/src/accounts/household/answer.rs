//! The invited person's answer.

use db::{
    accounts::{household as rows, invitations, links},
    entity::{accounts::Model as Account, invitations::Model, links::Model as Link},
    identity::users,
};
use domain::{
    Refusal,
    accounts::{Action, InvitationView, ProofKind, Role, Visitor, masked_email},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::{super::away::is_beyond, proof, role};
use crate::{Result, Services, identity::Caller, notices, secrets::Token};

/// What an invitation says to whoever has its letter.
///
/// # Errors
/// `LinkDead` when it is unknown, answered, withdrawn or too old, or its sender may not invite any more.
pub async fn invitation(services: &Services, caller: Option<&Caller>, token: &str) -> Result<InvitationView> {
    let conn = services.db.reader();
    let invitation = find(services, conn, token).await?;
    let (_, account) = inviter(conn, &invitation).await?;
    let from = users::by_id(conn, invitation.inviter_id).await?;
    let from = from.ok_or(Refusal::LinkDead)?;
    Ok(InvitationView {
        token: token.to_owned(),
        tail: notices::tail(&account.number),
        role: wanted(&invitation),
        from: masked_email(&from.email),
        to: masked_email(&invitation.email),
        visitor: match caller {
            None => Visitor::Nobody,
            Some(caller) if caller.email == invitation.email => Visitor::Invited,
            Some(_) => Visitor::Another,
        },
    })
}

/// Links the account as the invitation says and tells its owners. An account that the caller has linked already stays as
/// it is: an invitation neither lowers nor raises anybody. Returns the account.
///
/// # Errors
/// `LinkDead`; `InvitedAnother` when the caller's address is not the invited one.
pub async fn accept(services: &Services, caller: &Caller, token: &str) -> Result<Uuid> {
    let tx = services.db.begin().await?;
    let account_id = find(services, &tx, token).await?.account_id;
    rows::lock(&tx, account_id).await?;
    // Somebody may have been faster.
    let invitation = find(services, &tx, token).await?;
    if invitation.email != caller.email {
        return Err(Refusal::InvitedAnother.into());
    }
    let (inviter, account) = inviter(&tx, &invitation).await?;
    if is_beyond(services, &tx, caller.user_id, account_id, proof(&inviter)).await? {
        return Err(Refusal::LinkDead.into());
    }
    if !invitations::remove(&tx, account_id, invitation.id).await? {
        return Err(Refusal::LinkDead.into());
    }
    let link = link(services, &tx, caller, &invitation, inviter).await?;
    if links::insert(&tx, link).await? {
        tell(services, &tx, caller, &account, wanted(&invitation)).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(account_id)
}

/// Ends an invitation that is not wanted; whoever has its letter may.
///
/// # Errors
/// `LinkDead`.
pub async fn decline(services: &Services, token: &str) -> Result<()> {
    let tx = services.db.begin().await?;
    let invitation = find(services, &tx, token).await?;
    if !invitations::remove(&tx, invitation.account_id, invitation.id).await? {
        return Err(Refusal::LinkDead.into());
    }
    tx.commit().await?;
    Ok(())
}

async fn find(services: &Services, conn: &impl ConnectionTrait, token: &str) -> Result<Model> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let found = invitations::by_token(conn, &token.digest(), services.now()).await?;
    Ok(found.ok_or(Refusal::LinkDead)?)
}

/// The sender's own link, if it still lets them invite.
async fn inviter(conn: &impl ConnectionTrait, invitation: &Model) -> Result<(Link, Account)> {
    let found = links::linked_one(conn, invitation.inviter_id, invitation.account_id).await?;
    let found = found.filter(|(link, _)| role(link).may(Action::ManageHousehold));
    Ok(found.ok_or(Refusal::LinkDead)?)
}

fn wanted(invitation: &Model) -> Role {
    Role::from_key(&invitation.role).unwrap_or(Role::Reader)
}

/// The link of the invited: they see of the owner's data no more than whoever invited them.
async fn link(
    services: &Services,
    tx: &DatabaseTransaction,
    caller: &Caller,
    invitation: &Model,
    inviter: Link,
) -> Result<Link> {
    Ok(Link {
        id: services.new_id()?,
        user_id: caller.user_id,
        account_id: invitation.account_id,
        label: None,
        proof: ProofKind::Invitation.key().to_owned(),
        created_at: services.now(),
        place: links::next_place(tx, caller.user_id).await?,
        undo_hash: None,
        undo_until: None,
        role: invitation.role.clone(),
        seen_as: Some(inviter.seen_as.unwrap_or(inviter.proof)),
        invited_by: Some(invitation.inviter_id),
    })
}

async fn tell(
    services: &Services,
    tx: &DatabaseTransaction,
    caller: &Caller,
    account: &Account,
    role: Role,
) -> Result<()> {
    let who = masked_email(&caller.email);
    for (email, _) in links::others(tx, account.id, caller.user_id).await? {
        if let Ok(email) = email.parse() {
            notices::new_member(services, tx, &email, &who, role, account).await?;
        }
    }
    Ok(())
}
