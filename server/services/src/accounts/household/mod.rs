//! The household of an account: everybody who has linked it, by the roles of [`domain::accounts::Role`].

mod answer;
mod invite;
mod members;

use db::{
    accounts::{household as rows, invitations, links},
    entity::links::Model,
};
use domain::{
    accounts::{Action, Household, Invited, Member, ProofKind, Role, Standing, masked_email},
    calendar::business_date,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

pub use answer::{accept, decline, invitation};
pub use invite::{invite, withdraw};
pub use members::{change_role, remove_member};

use super::page::{Own, own};
use crate::{Result, Services, identity::Caller};

/// Who has linked an account and who is invited.
///
/// # Errors
/// `NotFound` when it is not in the caller's cabinet; `RoleForbids` unless they are an owner.
pub async fn household(services: &Services, caller: &Caller, account_id: Uuid) -> Result<Household> {
    let conn = services.db.reader();
    let own = own(services, conn, caller.user_id, account_id).await?;
    own.require(Action::ManageHousehold)?;
    let now = services.now();
    let mine = standing(&own.link);
    let day = |moment| business_date(moment, own.branch.offset_minutes);
    let members = rows::members(conn, account_id).await?.into_iter().map(|(link, user)| {
        let me = link.user_id == caller.user_id;
        Member {
            id: link.id,
            email: masked_email(&user.email),
            role: role(&link),
            since: day(link.created_at),
            me,
            managed: !me && mine.may_manage(standing(&link)),
        }
    });
    let invited = invitations::pending(conn, account_id, now).await?.into_iter();
    let invited = invited.map(|invitation| Invited {
        id: invitation.id,
        email: if invitation.inviter_id == caller.user_id {
            invitation.email
        } else {
            masked_email(&invitation.email)
        },
        role: Role::from_key(&invitation.role).unwrap_or(Role::Reader),
        until: day(invitation.expires_at),
    });
    Ok(Household {
        members: members.collect(),
        invited: invited.collect(),
    })
}

/// What a link makes a person; an unknown word allows the least.
pub(super) fn role(link: &Model) -> Role {
    Role::from_key(&link.role).unwrap_or(Role::Reader)
}

/// How a link was proven; an unknown word proves the least.
pub(super) fn proof(link: &Model) -> ProofKind {
    ProofKind::from_key(&link.proof).unwrap_or(ProofKind::Invitation)
}

fn standing(link: &Model) -> Standing {
    Standing {
        role: role(link),
        proof: proof(link),
        since: link.created_at,
    }
}

/// The caller's account, held against other changes of its household, if they may change it.
async fn managed(services: &Services, tx: &DatabaseTransaction, caller: &Caller, account_id: Uuid) -> Result<Own> {
    rows::lock(tx, account_id).await?;
    let own = own(services, tx, caller.user_id, account_id).await?;
    own.require(Action::ManageHousehold)?;
    Ok(own)
}

/// Ends a link and what hangs on it; `false` when it is gone already.
pub(super) async fn end(conn: &impl ConnectionTrait, user_id: Uuid, account_id: Uuid) -> Result<bool> {
    invitations::remove_of(conn, account_id, user_id).await?;
    Ok(links::remove(conn, user_id, account_id).await?)
}
