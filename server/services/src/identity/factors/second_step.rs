//! The second step of a login: the password was right, a code is asked for. No session until then.

use chrono::{DateTime, Duration, Utc};
use db::{
    entity::users::Model,
    identity::{authenticators, users},
};
use domain::{
    Refusal,
    identity::{Proof, SecondStep},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::{Deserialize, Serialize};

use super::{
    super::{SignedIn, sessions::Opening, stored_email},
    any,
    ceremony::{self, Ceremony, Open},
    key_login::{self, Anyone, KeyAsked},
    proof,
};
use crate::{
    Error, Result, Services,
    limits::{Network, Quota},
    notices,
    notices::FactorNews,
    secrets::Token,
};

/// One letter a day about somebody who knows the password.
const ALARM: Quota = Quota::new(1, Duration::days(1));

/// For the cookie of the browser that gave the password.
pub struct SecondStepToken {
    /// Until the login is finished.
    pub token: Token,
    /// For so long; then it has to begin anew.
    pub lifetime: Duration,
}

/// A login whose password was right.
#[derive(Serialize, Deserialize)]
pub(super) struct Asked {
    remember: bool,
    /// A password set since makes the login begin anew.
    password_changed_at: DateTime<Utc>,
    /// What the browser was asked of a passkey.
    pub(super) key: Option<KeyAsked>,
}

impl Ceremony for Asked {
    const KIND: &'static str = "login";
}

/// Begins the second step, if the person has a second factor.
pub(in super::super) async fn ask(
    services: &Services,
    conn: &impl ConnectionTrait,
    user: &Model,
    token: &Token,
    remember: bool,
) -> Result<Option<SecondStepToken>> {
    if !any(conn, user.id).await? {
        return Ok(None);
    }
    let asked = Asked {
        remember,
        password_changed_at: user.password_changed_at,
        key: key_login::ask(services, conn, user).await?,
    };
    ceremony::begin(services, conn, token, Some(user.id), &asked).await?;
    Ok(Some(SecondStepToken {
        token: token.clone(),
        lifetime: ceremony::LIFETIME,
    }))
}

/// What the login that this browser has begun may be finished with; nothing when it has begun none, or its time is over.
///
/// # Errors
/// Those of the database.
pub async fn second_step(services: &Services, token: Option<&Token>) -> Result<Option<SecondStep>> {
    let conn = services.db.reader();
    if let Some(open) = ceremony::find::<Anyone>(services, conn, token).await? {
        return Ok(Some(SecondStep {
            codes: false,
            app: false,
            key: Some(open.state.options),
        }));
    }
    let Some(open) = ceremony::find::<Asked>(services, conn, token).await? else {
        return Ok(None);
    };
    let Some(user_id) = open.user_id else { return Ok(None) };
    Ok(Some(SecondStep {
        codes: true,
        app: authenticators::of_user(conn, user_id).await?.is_some(),
        key: open.state.key.map(|asked| asked.options),
    }))
}

/// Whether this browser has given a password and not finished the login.
pub(super) async fn is_asked(services: &Services, token: Option<&Token>) -> Result<bool> {
    let begun = ceremony::find::<Asked>(services, services.db.reader(), token).await?;
    Ok(begun.is_some())
}

/// Finishes a login with a code.
///
/// # Errors
/// `AppCodeWrong`, `RecoveryCodeWrong` at their fields; `SecondStepOver` when the login has to begin anew; `TooMany` while
/// a delay runs.
pub async fn finish_login(
    services: &Services,
    from: &Network,
    device: &str,
    token: Option<&Token>,
    proof: &Proof,
) -> Result<SignedIn> {
    proof::may_come(services, from).await?;
    let fresh = services.new_token()?;
    let tx = services.db.begin().await?;
    let (open, user) = held(services, &tx, token).await?;
    if let Some(wrong) = proof::check(services, &tx, from, &user, proof).await? {
        return Err(fail(services, tx, open, &user, wrong).await?);
    }
    enter(services, tx, open, &user, fresh, from, device).await
}

/// The login that this browser has begun, and its person, held until the transaction ends: tries are made one after the
/// other.
pub(super) async fn held(
    services: &Services,
    conn: &impl ConnectionTrait,
    token: Option<&Token>,
) -> Result<(Open<Asked>, Model)> {
    let over = || Error::from(Refusal::SecondStepOver);
    let begun = ceremony::find::<Asked>(services, conn, token).await?.ok_or_else(over)?;
    let user_id = begun.user_id.ok_or_else(over)?;
    let user = users::lock(conn, user_id).await?.ok_or_else(over)?;
    // Another try may have ended it while this one waited for its turn.
    let open = ceremony::find::<Asked>(services, conn, token).await?.ok_or_else(over)?;
    if open.state.password_changed_at != user.password_changed_at {
        return Err(over());
    }
    Ok((open, user))
}

/// Counts a wrong try. With the last one the login ends, and the owner is told that somebody knows the password.
pub(super) async fn fail(
    services: &Services,
    tx: DatabaseTransaction,
    open: Open<Asked>,
    user: &Model,
    wrong: Error,
) -> Result<Error> {
    let over = open.fail(&tx).await?;
    if over {
        let key = services.keys.label("factor-alarm", &user.id.to_string());
        if ALARM.try_take(&tx, &key, services.now()).await? {
            notices::factor(services, &tx, &stored_email(&user.email)?, FactorNews::Guessed).await?;
        }
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(if over { Refusal::SecondStepOver.into() } else { wrong })
}

/// Uses the begun login up and opens the session.
pub(super) async fn enter(
    services: &Services,
    tx: DatabaseTransaction,
    open: Open<Asked>,
    user: &Model,
    fresh: Token,
    from: &Network,
    device: &str,
) -> Result<SignedIn> {
    if !open.end(&tx).await? {
        return Err(Refusal::SecondStepOver.into());
    }
    let opening = Opening {
        user,
        token: fresh,
        remember: open.state.remember,
        device,
        from,
    };
    let signed_in = opening.open(services, tx).await?;
    services.notices_wait.notify_one();
    Ok(signed_in)
}
