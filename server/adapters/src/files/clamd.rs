//! clamd's protocol: one `INSTREAM` a connection.

use std::{io, time::Duration};

use async_trait::async_trait;
use services::ports::{Scan, ScanError, VirusScanner};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, UnixStream},
    time::timeout,
};

use super::{ScannerAddress, ScannerSettings};

/// How much goes over the wire in one piece.
const CHUNK: usize = 64 * 1024;
/// The longest reply that is read.
const REPLY_MAX: u64 = 4 * 1024;

/// Asks a clamd.
#[derive(Clone, Debug)]
pub struct ClamdScanner {
    settings: ScannerSettings,
}

impl ClamdScanner {
    /// A scanner at this address. Nothing is sent before the first file.
    #[must_use]
    pub const fn new(settings: ScannerSettings) -> Self {
        Self { settings }
    }

    async fn ask(&self, content: &[u8]) -> Result<String, ScanError> {
        let patience = Duration::from_millis(self.settings.connect_timeout_ms);
        let connected = async {
            Ok::<Box<dyn Wire>, io::Error>(match &self.settings.address {
                ScannerAddress::Tcp(address) => Box::new(TcpStream::connect(address).await?),
                ScannerAddress::Unix(path) => Box::new(UnixStream::connect(path).await?),
            })
        };
        let wire = timeout(patience, connected)
            .await
            .map_err(|_| failed("no connection in time"))?;
        let mut wire = wire.map_err(|_| failed("no connection"))?;
        let whole = Duration::from_millis(self.settings.timeout_ms);
        timeout(whole, converse(&mut wire, content))
            .await
            .map_err(|_| failed("no answer in time"))?
            .map_err(|_| failed("the connection broke"))
    }
}

#[async_trait]
impl VirusScanner for ClamdScanner {
    async fn scan(&self, content: &[u8]) -> Result<Scan, ScanError> {
        judge(&self.ask(content).await?)
    }
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// Sends the content and reads the reply. A scanner that has enough answers and hangs up while it is still being sent to;
/// its answer counts.
async fn converse(wire: &mut Box<dyn Wire>, content: &[u8]) -> io::Result<String> {
    let sent = send(wire, content).await;
    let mut reply = Vec::new();
    let read = wire.take(REPLY_MAX).read_to_end(&mut reply).await;
    if reply.is_empty() {
        sent?;
        read?;
    }
    let reply = reply.split(|byte| *byte == 0).next().unwrap_or_default();
    Ok(String::from_utf8_lossy(reply).trim().to_owned())
}

async fn send(wire: &mut Box<dyn Wire>, content: &[u8]) -> io::Result<()> {
    wire.write_all(b"zINSTREAM\0").await?;
    for chunk in content.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).map_err(io::Error::other)?;
        wire.write_all(&length.to_be_bytes()).await?;
        wire.write_all(chunk).await?;
    }
    wire.write_all(&[0; 4]).await?;
    wire.flush().await
}

/// What a reply means. Only a plain OK lets a file in; what is too large for the scanner was not looked at.
fn judge(reply: &str) -> Result<Scan, ScanError> {
    if reply == "stream: OK" {
        Ok(Scan::Clean)
    } else if reply.ends_with(" FOUND") || reply.starts_with("INSTREAM size limit exceeded") {
        Ok(Scan::Infected)
    } else if reply.is_empty() {
        Err(failed("no answer"))
    } else {
        Err(failed("an answer that says neither yes nor no"))
    }
}

fn failed(reason: &str) -> ScanError {
    ScanError(reason.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_ok_lets_a_file_in() {
        for (reply, expected) in [
            ("stream: OK", Some(Scan::Clean)),
            ("stream: Eicar-Signature FOUND", Some(Scan::Infected)),
            (
                "stream: Win.Test.EICAR_HDB-1(44d88612fea8a8f36de82e1278abb02f:68) FOUND",
                Some(Scan::Infected),
            ),
            ("INSTREAM size limit exceeded. ERROR", Some(Scan::Infected)),
            ("stream: Can't allocate memory ERROR", None),
            ("UNKNOWN COMMAND", None),
            ("OK", None),
            ("", None),
        ] {
            assert_eq!(judge(reply).ok(), expected, "{reply}");
        }
    }
}
