//! Whether a code is right. Wrong ones are counted, and the wait doubles: however many are sent at once, one is looked at.

use chrono::Duration;
use db::{
    entity::users::Model,
    identity::{authenticators, recovery_codes},
    throttles,
};
use domain::{
    FieldError, FieldErrors,
    identity::{AppCode, Proof, RecoveryCode},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{super::stored_email, codes, totp};
use crate::{
    Error, Result, Services, audit,
    limits::{Network, Quota},
    notices,
    notices::FactorNews,
    throttle,
};

/// The purpose of the key that seals an app's secret.
pub(super) const SECRET: &str = "authenticator";
/// Wrong codes in ten minutes for one network.
const FAILURES_PER_NETWORK: Quota = Quota::new(100, Duration::minutes(10));
/// The name of their counter.
const NETWORK: &str = "factor-network";

/// Checks a code of a person whom this transaction holds (`users::lock`): so the codes of one person are looked at one
/// after the other. Gives the error of a wrong one; the failure counts once the caller commits, which it does in any case.
///
/// # Errors
/// `TooMany` while a delay runs.
pub(super) async fn check(
    services: &Services,
    conn: &impl ConnectionTrait,
    from: &Network,
    user: &Model,
    proof: &Proof,
) -> Result<Option<Error>> {
    may_try(services, conn, user.id).await?;
    let right = match proof {
        Proof::App(code) => use_app(services, conn, user.id, code).await?,
        Proof::Recovery(code) => use_recovery(services, conn, user, code).await?,
    };
    if right {
        forgive(services, conn, user.id).await?;
        return Ok(None);
    }
    failed(services, conn, from, user.id).await?;
    let error = match proof {
        Proof::App(_) => FieldError::AppCodeWrong,
        Proof::Recovery(_) => FieldError::RecoveryCodeWrong,
    };
    Ok(Some(FieldErrors::one(proof.field(), error).into()))
}

/// Refuses while the person's delay runs.
pub(super) async fn may_try(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    throttle::refuse(conn, &key(services, user_id), services.now()).await
}

/// Refuses a network whose share is spent. It asks with a connection of its own: never within a transaction.
pub(super) async fn may_come(services: &Services, from: &Network) -> Result<()> {
    FAILURES_PER_NETWORK.refuse_network(services, NETWORK, from).await
}

/// Counts a failure.
pub(super) async fn failed(
    services: &Services,
    conn: &impl ConnectionTrait,
    from: &Network,
    user_id: Uuid,
) -> Result<()> {
    audit::note("factor-wrong", user_id);
    throttles::fail(conn, &key(services, user_id), services.now()).await?;
    match FAILURES_PER_NETWORK
        .take_of_network(services, conn, NETWORK, from)
        .await
    {
        // Others have spent the last of the network's share meanwhile; this failure is the person's all the same.
        Err(Error::Refused(_)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Forgets the failures.
pub(super) async fn forgive(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid) -> Result<()> {
    Ok(throttles::clear(conn, &key(services, user_id)).await?)
}

fn key(services: &Services, user_id: Uuid) -> String {
    services.keys.label("factor", &user_id.to_string())
}

async fn use_app(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid, code: &AppCode) -> Result<bool> {
    let Some(app) = authenticators::of_user(conn, user_id).await? else {
        return Ok(false);
    };
    let secret = services
        .keys
        .open(SECRET, user_id.as_bytes(), &app.secret)
        .map_err(Error::internal)?;
    match totp::step(&secret, code, services.now())? {
        Some(step) => Ok(authenticators::use_step(conn, user_id, step).await?),
        None => Ok(false),
    }
}

async fn use_recovery(
    services: &Services,
    conn: &impl ConnectionTrait,
    user: &Model,
    code: &RecoveryCode,
) -> Result<bool> {
    let digest = codes::digest(services, user.id, code);
    if !recovery_codes::take(conn, user.id, &digest, services.now()).await? {
        return Ok(false);
    }
    let left = recovery_codes::left(conn, user.id).await?;
    notices::factor(
        services,
        conn,
        &stored_email(&user.email)?,
        FactorNews::CodeUsed { left },
    )
    .await?;
    Ok(true)
}
