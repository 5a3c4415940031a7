//! Undoing a link: the owners of an account are told of each new link and may take it back.

use chrono::{DateTime, Duration, Utc};
use db::{
    accounts::{household, links},
    entity::{accounts::Model as Account, links::Model as Link},
    identity::users,
};
use domain::{Refusal, accounts::ProofKind, identity::Email};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    away,
    household::{end, proof},
};
use crate::{Result, Services, identity::Caller, notices, secrets::Token};

/// How long a letter's link works.
const LINK: Duration = Duration::days(30);

/// Those who were owners of an account before.
pub(super) struct Others {
    token: Token,
    people: Vec<Other>,
}

struct Other {
    email: Email,
    /// Whether they proved the account at least as well: only then they may undo the new link.
    may_undo: bool,
}

impl Others {
    pub(super) async fn of(
        services: &Services,
        tx: &DatabaseTransaction,
        caller: &Caller,
        account: &Account,
        proof: ProofKind,
    ) -> Result<Self> {
        let rows = links::others(tx, account.id, caller.user_id).await?;
        let people = rows.into_iter().filter_map(|(email, key)| {
            Some(Other {
                email: email.parse().ok()?,
                may_undo: ProofKind::from_key(&key).is_some_and(|theirs| theirs.is_at_least(proof)),
            })
        });
        Ok(Self {
            token: services.new_token()?,
            people: people.collect(),
        })
    }

    /// What the new link keeps, so that it can be undone, and until when.
    pub(super) fn undo(&self, now: DateTime<Utc>) -> Option<(Vec<u8>, DateTime<Utc>)> {
        let any = self.people.iter().any(|other| other.may_undo);
        any.then(|| (self.token.digest(), now + LINK))
    }

    pub(super) async fn tell(&self, services: &Services, tx: &DatabaseTransaction, account: &Account) -> Result<()> {
        for Other { email, may_undo } in &self.people {
            let token = may_undo.then_some(&self.token);
            notices::new_link(services, tx, email, &account.number, token).await?;
        }
        Ok(())
    }
}

/// The end of the number of the account whose link a letter's token would undo.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old.
pub async fn undoable(services: &Services, token: &str) -> Result<String> {
    let (_, account) = find(services, services.db.reader(), token).await?;
    Ok(notices::tail(&account.number))
}

/// Undoes the link of a letter's token and those of whom that person has invited, and tells them.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old.
pub async fn undo(services: &Services, token: &str) -> Result<()> {
    let tx = services.db.begin().await?;
    let (link, account) = find(services, &tx, token).await?;
    household::lock(&tx, account.id).await?;
    if !take_off(services, &tx, &link, &account).await? {
        return Err(Refusal::LinkDead.into());
    }
    away::send(services, &tx, link.user_id, link.account_id, proof(&link)).await?;
    let mut gone = vec![link.user_id];
    while let Some(user_id) = gone.pop() {
        for invited in household::invited_by(&tx, account.id, user_id).await? {
            take_off(services, &tx, &invited, &account).await?;
            gone.push(invited.user_id);
        }
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// Ends a link and tells the person who had it; `false` when it is gone already.
async fn take_off(services: &Services, tx: &DatabaseTransaction, link: &Link, account: &Account) -> Result<bool> {
    let ended = end(tx, link.user_id, link.account_id).await?;
    if ended
        && let Some(user) = users::by_id(tx, link.user_id).await?
        && let Ok(email) = user.email.parse()
    {
        notices::link_undone(services, tx, &email, &account.number).await?;
    }
    Ok(ended)
}

async fn find(services: &Services, conn: &impl ConnectionTrait, token: &str) -> Result<(Link, Account)> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let found = links::undoable(conn, &token.digest(), services.now()).await?;
    Ok(found.ok_or(Refusal::LinkDead)?)
}
