//! Starts the twins on free ports of loopback and stops them.

use std::{io, net::SocketAddr};

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::{
    clamd::{self, ScannerSwitch},
    outbox::Outbox,
    sms, smtp,
};

/// The running twins. They stop when this value is dropped; the outbox lives on with those who hold it.
#[derive(Debug)]
pub struct Twins {
    outbox: Outbox,
    smtp_addr: SocketAddr,
    sms_addr: SocketAddr,
    clamd_addr: SocketAddr,
    scanner: ScannerSwitch,
    smtp: JoinHandle<()>,
    clamd: JoinHandle<()>,
    /// Dropped with this value, which ends the SMS twin and its connections.
    _stop_sms: oneshot::Sender<()>,
}

impl Twins {
    /// Starts all servers on free ports of 127.0.0.1, inside the current tokio runtime.
    ///
    /// # Errors
    /// When the operating system gives no port.
    pub async fn start() -> io::Result<Self> {
        let outbox = Outbox::default();
        let smtp_listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let sms_listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let clamd_listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let smtp_addr = smtp_listener.local_addr()?;
        let sms_addr = sms_listener.local_addr()?;

        let clamd_addr = clamd_listener.local_addr()?;
        let scanner = ScannerSwitch::default();
        let clamd = tokio::spawn(clamd::serve(clamd_listener, scanner.clone()));
        let smtp = tokio::spawn(smtp::serve(smtp_listener, outbox.clone()));
        let (stop_sms, stopped) = oneshot::channel();
        let sms = sms::serve(sms_listener, outbox.clone(), stopped);
        tokio::spawn(async move {
            if let Err(error) = sms.await {
                tracing::warn!(%error, "the SMS twin has stopped");
            }
        });
        Ok(Self {
            outbox,
            smtp_addr,
            sms_addr,
            clamd_addr,
            scanner,
            smtp,
            clamd,
            _stop_sms: stop_sms,
        })
    }

    /// Where the mail server listens.
    #[must_use]
    pub fn smtp_addr(&self) -> SocketAddr {
        self.smtp_addr
    }

    /// Where the SMS gateway listens: `http://{addr}/v1/messages`.
    #[must_use]
    pub fn sms_addr(&self) -> SocketAddr {
        self.sms_addr
    }

    /// The bearer token that the SMS gateway asks for.
    #[must_use]
    pub fn sms_token(&self) -> &'static str {
        sms::TOKEN
    }

    /// Where the virus scanner listens.
    #[must_use]
    pub fn clamd_addr(&self) -> SocketAddr {
        self.clamd_addr
    }

    /// The switch that makes the virus scanner hang up.
    #[must_use]
    pub fn scanner(&self) -> &ScannerSwitch {
        &self.scanner
    }

    /// What mail and SMS have received, and the switches that make them fail.
    #[must_use]
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }
}

impl Drop for Twins {
    fn drop(&mut self) {
        self.smtp.abort();
        self.clamd.abort();
    }
}
