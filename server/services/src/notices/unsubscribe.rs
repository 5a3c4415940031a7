//! Ending letters by one press, without logging in: the link says for whom and what, and is signed.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use db::{choices as rows, entity::notice_choices::Model, identity::users};
use domain::{
    Refusal,
    notices::{Channel, Kind},
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::page;
use crate::{Result, Services};

const PURPOSE: &str = "unsubscribe";
/// Bytes of the signature: enough that nobody guesses one, short enough for a link in a letter.
const SIGNATURE: usize = 16;

/// The address that ends letters of a kind for a person. It holds for as long as the key: an old letter must work, too.
pub(super) fn link(services: &Services, user_id: Uuid, kind: Kind) -> String {
    let token = [user_id.as_bytes().as_slice(), &signature(services, user_id, kind)].concat();
    let token = URL_SAFE_NO_PAD.encode(token);
    page(
        services,
        &format!("/settings/unsubscribe?kind={}&token={token}", kind.key()),
    )
}

/// Ends letters of a kind for the person whom the link was sent to.
///
/// # Errors
/// `LinkDead` for a link that we did not send, or whose person is gone.
pub async fn unsubscribe(services: &Services, kind: &str, token: &str) -> Result<()> {
    let (user_id, kind) = read(services, kind, token).ok_or(Refusal::LinkDead)?;
    let tx = services.db.begin().await?;
    users::by_id(&tx, user_id).await?.ok_or(Refusal::LinkDead)?;
    let row = Model {
        user_id,
        kind: kind.key().to_owned(),
        channel: Channel::Email.key().to_owned(),
        wanted: false,
        consent_version: None,
        chosen_at: services.now(),
    };
    rows::put(&tx, row).await?;
    tx.commit().await?;
    Ok(())
}

fn read(services: &Services, kind: &str, token: &str) -> Option<(Uuid, Kind)> {
    let kind = Kind::ALL.into_iter().find(|of| of.key() == kind)?;
    let token = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (user_id, given) = token.split_first_chunk::<16>()?;
    let user_id = Uuid::from_bytes(*user_id);
    let right: bool = signature(services, user_id, kind).ct_eq(given).into();
    right.then_some((user_id, kind))
}

fn signature(services: &Services, user_id: Uuid, kind: Kind) -> Vec<u8> {
    let mut signature = services.keys.digest(PURPOSE, &format!("{}:{user_id}", kind.key()));
    signature.truncate(SIGNATURE);
    signature
}
