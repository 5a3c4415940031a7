//! Undoing a link: those who linked an account before are told of each new link and may take it back.

use chrono::{DateTime, Duration, Utc};
use db::{
    accounts::links,
    entity::{accounts::Model as Account, links::Model as Link},
    limits,
};
use domain::{Refusal, accounts::ProofKind, identity::Email};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use crate::{Result, Services, identity::Caller, limits::Quota, notices, secrets::Token};

/// How long a letter's link works.
const LINK: Duration = Duration::days(30);
/// Whoever was taken off an account cannot link it again for so long by a proof that is no better than the one that was
/// undone. A better one stays open: a neighbour must not lock the owner out.
const AWAY: Quota = Quota::new(1, Duration::days(365));

/// Those who linked an account before.
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

/// Whether the caller was taken off this account after a proof as good as this one.
pub(super) async fn is_away(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
    proof: ProofKind,
) -> Result<bool> {
    let now = services.now();
    for undone in ProofKind::ALL.into_iter().filter(|undone| undone.is_at_least(proof)) {
        let key = away(services, user_id, account_id, undone);
        if limits::exhausted(conn, &key, AWAY.limit, now).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The end of the number of the account whose link a letter's token would undo.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old.
pub async fn undoable(services: &Services, token: &str) -> Result<String> {
    let (_, account) = find(services, services.db.reader(), token).await?;
    Ok(notices::tail(&account.number))
}

/// Undoes the link of a letter's token and tells the person who had it.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old.
pub async fn undo(services: &Services, token: &str) -> Result<()> {
    let tx = services.db.begin().await?;
    let (link, account) = find(services, &tx, token).await?;
    if !links::remove(&tx, link.user_id, link.account_id).await? {
        return Err(Refusal::LinkDead.into());
    }
    if let Some(undone) = ProofKind::from_key(&link.proof) {
        let key = away(services, link.user_id, link.account_id, undone);
        AWAY.try_take(&tx, &key, services.now()).await?;
    }
    if let Some(user) = db::identity::users::by_id(&tx, link.user_id).await?
        && let Ok(email) = user.email.parse()
    {
        notices::link_undone(services, &tx, &email, &account.number).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

async fn find(services: &Services, conn: &impl ConnectionTrait, token: &str) -> Result<(Link, Account)> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let found = links::undoable(conn, &token.digest(), services.now()).await?;
    Ok(found.ok_or(Refusal::LinkDead)?)
}

fn away(services: &Services, user_id: Uuid, account_id: Uuid, undone: ProofKind) -> String {
    let what = format!("{user_id} {account_id} {}", undone.key());
    services.keys.label("link-undone", &what)
}
