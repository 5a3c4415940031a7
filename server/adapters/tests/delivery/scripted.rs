//! A mail server that behaves as badly as a test wants.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// Answers each line by a function and remembers what was said.
pub(crate) struct ScriptedServer {
    pub(crate) addr: SocketAddr,
    heard: Arc<Mutex<Vec<(usize, String)>>>,
}

impl ScriptedServer {
    /// `answer` gets the number of the connection (from 1) and a line: an empty one for the greeting, a dot for the
    /// whole letter. `None` is silence for ever.
    pub(crate) async fn start<F>(answer: F) -> Self
    where
        F: Fn(usize, &str) -> Option<&'static str> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (answer, notes) = (Arc::new(answer), Arc::clone(&heard));
        tokio::spawn(async move {
            for number in 1.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(converse(number, stream, Arc::clone(&answer), Arc::clone(&notes)));
            }
        });
        Self { addr, heard }
    }

    /// The lines said on one connection.
    pub(crate) fn heard_on(&self, number: usize) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        heard
            .iter()
            .filter(|(on, _)| *on == number)
            .map(|(_, line)| line.clone())
            .collect()
    }
}

/// What a server that means well answers.
pub(crate) fn kindly(line: &str) -> Option<&'static str> {
    Some(match line.split(' ').next().unwrap() {
        "" => "220 scripted",
        "EHLO" => "250-scripted\r\n250 AUTH PLAIN",
        "AUTH" => "235 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    })
}

async fn converse<F>(number: usize, stream: TcpStream, answer: Arc<F>, heard: Arc<Mutex<Vec<(usize, String)>>>)
where
    F: Fn(usize, &str) -> Option<&'static str>,
{
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    loop {
        let Some(reply) = answer(number, &line) else {
            return std::future::pending().await;
        };
        if stream.write_all(format!("{reply}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let in_letter = reply.starts_with("354");
        loop {
            let mut raw = String::new();
            if stream.read_line(&mut raw).await.unwrap_or(0) == 0 {
                return;
            }
            raw.trim_end().clone_into(&mut line);
            heard.lock().unwrap().push((number, line.clone()));
            if !in_letter || line == "." {
                break;
            }
        }
    }
}
