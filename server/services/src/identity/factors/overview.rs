//! What the settings show about second factors.

use db::identity::{authenticators, passkeys, recovery_codes};
use domain::{
    calendar::{MOSCOW, long_moment},
    identity::{Begun, Factors, KeyRow},
};

use super::{super::Caller, app::Setup, ceremony, codes::ToCopy, keys::Making, totp};
use crate::{Result, Services, secrets::Token};

/// A person's factors, and what this browser has begun.
///
/// # Errors
/// Those of the database.
pub async fn factors(services: &Services, caller: &Caller, token: Option<&Token>) -> Result<Factors> {
    let conn = services.db.reader();
    let keys = passkeys::of_user(conn, caller.user_id).await?;
    let keys = keys.into_iter().map(|key| KeyRow {
        id: key.id,
        name: key.name,
        added: long_moment(key.created_at, MOSCOW),
        used: key.used_at.map(|used| long_moment(used, MOSCOW)),
    });
    let left = recovery_codes::left(conn, caller.user_id).await?;
    Ok(Factors {
        app: authenticators::of_user(conn, caller.user_id).await?.is_some(),
        codes_left: u32::try_from(left).unwrap_or(u32::MAX),
        keys: keys.collect(),
        begun: begun(services, caller, token).await?,
    })
}

async fn begun(services: &Services, caller: &Caller, token: Option<&Token>) -> Result<Begun> {
    let conn = services.db.reader();
    let user_id = caller.user_id;
    if let Some(open) = ceremony::find_own::<ToCopy>(services, conn, token, user_id).await? {
        return Ok(Begun::Codes(open.state.0));
    }
    if let Some(open) = ceremony::find_own::<Setup>(services, conn, token, user_id).await? {
        return totp::setup(&open.state.secret, &caller.email).map(Begun::App);
    }
    if let Some(open) = ceremony::find_own::<Making>(services, conn, token, user_id).await? {
        return Ok(Begun::Key(open.state.options));
    }
    Ok(Begun::Nothing)
}
