//! The mail server: the part of SMTP (RFC 5321) that mail clients really use.

mod command;
mod session;
mod turn;
mod wire;

use std::{io, time::Duration};

use tokio::{
    io::{AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::outbox::Outbox;
use session::Session;
use turn::{Then, Turn};

/// The largest letter, in bytes; announced to the client in the answer to EHLO.
pub(crate) const LARGEST_LETTER: usize = 10 * 1024 * 1024;

/// The longest line of a command, in bytes: RFC 4954 asks for this much because of AUTH.
const LONGEST_COMMAND: usize = 12_288;

/// Serves until the task is aborted; the conversations end with it.
pub(crate) async fn serve(listener: TcpListener, outbox: Outbox) {
    let mut conversations = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    conversations.spawn(converse(stream, Session::new(outbox.clone(), LARGEST_LETTER)));
                }
                Err(error) => {
                    tracing::warn!(%error, "the SMTP twin cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = conversations.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, session: Session) {
    if let Err(error) = talk(stream, session).await {
        tracing::debug!(%error, "a conversation with the SMTP twin broke off");
    }
}

async fn talk(stream: TcpStream, mut session: Session) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let mut turn = Some(Session::greeting());
    while let Some(Turn { reply, then }) = turn {
        stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        stream.flush().await?;
        turn = match then {
            Then::Close => None,
            Then::ReadLine => {
                let line = wire::read_line(&mut stream, LONGEST_COMMAND).await?;
                line.map(|line| session.answer(line.as_deref()))
            }
            Then::ReadLetter => {
                let body = wire::read_letter(&mut stream, LARGEST_LETTER).await?;
                body.and_then(|body| session.take_letter(&body))
            }
        };
    }
    Ok(())
}
