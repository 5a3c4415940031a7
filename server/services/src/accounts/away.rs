//! Those who were taken off an account: what they proved it by does not bring them back.

use chrono::Duration;
use db::limits;
use domain::accounts::ProofKind;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{Result, Services, limits::Quota};

/// Whoever was taken off an account cannot link it again for so long by a proof that is no better than the one that was
/// undone. A better one stays open: a neighbour must not lock the owner out.
const AWAY: Quota = Quota::new(1, Duration::days(365));

/// Keeps a proof from bringing a person back. An invitation brings nobody back by itself.
pub(super) async fn send(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
    undone: ProofKind,
) -> Result<()> {
    if undone != ProofKind::Invitation {
        AWAY.try_take(conn, &key(services, user_id, account_id, undone), services.now())
            .await?;
    }
    Ok(())
}

/// Lets the proof count again.
pub(super) async fn forgive(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
    undone: ProofKind,
) -> Result<()> {
    Ok(limits::refund(conn, &key(services, user_id, account_id, undone)).await?)
}

/// Whether the person was taken off this account after a proof as good as this one.
pub(super) async fn is_away(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
    proof: ProofKind,
) -> Result<bool> {
    any(services, conn, user_id, account_id, |undone| undone.is_at_least(proof)).await
}

/// Whether the person was taken off this account after a better proof than the inviter's: who knows less cannot bring
/// back whom others have removed.
pub(super) async fn is_beyond(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
    inviter: ProofKind,
) -> Result<bool> {
    any(services, conn, user_id, account_id, |undone| {
        !inviter.is_at_least(undone)
    })
    .await
}

async fn any(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
    account_id: Uuid,
    counts: impl Fn(ProofKind) -> bool,
) -> Result<bool> {
    let now = services.now();
    for undone in ProofKind::ALL.into_iter().filter(|undone| counts(*undone)) {
        let key = key(services, user_id, account_id, undone);
        if limits::exhausted(conn, &key, AWAY.limit, now).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn key(services: &Services, user_id: Uuid, account_id: Uuid, undone: ProofKind) -> String {
    let what = format!("{user_id} {account_id} {}", undone.key());
    services.keys.label("link-undone", &what)
}
