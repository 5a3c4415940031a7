//! What all passkeys have in common: whom they trust, how they are stored, how their answers are checked.

use db::{
    entity::{passkeys::Model, users},
    identity::passkeys,
};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{AuthenticationResult, CreationChallengeResponse, Credential, Passkey, PublicKeyCredential, Url},
};
use webauthn_rs_proto::ResidentKeyRequirement;

use crate::{Error, Result, Services};

/// What a device shows beside the key.
const NAME: &str = "АтомЭнергоСбыт";
/// Browsers know no passkeys for a number; a demonstration on one's own machine is opened by this name.
const LOOPBACK: &str = "localhost";

/// This site, as passkeys know it: by the address that customers see.
pub(super) fn relying_party(services: &Services) -> Result<Webauthn> {
    let mut origin = Url::parse(&services.settings.public_url).map_err(Error::internal)?;
    if origin.domain().is_none() {
        origin.set_host(Some(LOOPBACK)).map_err(Error::internal)?;
    }
    let id = origin.domain().unwrap_or(LOOPBACK).to_owned();
    WebauthnBuilder::new(&id, &origin)
        .and_then(|builder| builder.rp_name(NAME).build())
        .map_err(Error::internal)
}

/// Asks for a key that the device finds by itself, so that it can be the whole login.
pub(super) fn wants_to_be_found(options: &mut CreationChallengeResponse) {
    let mut selection = options.public_key.authenticator_selection.take().unwrap_or_default();
    selection.resident_key = Some(ResidentKeyRequirement::Preferred);
    options.public_key.authenticator_selection = Some(selection);
}

/// What keys are found by.
pub(super) fn credential_hash(id: &[u8]) -> Vec<u8> {
    Sha256::digest(id).to_vec()
}

/// A stored key.
pub(super) fn read(row: &Model) -> Result<Passkey> {
    serde_json::from_str(&row.credential).map_err(Error::internal)
}

/// What is stored of a key.
pub(super) fn write(key: &Passkey) -> Result<String> {
    serde_json::to_string(key).map_err(Error::internal)
}

/// A person's key that answered; nothing when it is not theirs.
pub(super) async fn answered(
    conn: &impl ConnectionTrait,
    user: &users::Model,
    answer: &PublicKeyCredential,
) -> Result<Option<(Model, Passkey)>> {
    let row = passkeys::by_credential(conn, &credential_hash(answer.get_credential_id())).await?;
    let Some(row) = row.filter(|row| row.user_id == user.id) else {
        return Ok(None);
    };
    let key = read(&row)?;
    Ok(Some((row, key)))
}

/// Notes that a key was used; `false` when its counter did not go on from the last time: it may have been copied.
pub(super) async fn note(
    services: &Services,
    conn: &impl ConnectionTrait,
    row: &Model,
    mut key: Passkey,
    result: &AuthenticationResult,
) -> Result<bool> {
    let before = Credential::from(key.clone()).counter;
    // Keys that a password manager carries from device to device do not count: theirs stays at zero.
    if (result.counter() > 0 || before > 0) && result.counter() <= before {
        tracing::warn!(alarm = "passkey-counter", key = %row.id, "a passkey's counter did not go on");
        return Ok(false);
    }
    if !result.user_verified() || key.update_credential(result).is_none() {
        return Ok(false);
    }
    passkeys::used(conn, row.id, write(&key)?, services.now()).await?;
    Ok(true)
}
