//! The mailer: one letter, one answer, within a limit of time.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use lettre::{Address, message::Mailbox, transport::smtp::extension::Extension};
use services::ports::{DeliveryError, Letter, Mailer};

use super::{compose::compose, connections::Connections, failure, settings::SmtpSettings, settings::SmtpTls};
use crate::{crypto::install_crypto_provider, entropy::OsEntropy, loopback::is_loopback};

/// Sends letters by SMTP and keeps connections for the next ones.
pub struct SmtpMailer {
    from: Mailbox,
    connections: Connections,
    timeout: Duration,
}

/// The settings do not make a mailer.
#[derive(Debug, thiserror::Error)]
pub enum MailSetupError {
    /// The sender's address is malformed.
    #[error("`from_address` is not an e-mail address")]
    FromAddress,
    /// Letters, and a password, would cross the network in the clear.
    #[error("`tls` must be `starttls` or `implicit` unless the mail server is on this machine")]
    InClear,
    /// TLS cannot be set up, for the most part because the machine has no trusted certificates.
    #[error("TLS cannot be set up")]
    Tls(#[source] lettre::transport::smtp::Error),
}

impl SmtpMailer {
    /// Checks the settings. Nothing is connected before the first letter.
    ///
    /// # Errors
    /// [`MailSetupError`] names the setting that is wrong.
    pub fn new(settings: &SmtpSettings) -> Result<Self, MailSetupError> {
        let address: Address = settings.from_address.parse().map_err(|_| MailSetupError::FromAddress)?;
        if settings.tls == SmtpTls::None && !is_loopback(&settings.host) {
            return Err(MailSetupError::InClear);
        }
        install_crypto_provider();
        Ok(Self {
            from: Mailbox::new(Some(settings.from_name.clone()), address),
            connections: Connections::new(settings).map_err(MailSetupError::Tls)?,
            timeout: Duration::from_millis(settings.timeout_ms),
        })
    }

    async fn attempt(&self, letter: &Letter) -> Result<(), DeliveryError> {
        let message = compose(letter, &self.from, &OsEntropy)?;
        let mut connection = self
            .connections
            .take()
            .await
            .map_err(|error| failure::at_the_door(&error))?;
        if !letter.to.is_ascii() && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            self.connections.give_back(connection);
            let reason = "the mail server does not take addresses that are not in Latin letters";
            return Err(DeliveryError::Permanent(reason.to_owned()));
        }
        let sent = connection.send(message.envelope(), &message.formatted()).await;
        sent.map_err(|error| failure::of_the_letter(&error))?;
        self.connections.give_back(connection);
        Ok(())
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter) -> Result<(), DeliveryError> {
        // lettre limits the time of connecting only, so the whole conversation is limited here.
        match tokio::time::timeout(self.timeout, self.attempt(letter)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(failure::too_slow()),
        }
    }
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpMailer")
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
