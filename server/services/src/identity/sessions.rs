//! Sessions: who is asking, and the end of it.

use chrono::Duration;
use db::identity::sessions;
use domain::identity::{Me, Phone};
use uuid::Uuid;

use crate::{Error, Result, Services, secrets::Token};

/// "Last seen" is written no more often than this.
const TOUCH: Duration = Duration::minutes(1);

/// The person who is asking.
#[derive(Clone)]
pub struct Caller {
    /// Their id.
    pub user_id: Uuid,
    /// The address they log in with.
    pub email: String,
    /// Their confirmed phone, `+79…`.
    pub phone: String,
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
/// [`Error::SignedOut`] when there is no token, or its session is over.
pub async fn who(services: &Services, token: Option<&Token>) -> Result<Caller> {
    let token = token.ok_or(Error::SignedOut)?;
    let (session, user) = sessions::find(services.db.reader(), &token.digest())
        .await?
        .ok_or(Error::SignedOut)?;
    let now = services.now();
    let idle = !session.remember && session.last_seen_at + services.settings.session_idle <= now;
    if session.expires_at <= now || idle {
        return Err(Error::SignedOut);
    }
    if session.last_seen_at + TOUCH <= now {
        sessions::touch(services.db.writer(), session.id, now).await?;
    }
    Ok(Caller {
        user_id: user.id,
        email: user.email,
        phone: user.phone,
    })
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
