//! The virus scanner: clamd's `INSTREAM` over TCP, which knows one virus, the EICAR test file.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// clamd's `StreamMaxLength` by default.
const STREAM_MAX: usize = 25 * 1024 * 1024;
/// The longest command.
const COMMAND_MAX: usize = 1024;

/// The test file that every scanner takes for a virus, in two pieces: this source is none.
const EICAR: [&[u8]; 2] = [
    br"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
    b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
];

/// A switch that makes the scanner hang up on everybody.
#[derive(Clone, Debug, Default)]
pub struct ScannerSwitch(Arc<AtomicBool>);

impl ScannerSwitch {
    /// From now on every connection is closed without an answer, or no more.
    pub fn hang_up(&self, does: bool) {
        self.0.store(does, Ordering::SeqCst);
    }

    fn hangs_up(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Serves until it is aborted.
pub(crate) async fn serve(listener: TcpListener, switch: ScannerSwitch) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) if !switch.hangs_up() => {
                tokio::spawn(async move {
                    if let Err(error) = converse(stream).await {
                        tracing::debug!(%error, "a client of the scanner's twin has gone");
                    }
                });
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the scanner's twin cannot accept"),
        }
    }
}

/// One command a connection, as without `IDSESSION`. A reply ends as its command did: `z` with a null byte, `n` with a
/// line break.
async fn converse(mut stream: TcpStream) -> io::Result<()> {
    let form = stream.read_u8().await?;
    let (end, name) = match form {
        b'z' => (0, command(&mut stream, 0).await?),
        b'n' => (b'\n', command(&mut stream, b'\n').await?),
        _ => return stream.write_all(b"UNKNOWN COMMAND\n").await,
    };
    let reply = match name.as_slice() {
        b"PING" => "PONG".to_owned(),
        b"VERSION" => "ClamAV twin".to_owned(),
        b"INSTREAM" => match content(&mut stream).await? {
            Some(content) if has_eicar(&content) => "stream: Eicar-Signature FOUND".to_owned(),
            Some(_) => "stream: OK".to_owned(),
            None => "INSTREAM size limit exceeded. ERROR".to_owned(),
        },
        _ => "UNKNOWN COMMAND".to_owned(),
    };
    stream.write_all(reply.as_bytes()).await?;
    stream.write_all(&[end]).await?;
    stream.shutdown().await
}

async fn command(stream: &mut TcpStream, end: u8) -> io::Result<Vec<u8>> {
    let mut name = Vec::new();
    loop {
        match stream.read_u8().await? {
            byte if byte == end => return Ok(name),
            byte => name.push(byte),
        }
        if name.len() > COMMAND_MAX {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
}

/// Chunks, each behind its length, up to one of no length; `None` when they are too much.
async fn content(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    loop {
        let length = usize::try_from(stream.read_u32().await?).map_err(io::Error::other)?;
        if length == 0 {
            return Ok(Some(content));
        }
        if content.len() + length > STREAM_MAX {
            return Ok(None);
        }
        let begin = content.len();
        content.resize(begin + length, 0);
        if let Some(room) = content.get_mut(begin..) {
            stream.read_exact(room).await?;
        }
    }
}

fn has_eicar(content: &[u8]) -> bool {
    let eicar = EICAR.concat();
    content.windows(eicar.len()).any(|window| window == eicar)
}
