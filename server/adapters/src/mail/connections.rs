//! Connections to the mail server, kept for the next letter.
//!
//! lettre's own pool takes a connection back even when a letter was given up half way, so that the next letter would
//! read the answers to the last one. Here a connection comes back only after the server's last word; in every other
//! case, a cancelled task included, it is dropped and thereby closed.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
};
use tokio::time::Instant;

use super::settings::{SmtpSettings, SmtpTls};

/// More connections than this are closed after use.
const MOST_IDLE: usize = 4;

/// A connection that has waited longer is not used any more: servers hang up on the idle.
const LONGEST_IDLE: Duration = Duration::from_secs(30);

pub(super) struct Connections {
    host: String,
    port: u16,
    tls: SmtpTls,
    tls_parameters: Option<TlsParameters>,
    credentials: Option<Credentials>,
    connect_timeout: Duration,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl Connections {
    /// Opens nothing yet.
    ///
    /// # Errors
    /// When the machine's trusted certificates cannot be loaded.
    pub(super) fn new(settings: &SmtpSettings) -> Result<Self, Error> {
        let tls_parameters = match settings.tls {
            SmtpTls::None => None,
            SmtpTls::Starttls | SmtpTls::Implicit => Some(TlsParameters::new(settings.host.clone())?),
        };
        let login = settings.login.as_ref();
        Ok(Self {
            host: settings.host.clone(),
            port: settings.port,
            tls: settings.tls,
            tls_parameters,
            credentials: login.map(|login| Credentials::new(login.user.clone(), login.password.expose().to_owned())),
            connect_timeout: Duration::from_millis(settings.connect_timeout_ms),
            idle: Mutex::default(),
        })
    }

    /// A connection that is ready for a letter. The caller sets the limit of time.
    ///
    /// # Errors
    /// When the server cannot be reached, does not offer TLS or does not know us.
    pub(super) async fn take(&self) -> Result<AsyncSmtpConnection, Error> {
        while let Some(mut connection) = self.take_idle() {
            let alive = tokio::time::timeout(self.connect_timeout, connection.test_connected());
            if alive.await == Ok(true) {
                return Ok(connection);
            }
        }
        self.open().await
    }

    /// Keeps a connection on which a letter has just been accepted.
    pub(super) fn give_back(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle();
        if idle.len() < MOST_IDLE && !connection.has_broken() {
            idle.push(Idle {
                connection,
                since: Instant::now(),
            });
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let name = ClientId::default();
        let from_the_start = self.tls_parameters.clone().filter(|_| self.tls == SmtpTls::Implicit);
        let server = (self.host.as_str(), self.port);
        let timeout = Some(self.connect_timeout);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, timeout, &name, from_the_start, None).await?;
        if let (SmtpTls::Starttls, Some(parameters)) = (self.tls, &self.tls_parameters) {
            connection.starttls(parameters.clone(), &name).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], credentials)
                .await?;
        }
        Ok(connection)
    }

    /// The connection used last; those that have waited too long are dropped.
    fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle();
        idle.retain(|idle| idle.since.elapsed() < LONGEST_IDLE);
        idle.pop().map(|idle| idle.connection)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
