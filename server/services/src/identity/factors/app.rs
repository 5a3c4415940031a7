//! An app that gives codes: turned on with the password and its first code, off with the password and a code.

use db::{
    entity::authenticators::Model,
    identity::{authenticators, sessions, users},
};
use domain::{
    Field, FieldError, FieldErrors, Refusal,
    identity::{AppCode, Proven},
};
use serde::{Deserialize, Serialize};

use super::{
    super::{Caller, current, stored_email},
    any,
    ceremony::{self, Ceremony},
    codes, proof, settle, tell_added, totp,
};
use crate::{Error, Result, Services, audit, limits::Network, notices, notices::FactorNews, secrets::Token};

/// An app that waits for its first code.
#[derive(Serialize, Deserialize)]
pub(super) struct Setup {
    /// The secret.
    pub(super) secret: Vec<u8>,
}

impl Ceremony for Setup {
    const KIND: &'static str = "app";
}

/// Makes a secret for an app, after the password, and gives the token to go on with.
///
/// # Errors
/// `PasswordWrong` at the current password; `SetupOver` when there is an app; `TooMany`, `Busy`; [`Error::SignedOut`].
pub async fn start_app(services: &Services, caller: &Caller, current: &str) -> Result<Token> {
    let confirmed = current::confirm(services, caller, current).await?;
    let mut secret = vec![0; totp::SECRET];
    services.entropy.fill(&mut secret)?;
    let token = services.new_token()?;
    let tx = services.db.begin().await?;
    let user = confirmed.lock(&tx).await?;
    if authenticators::of_user(&tx, user.id).await?.is_some() {
        return Err(Refusal::SetupOver.into());
    }
    ceremony::begin(services, &tx, &token, Some(user.id), &Setup { secret }).await?;
    tx.commit().await?;
    Ok(token)
}

/// Turns the app on when its first code is right; gives the token to show recovery codes with, if some were made.
///
/// # Errors
/// `AppCodeWrong` at the code; `SetupOver` when the time or the tries are over; [`Error::SignedOut`].
pub async fn confirm_app(
    services: &Services,
    caller: &Caller,
    token: Option<&Token>,
    code: &AppCode,
) -> Result<Option<Token>> {
    let now = services.now();
    let tx = services.db.begin().await?;
    let user = users::lock(&tx, caller.user_id).await?.ok_or(Error::SignedOut)?;
    let open = ceremony::find_own::<Setup>(services, &tx, token, user.id)
        .await?
        .ok_or(Refusal::SetupOver)?;
    let Some(step) = totp::step(&open.state.secret, code, now)? else {
        let over = open.fail(&tx).await?;
        tx.commit().await?;
        return Err(if over {
            Refusal::SetupOver.into()
        } else {
            FieldErrors::one(Field::AppCode, FieldError::AppCodeWrong).into()
        });
    };
    let secret = services.keys.seal(
        services.entropy.as_ref(),
        proof::SECRET,
        user.id.as_bytes(),
        &open.state.secret,
    )?;
    let app = Model {
        user_id: user.id,
        secret,
        last_step: step,
        created_at: now,
    };
    let first = !any(&tx, user.id).await?;
    if !authenticators::insert(&tx, app).await? {
        return Err(Refusal::SetupOver.into());
    }
    open.end(&tx).await?;
    let to_copy = codes::make_first(services, &tx, user.id).await?;
    sessions::end_all_but(&tx, user.id, caller.session).await?;
    tell_added(services, &tx, &user, first, FactorNews::AppOn).await?;
    tx.commit().await?;
    audit::note("app-on", user.id);
    services.notices_wait.notify_one();
    Ok(to_copy)
}

/// Turns the app off, and ends all other sessions.
///
/// # Errors
/// `PasswordWrong`, `AppCodeWrong`, `RecoveryCodeWrong` at their fields; `TooMany`, `Busy`; [`Error::NotFound`] when there
/// is no app; [`Error::SignedOut`].
pub async fn turn_off_app(services: &Services, caller: &Caller, from: &Network, proven: Proven) -> Result<()> {
    proof::may_come(services, from).await?;
    let confirmed = current::password(services, caller, &proven.current).await?;
    let tx = services.db.begin().await?;
    let user = confirmed.lock(&tx).await?;
    if authenticators::of_user(&tx, user.id).await?.is_none() {
        return Err(Error::NotFound);
    }
    if let Some(wrong) = proof::check(services, &tx, from, &user, &proven.proof).await? {
        tx.commit().await?;
        return Err(wrong);
    }
    authenticators::delete(&tx, user.id).await?;
    settle(services, &tx, user.id).await?;
    sessions::end_all_but(&tx, user.id, caller.session).await?;
    notices::factor(services, &tx, &stored_email(&user.email)?, FactorNews::AppOff).await?;
    tx.commit().await?;
    audit::note("app-off", user.id);
    services.notices_wait.notify_one();
    Ok(())
}
