//! Talks to the twins in bare bytes, so that the tests see what the wire carries.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
};

/// A mail client that sends lines and reads replies.
pub(crate) struct MailClient(BufReader<TcpStream>);

impl MailClient {
    /// Connects and reads the greeting.
    pub(crate) async fn connect(addr: SocketAddr) -> Self {
        let mut client = Self(BufReader::new(TcpStream::connect(addr).await.unwrap()));
        assert!(client.reply().await.unwrap().starts_with("220 "));
        client
    }

    /// Sends bytes and answers with the last line of the reply, or `None` when the server has hung up.
    pub(crate) async fn say(&mut self, bytes: &str) -> Option<String> {
        self.0.write_all(bytes.as_bytes()).await.unwrap();
        self.reply().await
    }

    /// Says each line in turn; every reply must begin with 2 or 3.
    pub(crate) async fn agree(&mut self, lines: &[&str]) {
        for line in lines {
            let reply = self.say(&format!("{line}\r\n")).await.unwrap();
            assert!(reply.starts_with(['2', '3']), "{line}: {reply}");
        }
    }

    async fn reply(&mut self) -> Option<String> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).await.unwrap_or(0) == 0 {
                return None;
            }
            if line.as_bytes()[3] == b' ' {
                return Some(line.trim_end().to_owned());
            }
        }
    }
}

/// The lines that lead up to a letter.
pub(crate) const ENVELOPE: [&str; 4] = ["EHLO test", "MAIL FROM:<a@b.ru>", "RCPT TO:<c@d.ru>", "DATA"];

/// Sends one HTTP request and answers with the whole response; empty when the server hung up without one.
pub(crate) async fn http(addr: SocketAddr, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    let length = body.len();
    let request = format!("{head}\r\nHost: twin\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response).await;
    String::from_utf8(response).unwrap()
}
