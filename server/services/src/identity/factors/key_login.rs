//! A login by a passkey: as the second step after the password, or as the whole login.

use chrono::Duration;
use db::{
    entity::users,
    identity::{passkeys, users as people},
};
use domain::Refusal;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyAuthentication, PublicKeyCredential};

use super::{
    super::{SignedIn, sessions::Opening},
    ceremony::{self, Ceremony},
    passkey::{answered, note, read, relying_party},
    proof,
    second_step::{self, SecondStepToken},
};
use crate::{
    Error, Result, Services, audit,
    limits::{Network, Quota},
    secrets::Token,
};

/// Logins by a passkey alone that one network may begin in ten minutes.
const PER_NETWORK: Quota = Quota::new(100, Duration::minutes(10));
/// The name of their counter.
const NETWORK: &str = "key-network";

/// What a browser was asked after the password.
#[derive(Serialize, Deserialize)]
pub(super) struct KeyAsked {
    /// For the browser (JSON).
    pub(super) options: String,
    state: PasskeyAuthentication,
}

/// What a browser was asked without a password.
#[derive(Serialize, Deserialize)]
pub(super) struct Anyone {
    /// For the browser (JSON).
    pub(super) options: String,
    state: DiscoverableAuthentication,
}

impl Ceremony for Anyone {
    const KIND: &'static str = "key-login";
}

/// What to ask the browser of somebody whose password was right; nothing when they have no passkey.
pub(super) async fn ask(
    services: &Services,
    conn: &impl ConnectionTrait,
    user: &users::Model,
) -> Result<Option<KeyAsked>> {
    let rows = passkeys::of_user(conn, user.id).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let keys = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    let (options, state) = relying_party(services)?
        .start_passkey_authentication(&keys)
        .map_err(Error::internal)?;
    Ok(Some(KeyAsked {
        options: serde_json::to_string(&options).map_err(Error::internal)?,
        state,
    }))
}

/// Begins a login by a passkey alone: the device says whose it is, and makes sure that they are there.
///
/// # Errors
/// `TooMany` for the network.
pub async fn start_key_login(services: &Services, from: &Network) -> Result<SecondStepToken> {
    PER_NETWORK
        .take_of_network(services, services.db.writer(), NETWORK, from)
        .await?;
    let (mut options, state) = relying_party(services)?
        .start_discoverable_authentication()
        .map_err(Error::internal)?;
    // Asked by a press of a button, not while an address is typed.
    options.mediation = None;
    let anyone = Anyone {
        options: serde_json::to_string(&options).map_err(Error::internal)?,
        state,
    };
    let token = services.new_token()?;
    ceremony::begin(services, services.db.writer(), &token, None, &anyone).await?;
    Ok(SecondStepToken {
        token,
        lifetime: ceremony::LIFETIME,
    })
}

/// Finishes a login with what the passkey answered.
///
/// # Errors
/// `KeyRefused`; `SecondStepOver` when the login has to begin anew; `TooMany` while a delay runs.
pub async fn finish_key_login(
    services: &Services,
    from: &Network,
    device: &str,
    token: Option<&Token>,
    answer: &str,
) -> Result<SignedIn> {
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Refusal::KeyRefused)?;
    proof::may_come(services, from).await?;
    let fresh = services.new_token()?;
    if second_step::is_asked(services, token).await? {
        after_password(services, from, device, token, &answer, fresh).await
    } else {
        alone(services, from, device, token, &answer, fresh).await
    }
}

async fn after_password(
    services: &Services,
    from: &Network,
    device: &str,
    token: Option<&Token>,
    answer: &PublicKeyCredential,
    fresh: Token,
) -> Result<SignedIn> {
    let relying_party = relying_party(services)?;
    let tx = services.db.begin().await?;
    let (open, user) = second_step::held(services, &tx, token).await?;
    proof::may_try(services, &tx, user.id).await?;
    let result = open
        .state
        .key
        .as_ref()
        .and_then(|asked| relying_party.finish_passkey_authentication(answer, &asked.state).ok());
    let right = match (result, answered(&tx, &user, answer).await?) {
        (Some(result), Some((row, key))) => note(services, &tx, &row, key, &result).await?,
        _ => false,
    };
    if !right {
        proof::failed(services, &tx, from, user.id).await?;
        return Err(second_step::fail(services, tx, open, &user, Refusal::KeyRefused.into()).await?);
    }
    proof::forgive(services, &tx, user.id).await?;
    second_step::enter(services, tx, open, &user, fresh, from, device).await
}

async fn alone(
    services: &Services,
    from: &Network,
    device: &str,
    token: Option<&Token>,
    answer: &PublicKeyCredential,
    fresh: Token,
) -> Result<SignedIn> {
    let relying_party = relying_party(services)?;
    let tx = services.db.begin().await?;
    let open = ceremony::find::<Anyone>(services, &tx, token)
        .await?
        .ok_or(Refusal::SecondStepOver)?;
    // One answer for each question, right or wrong.
    if !open.end(&tx).await? {
        return Err(Refusal::SecondStepOver.into());
    }
    let claimed = relying_party.identify_discoverable_authentication(answer).ok();
    let user = match claimed {
        Some((user_id, _)) => people::lock(&tx, user_id).await?,
        None => None,
    };
    let known = match &user {
        Some(user) => answered(&tx, user, answer).await?,
        None => None,
    };
    let whose = user.as_ref().map(|user| user.id);
    let (Some(user), Some((row, key))) = (user, known) else {
        return Err(fail(services, tx, from, whose).await?);
    };
    let result = relying_party.finish_discoverable_authentication_v2(answer, open.state.state, &key);
    let right = match result {
        Ok(result) => note(services, &tx, &row, key, &result).await?,
        Err(_) => false,
    };
    if !right {
        return Err(fail(services, tx, from, whose).await?);
    }
    let opening = Opening {
        user: &user,
        token: fresh,
        remember: false,
        device,
        from,
    };
    opening.open(services, tx).await
}

/// Ends a login that a passkey alone has not opened. The log names the person whose key it was said to be; when there is none,
/// the network's counter.
async fn fail(services: &Services, tx: DatabaseTransaction, from: &Network, whose: Option<Uuid>) -> Result<Error> {
    tx.commit().await?;
    match whose {
        Some(user_id) => audit::note("passkey-wrong", user_id),
        None => audit::note_counter("passkey-wrong", &services.keys.label(NETWORK, &from.0)),
    }
    Ok(Refusal::KeyRefused.into())
}
