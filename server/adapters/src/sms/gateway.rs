//! The client of the SMS gateway: `POST /v1/messages` with a bearer token and an idempotency key.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use reqwest::{
    Client, Url,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
    redirect,
};
use serde::Serialize;
use services::ports::{DeliveryError, Sms, SmsGateway};

use super::{failure, settings::SmsSettings};
use crate::{crypto::install_crypto_provider, loopback::is_loopback};

/// Sends text messages through a gateway over HTTP.
pub struct HttpSmsGateway {
    client: Client,
    endpoint: Url,
    sender: String,
}

/// The settings do not make a gateway.
#[derive(Debug, thiserror::Error)]
pub enum SmsSetupError {
    /// Not an address, or one with a password, a query or a fragment in it.
    #[error("`base_url` must be a plain address like https://sms.example.ru")]
    BaseUrl,
    /// The token would cross the network in the clear.
    #[error("`base_url` must begin with https:// unless the gateway is on this machine")]
    TokenInClear,
    /// The token has characters that a header cannot carry.
    #[error("`token` has characters that do not fit into a header")]
    Token,
    /// The client cannot be set up, for the most part because the machine has no trusted certificates.
    #[error("the HTTP client cannot be set up")]
    Client(#[source] reqwest::Error),
}

#[derive(Serialize)]
struct Request<'a> {
    to: &'a str,
    text: &'a str,
    sender: &'a str,
    idempotency_key: &'a str,
}

impl HttpSmsGateway {
    /// Checks the settings. Nothing is connected before the first message.
    ///
    /// # Errors
    /// [`SmsSetupError`] names the setting that is wrong.
    pub fn new(settings: &SmsSettings) -> Result<Self, SmsSetupError> {
        let endpoint = endpoint(&settings.base_url)?;
        let local = endpoint.host_str().is_some_and(is_loopback);
        if endpoint.scheme() != "https" && !local {
            return Err(SmsSetupError::TokenInClear);
        }
        let bearer = format!("Bearer {}", settings.token.expose());
        let mut bearer = HeaderValue::try_from(bearer).map_err(|_| SmsSetupError::Token)?;
        bearer.set_sensitive(true);

        install_crypto_provider();
        let builder = Client::builder()
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, bearer)]))
            .connect_timeout(Duration::from_millis(settings.connect_timeout_ms))
            .timeout(Duration::from_millis(settings.timeout_ms))
            // The token and the text go where the settings say and nowhere else.
            .redirect(redirect::Policy::none());
        // What is on this machine is not to be asked for through a proxy.
        let builder = if local { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(SmsSetupError::Client)?;
        Ok(Self {
            client,
            endpoint,
            sender: settings.sender.clone(),
        })
    }
}

/// The address that messages are posted to.
fn endpoint(base_url: &str) -> Result<Url, SmsSetupError> {
    let url = format!("{}/v1/messages", base_url.trim_end_matches('/'));
    let url = Url::parse(&url).map_err(|_| SmsSetupError::BaseUrl)?;
    let is_http = matches!(url.scheme(), "http" | "https");
    let is_plain = url.username().is_empty() && url.password().is_none();
    let is_whole = url.query().is_none() && url.fragment().is_none();
    if is_http && is_plain && is_whole {
        Ok(url)
    } else {
        Err(SmsSetupError::BaseUrl)
    }
}

#[async_trait]
impl SmsGateway for HttpSmsGateway {
    async fn send(&self, sms: &Sms) -> Result<(), DeliveryError> {
        let request = Request {
            to: &sms.to,
            text: &sms.text,
            sender: &self.sender,
            idempotency_key: &sms.idempotency_key,
        };
        let response = self.client.post(self.endpoint.clone()).json(&request).send().await;
        let response = response.map_err(|error| failure::without_answer(&error))?;
        failure::judge(response.status())
    }
}

impl fmt::Debug for HttpSmsGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSmsGateway")
            .field("endpoint", &self.endpoint.as_str())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_endpoint_is_the_base_and_a_fixed_path() {
        for (base, expected) in [
            ("https://sms.example.ru", Some("https://sms.example.ru/v1/messages")),
            (
                "https://sms.example.ru/api/",
                Some("https://sms.example.ru/api/v1/messages"),
            ),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080/v1/messages")),
            ("sms.example.ru", None),
            ("ftp://sms.example.ru", None),
            ("https://user:password@sms.example.ru", None),
            ("https://sms.example.ru?key=1", None),
            ("", None),
        ] {
            let endpoint = endpoint(base).ok().map(String::from);
            assert_eq!(endpoint.as_deref(), expected, "{base}");
        }
    }
}
