//! Recovery codes: ten, each used once, shown while they are copied and stored only hashed.

use db::{
    entity::recovery_codes::Model,
    identity::{recovery_codes, sessions},
};
use domain::identity::{Proven, RecoveryCode};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    super::{Caller, current, stored_email},
    any,
    ceremony::{self, Ceremony},
    proof,
};
use crate::{Error, Result, Services, audit, limits::Network, notices, notices::FactorNews, secrets::Token};

/// How many are made at once.
const COUNT: usize = 10;

/// Codes that wait to be copied, in groups.
#[derive(Serialize, Deserialize)]
pub(super) struct ToCopy(pub(super) Vec<String>);

impl Ceremony for ToCopy {
    const KIND: &'static str = "codes";
}

/// Makes new codes in the place of the old ones and gives the token to show them with.
///
/// # Errors
/// `PasswordWrong`, `AppCodeWrong`, `RecoveryCodeWrong` at their fields; `TooMany`, `Busy`; [`Error::NotFound`] when there
/// is no factor; [`Error::SignedOut`].
pub async fn new_codes(services: &Services, caller: &Caller, from: &Network, proven: Proven) -> Result<Token> {
    proof::may_come(services, from).await?;
    let confirmed = current::password(services, caller, &proven.current).await?;
    let tx = services.db.begin().await?;
    let user = confirmed.lock(&tx).await?;
    if !any(&tx, user.id).await? {
        return Err(Error::NotFound);
    }
    if let Some(wrong) = proof::check(services, &tx, from, &user, &proven.proof).await? {
        tx.commit().await?;
        return Err(wrong);
    }
    let token = make(services, &tx, user.id).await?;
    sessions::end_all_but(&tx, user.id, caller.session).await?;
    notices::factor(services, &tx, &stored_email(&user.email)?, FactorNews::NewCodes).await?;
    tx.commit().await?;
    audit::note("codes-made", user.id);
    services.notices_wait.notify_one();
    Ok(token)
}

/// The codes have been copied: they are not shown again.
///
/// # Errors
/// Those of the database.
pub async fn codes_copied(services: &Services, caller: &Caller, token: Option<&Token>) -> Result<()> {
    let conn = services.db.writer();
    if let Some(open) = ceremony::find_own::<ToCopy>(services, conn, token, caller.user_id).await? {
        open.end(conn).await?;
    }
    Ok(())
}

/// Makes a person's first codes; nothing when they have some.
pub(super) async fn make_first(
    services: &Services,
    conn: &impl ConnectionTrait,
    user_id: Uuid,
) -> Result<Option<Token>> {
    if recovery_codes::left(conn, user_id).await? > 0 {
        return Ok(None);
    }
    make(services, conn, user_id).await.map(Some)
}

async fn make(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Token> {
    let mut rows = Vec::with_capacity(COUNT);
    let mut shown = Vec::with_capacity(COUNT);
    for _ in 0..COUNT {
        let mut bits = [0; 8];
        services.entropy.fill(&mut bits)?;
        let code = RecoveryCode::from_bits(u64::from_le_bytes(bits));
        rows.push(Model {
            id: services.new_id()?,
            user_id,
            code_hash: digest(services, user_id, &code),
            created_at: services.now(),
            used_at: None,
        });
        shown.push(code.grouped());
    }
    recovery_codes::replace(conn, user_id, rows).await?;
    let token = services.new_token()?;
    ceremony::begin(services, conn, &token, Some(user_id), &ToCopy(shown)).await?;
    Ok(token)
}

/// What is stored of a code. Nobody's code has the digest of another's.
pub(super) fn digest(services: &Services, user_id: Uuid, code: &RecoveryCode) -> Vec<u8> {
    services
        .keys
        .digest("recovery-code", &format!("{user_id}:{}", code.as_str()))
}
