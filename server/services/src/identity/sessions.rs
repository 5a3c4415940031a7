//! Sessions: who is asking, and the end of it.

use chrono::{DateTime, Duration, Utc};
use db::{
    entity::{sessions::Model, users::Model as User},
    identity::sessions,
};
use domain::{
    calendar::{MOSCOW, long_moment},
    identity::{Me, Phone, SessionRow, device_name},
};
use sea_orm::DatabaseTransaction;
use tokio::time::timeout;
use uuid::Uuid;

use super::{SignedIn, known};
use crate::{Error, Result, Services, audit, limits::Network, secrets::Token};

/// "Last seen" is written no more often than this.
const TOUCH: Duration = Duration::minutes(1);
/// No longer than this is tried to write it.
const TOUCH_PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// The most characters kept of what a browser says it is.
const DEVICE_MAX: usize = 200;

/// Everything a new session needs.
pub(super) struct Opening<'a> {
    /// Whose.
    pub(super) user: &'a User,
    /// For the cookie.
    pub(super) token: Token,
    /// Whether it lives longer.
    pub(super) remember: bool,
    /// What the browser says it is.
    pub(super) device: &'a str,
    /// Where it begins.
    pub(super) from: &'a Network,
}

impl Opening<'_> {
    /// Opens the session as the last step of a login: commits what led to it, and notes it.
    pub(super) async fn open(self, services: &Services, tx: DatabaseTransaction) -> Result<SignedIn> {
        let now = services.now();
        let known = known::mark(services, self.user.id, self.user.password_changed_at)?;
        let lifetime = if self.remember {
            services.settings.session_remembered
        } else {
            services.settings.session_absolute
        };
        let session = Model {
            id: services.new_id()?,
            token_hash: self.token.digest(),
            user_id: self.user.id,
            created_at: now,
            last_seen_at: now,
            expires_at: now + lifetime,
            remember: self.remember,
            device: self
                .device
                .chars()
                .filter(|c| !c.is_control())
                .take(DEVICE_MAX)
                .collect(),
            network: self.from.0.clone(),
        };
        sessions::insert(&tx, session).await?;
        tx.commit().await?;
        audit::note("logged-in", self.user.id);
        Ok(SignedIn {
            token: self.token,
            expires_at: now + lifetime,
            remember: self.remember,
            known,
        })
    }
}

/// The person who is asking.
#[derive(Clone)]
pub struct Caller {
    /// Their id.
    pub user_id: Uuid,
    /// The session that asks.
    pub session: Uuid,
    /// The address they log in with.
    pub email: String,
    /// Their confirmed phone, `+79…`.
    pub phone: String,
    /// When they logged in.
    pub since: DateTime<Utc>,
}

impl Caller {
    /// What the page shows about them.
    #[must_use]
    pub fn me(&self) -> Me {
        let phone = self
            .phone
            .parse::<Phone>()
            .map(|phone| phone.masked())
            .unwrap_or_default();
        Me {
            email: self.email.clone(),
            phone,
        }
    }
}

/// Who a session's token belongs to.
///
/// # Errors
/// [`Error::SignedOut`] when there is no token, or its session is over; [`Error::Leaving`] when their cabinet waits to be
/// deleted.
pub async fn who(services: &Services, token: Option<&Token>) -> Result<Caller> {
    let (session, user) = alive(services, token).await?;
    if user.leaves_at.is_some() {
        return Err(Error::Leaving);
    }
    let now = services.now();
    if session.last_seen_at + TOUCH <= now {
        services.aside.spawn(touch(services.clone(), session.id, now));
    }
    Ok(Caller {
        user_id: user.id,
        session: session.id,
        email: user.email,
        phone: user.phone,
        since: session.created_at,
    })
}

/// A token's session and its person, whether they leave or not.
pub(super) async fn alive(services: &Services, token: Option<&Token>) -> Result<(Model, User)> {
    let token = token.ok_or(Error::SignedOut)?;
    let found = sessions::find(services.db.reader(), &token.digest()).await?;
    let now = services.now();
    found
        .filter(|(session, _)| is_alive(services, session, now))
        .ok_or(Error::SignedOut)
}

/// Notes that a session's owner was here. Whoever only reads does not wait for it: on SQLite there is one writer, and an
/// import holds it for long.
async fn touch(services: Services, id: Uuid, now: DateTime<Utc>) {
    let touch = sessions::touch(services.db.writer(), id, now);
    if !matches!(timeout(TOUCH_PATIENCE, touch).await, Ok(Ok(()))) {
        tracing::warn!("a session's last request is not noted: the database is busy");
    }
}

/// Where a person is logged in: the session that asks first, then the one last used.
///
/// # Errors
/// Those of the database.
pub async fn list(services: &Services, caller: &Caller, token: Option<&Token>) -> Result<Vec<SessionRow>> {
    let now = services.now();
    let own = token.map(Token::digest);
    let sessions = sessions::of_user(services.db.reader(), caller.user_id).await?;
    let living = sessions.into_iter().filter(|session| is_alive(services, session, now));
    let mut rows: Vec<_> = living
        .map(|session| SessionRow {
            device: device_name(&session.device),
            network: session.network,
            began: long_moment(session.created_at, MOSCOW),
            seen: long_moment(session.last_seen_at, MOSCOW),
            here: Some(&session.token_hash) == own.as_ref(),
        })
        .collect();
    rows.sort_by_key(|row| !row.here);
    Ok(rows)
}

/// Ends every session of the caller but the one that asks; gives how many there were.
///
/// # Errors
/// [`Error::SignedOut`] without a token; those of the database.
pub async fn end_others(services: &Services, caller: &Caller, token: Option<&Token>) -> Result<u64> {
    let token = token.ok_or(Error::SignedOut)?;
    let ended = sessions::end_others(services.db.writer(), caller.user_id, &token.digest()).await?;
    audit::note("other-sessions-ended", caller.user_id);
    Ok(ended)
}

fn is_alive(services: &Services, session: &Model, now: DateTime<Utc>) -> bool {
    let idle = if session.remember {
        services.settings.session_remembered_idle
    } else {
        services.settings.session_idle
    };
    session.expires_at > now && session.last_seen_at + idle > now
}

/// Ends a session on the server.
///
/// # Errors
/// Those of the database.
pub async fn logout(services: &Services, token: Option<&Token>) -> Result<()> {
    if let Some(token) = token {
        sessions::end(services.db.writer(), &token.digest()).await?;
    }
    Ok(())
}
