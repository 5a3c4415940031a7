//! What a browser has begun and not finished. The browser holds a token, the database what is needed to go on, sealed.

use chrono::Duration;
use db::{entity::ceremonies::Model, identity::ceremonies};
use sea_orm::ConnectionTrait;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{Error, Result, Services, secrets::Token};

/// How long it may be finished.
pub(super) const LIFETIME: Duration = Duration::minutes(10);
/// How many tries there are to finish it.
pub(super) const TRIES: i32 = 5;

/// What is needed to finish something.
pub(super) trait Ceremony: Serialize + DeserializeOwned {
    /// Its name in the database.
    const KIND: &'static str;
}

/// One that was found.
pub(super) struct Open<C> {
    /// Which.
    pub(super) id: Uuid,
    /// Who began it, if that is known.
    pub(super) user_id: Option<Uuid>,
    /// What is needed to finish it.
    pub(super) state: C,
}

/// Notes that something was begun; `token` is the browser's to keep.
pub(super) async fn begin<C: Ceremony>(
    services: &Services,
    conn: &impl ConnectionTrait,
    token: &Token,
    user_id: Option<Uuid>,
    state: &C,
) -> Result<()> {
    let now = services.now();
    let state = serde_json::to_vec(state).map_err(Error::internal)?;
    let row = Model {
        id: services.new_id()?,
        token_hash: token.digest(),
        kind: C::KIND.to_owned(),
        user_id,
        state: services
            .keys
            .seal(services.entropy.as_ref(), C::KIND, &token.digest(), &state)?,
        tries: 0,
        created_at: now,
        expires_at: now + LIFETIME,
    };
    Ok(ceremonies::insert(conn, row, now).await?)
}

/// What this browser has begun, unless its time is over.
pub(super) async fn find<C: Ceremony>(
    services: &Services,
    conn: &impl ConnectionTrait,
    token: Option<&Token>,
) -> Result<Option<Open<C>>> {
    let Some(token) = token else { return Ok(None) };
    let Some(row) = ceremonies::find(conn, &token.digest(), C::KIND, services.now()).await? else {
        return Ok(None);
    };
    let state = services
        .keys
        .open(C::KIND, &row.token_hash, &row.state)
        .map_err(Error::internal)?;
    Ok(Some(Open {
        id: row.id,
        user_id: row.user_id,
        state: serde_json::from_slice(&state).map_err(Error::internal)?,
    }))
}

/// The same, if this person began it.
pub(super) async fn find_own<C: Ceremony>(
    services: &Services,
    conn: &impl ConnectionTrait,
    token: Option<&Token>,
    user_id: Uuid,
) -> Result<Option<Open<C>>> {
    let found = find(services, conn, token).await?;
    Ok(found.filter(|open| open.user_id == Some(user_id)))
}

impl<C> Open<C> {
    /// Counts a try that failed and ends it with the last one; says whether it has ended.
    pub(super) async fn fail(&self, conn: &impl ConnectionTrait) -> Result<bool> {
        let over = ceremonies::spend_try(conn, self.id)
            .await?
            .is_none_or(|spent| spent >= TRIES);
        if over {
            self.end(conn).await?;
        }
        Ok(over)
    }

    /// Ends it: `true` for one caller alone.
    pub(super) async fn end(&self, conn: &impl ConnectionTrait) -> Result<bool> {
        Ok(ceremonies::end(conn, self.id).await?)
    }
}
