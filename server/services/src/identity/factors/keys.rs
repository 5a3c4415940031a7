//! Passkeys: added and taken away after the password.

use db::{
    entity::passkeys::Model,
    identity::{passkeys, sessions, users},
};
use domain::{
    Refusal,
    identity::{KEYS_MAX, NewKey},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::{
    super::{Caller, current, stored_email},
    any,
    ceremony::{self, Ceremony},
    codes,
    passkey::{credential_hash, read, relying_party, wants_to_be_found, write},
    settle, tell_added,
};
use crate::{Error, Result, Services, audit, notices, notices::FactorNews, secrets::Token};

/// A passkey that the browser has been asked to make.
#[derive(Serialize, Deserialize)]
pub(super) struct Making {
    name: String,
    /// For the browser (JSON).
    pub(super) options: String,
    state: PasskeyRegistration,
}

impl Ceremony for Making {
    const KIND: &'static str = "key";
}

/// Begins to add a passkey, after the password, and gives the token to go on with.
///
/// # Errors
/// `PasswordWrong` at the current password; `SetupOver` when there are too many; `TooMany`, `Busy`; [`Error::SignedOut`].
pub async fn start_key(services: &Services, caller: &Caller, key: NewKey) -> Result<Token> {
    let confirmed = current::confirm(services, caller, &key.current).await?;
    let token = services.new_token()?;
    let tx = services.db.begin().await?;
    let user = confirmed.lock(&tx).await?;
    let known = passkeys::of_user(&tx, user.id).await?;
    if known.len() >= KEYS_MAX {
        return Err(Refusal::SetupOver.into());
    }
    let known: Vec<_> = known.iter().map(read).collect::<Result<_>>()?;
    let known = known.iter().map(|key| key.cred_id().clone()).collect();
    let (mut options, state) = relying_party(services)?
        .start_passkey_registration(user.id, &user.email, &user.email, Some(known))
        .map_err(Error::internal)?;
    wants_to_be_found(&mut options);
    let making = Making {
        name: key.name,
        options: serde_json::to_string(&options).map_err(Error::internal)?,
        state,
    };
    ceremony::begin(services, &tx, &token, Some(user.id), &making).await?;
    tx.commit().await?;
    Ok(token)
}

/// Adds the passkey that the browser made, and ends all other sessions; gives the token to show recovery codes with, if some
/// were made.
///
/// # Errors
/// `KeyRefused`; `SetupOver` when the time or the tries are over; [`Error::SignedOut`].
pub async fn finish_key(
    services: &Services,
    caller: &Caller,
    token: Option<&Token>,
    answer: &str,
) -> Result<Option<Token>> {
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Refusal::KeyRefused)?;
    let relying_party = relying_party(services)?;
    let tx = services.db.begin().await?;
    let user = users::lock(&tx, caller.user_id).await?.ok_or(Error::SignedOut)?;
    let open = ceremony::find_own::<Making>(services, &tx, token, user.id)
        .await?
        .ok_or(Refusal::SetupOver)?;
    let Ok(passkey) = relying_party.finish_passkey_registration(&answer, &open.state.state) else {
        let over = open.fail(&tx).await?;
        tx.commit().await?;
        return Err(if over { Refusal::SetupOver } else { Refusal::KeyRefused }.into());
    };
    let name = open.state.name.clone();
    let row = Model {
        id: services.new_id()?,
        user_id: user.id,
        name: name.clone(),
        credential_hash: credential_hash(passkey.cred_id().as_slice()),
        credential: write(&passkey)?,
        created_at: services.now(),
        used_at: None,
    };
    let first = !any(&tx, user.id).await?;
    if !passkeys::insert(&tx, row).await? {
        // The key is somebody's already.
        return Err(Refusal::KeyRefused.into());
    }
    open.end(&tx).await?;
    let to_copy = codes::make_first(services, &tx, user.id).await?;
    sessions::end_all_but(&tx, user.id, caller.session).await?;
    tell_added(services, &tx, &user, first, FactorNews::KeyAdded { name }).await?;
    tx.commit().await?;
    audit::note("passkey-added", user.id);
    services.notices_wait.notify_one();
    Ok(to_copy)
}

/// Takes a passkey away, after the password, and ends all other sessions.
///
/// # Errors
/// `PasswordWrong` at the current password; `TooMany`, `Busy`; [`Error::NotFound`]; [`Error::SignedOut`].
pub async fn remove_key(services: &Services, caller: &Caller, id: Uuid, current: &str) -> Result<()> {
    let confirmed = current::confirm(services, caller, current).await?;
    let tx = services.db.begin().await?;
    let user = confirmed.lock(&tx).await?;
    let removed = passkeys::delete(&tx, user.id, id).await?.ok_or(Error::NotFound)?;
    settle(services, &tx, user.id).await?;
    sessions::end_all_but(&tx, user.id, caller.session).await?;
    let news = FactorNews::KeyRemoved { name: removed.name };
    notices::factor(services, &tx, &stored_email(&user.email)?, news).await?;
    tx.commit().await?;
    audit::note("passkey-removed", user.id);
    services.notices_wait.notify_one();
    Ok(())
}
