//! The rules of one SMTP conversation: which command may follow which, and what is answered.

use super::{
    command::{BadArguments, Command},
    turn::{Then, Turn, bad_sequence, say},
    wire::Body,
};
use crate::{
    fault::Fault,
    letter::Letter,
    outbox::{Channel, Outbox, Received},
};

const MOST_RECIPIENTS: usize = 100;

/// One conversation. It knows no sockets.
pub(super) struct Session {
    outbox: Outbox,
    largest_letter: usize,
    stage: Stage,
}

enum Stage {
    /// Nobody has said hello yet.
    Stranger,
    Ready,
    /// AUTH was asked for, the credentials come on the next line.
    Credentials,
    /// MAIL was accepted; the fault, if any, waits for its moment.
    Envelope {
        fault: Option<Fault>,
        to: Vec<String>,
    },
}

impl Session {
    pub(super) fn new(outbox: Outbox, largest_letter: usize) -> Self {
        Self {
            outbox,
            largest_letter,
            stage: Stage::Stranger,
        }
    }

    pub(super) fn greeting() -> Turn {
        say("220 twin ESMTP")
    }

    /// Answers one line; `None` is a line that could not be read as text.
    pub(super) fn answer(&mut self, line: Option<&str>) -> Turn {
        let Some(line) = line else {
            return say("500 5.5.2 Line too long or not UTF-8");
        };
        if matches!(self.stage, Stage::Credentials) {
            return self.take_credentials(line);
        }
        match Command::parse(line) {
            Err(BadArguments) => say("501 5.5.4 Syntax error in arguments"),
            Ok(Command::Ehlo) => self.hello(),
            Ok(Command::Helo) => {
                self.stage = Stage::Ready;
                say("250 twin")
            }
            Ok(Command::AuthPlain { complete }) => self.authenticate(complete),
            Ok(Command::AuthOther) => say("504 5.5.4 Only PLAIN is offered"),
            Ok(Command::Mail { size }) => self.open_envelope(size),
            Ok(Command::Rcpt { to }) => self.add_recipient(to),
            Ok(Command::Data) => self.ask_for_letter(),
            Ok(Command::Rset) => {
                if !matches!(self.stage, Stage::Stranger) {
                    self.stage = Stage::Ready;
                }
                say("250 2.0.0 Forgotten")
            }
            Ok(Command::Noop) => say("250 2.0.0 Here"),
            Ok(Command::Quit) => Turn {
                reply: "221 2.0.0 Bye".into(),
                then: Then::Close,
            },
            Ok(Command::Unknown) => say("500 5.5.1 Unknown command"),
        }
    }

    /// Takes what came after DATA. `None` means: hang up without a word.
    pub(super) fn take_letter(&mut self, body: &Body) -> Option<Turn> {
        let Stage::Envelope { fault, to } = std::mem::replace(&mut self.stage, Stage::Ready) else {
            return Some(bad_sequence());
        };
        let bytes = match body {
            Body::Whole(bytes) => bytes,
            Body::TooLarge => return Some(say("552 5.3.4 Letter too large")),
            Body::BareNewline => return Some(say("550 5.6.11 Bare newline in the letter")),
        };
        let Ok(letter) = Letter::parse(bytes) else {
            return Some(say("554 5.6.0 The letter cannot be read"));
        };
        for to in to {
            self.outbox.put(Received {
                channel: Channel::Email,
                to,
                subject: letter.subject.clone(),
                text: letter.text.clone(),
                html: letter.html.clone(),
            });
        }
        match fault {
            Some(Fault::HangUpAfterAccepting) => None,
            _ => Some(say("250 2.0.0 Accepted")),
        }
    }

    fn hello(&mut self) -> Turn {
        self.stage = Stage::Ready;
        let size = self.largest_letter;
        let lines = [
            "250-twin",
            "250-8BITMIME",
            "250-SMTPUTF8",
            "250-ENHANCEDSTATUSCODES",
            "250-AUTH PLAIN",
            &format!("250 SIZE {size}"),
        ];
        Turn {
            reply: lines.join("\r\n").into(),
            then: Then::ReadLine,
        }
    }

    fn authenticate(&mut self, complete: bool) -> Turn {
        match self.stage {
            Stage::Ready if complete => say("235 2.7.0 Welcome"),
            Stage::Ready => {
                self.stage = Stage::Credentials;
                say("334 ")
            }
            _ => bad_sequence(),
        }
    }

    fn take_credentials(&mut self, line: &str) -> Turn {
        self.stage = Stage::Ready;
        match line {
            "*" | "" => say("501 5.7.0 Authentication cancelled"),
            _ => say("235 2.7.0 Welcome"),
        }
    }

    fn open_envelope(&mut self, size: Option<usize>) -> Turn {
        if !matches!(self.stage, Stage::Ready) {
            return bad_sequence();
        }
        if size.is_some_and(|size| size > self.largest_letter) {
            return say("552 5.3.4 Letter too large");
        }
        match self.outbox.take_fault(Channel::Email) {
            Some(Fault::Busy) => say("451 4.3.2 Busy, come again later"),
            fault => {
                self.stage = Stage::Envelope { fault, to: Vec::new() };
                say("250 2.1.0 Sender accepted")
            }
        }
    }

    fn add_recipient(&mut self, recipient: String) -> Turn {
        match &mut self.stage {
            Stage::Envelope {
                fault: Some(Fault::Refuse),
                ..
            } => say("550 5.1.1 No such mailbox"),
            Stage::Envelope { to, .. } if to.len() >= MOST_RECIPIENTS => say("452 4.5.3 Too many recipients"),
            Stage::Envelope { to, .. } => {
                to.push(recipient);
                say("250 2.1.5 Recipient accepted")
            }
            _ => bad_sequence(),
        }
    }

    fn ask_for_letter(&self) -> Turn {
        match &self.stage {
            Stage::Envelope { to, .. } if !to.is_empty() => Turn {
                reply: "354 End with a single dot".into(),
                then: Then::ReadLetter,
            },
            _ => bad_sequence(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(session: &mut Session, lines: &[&str]) -> Vec<String> {
        let replies = lines.iter().map(|line| session.answer(Some(line)).reply);
        replies.map(|reply| reply.chars().take(3).collect()).collect()
    }

    fn session() -> Session {
        Session::new(Outbox::default(), 100)
    }

    #[test]
    fn commands_out_of_order_are_refused_and_change_nothing() {
        let mut session = session();
        let lines = ["MAIL FROM:<a@b.ru>", "RCPT TO:<c@d.ru>", "DATA", "AUTH PLAIN AGEAYg=="];
        assert_eq!(codes(&mut session, &lines), ["503"; 4]);
        let lines = [
            "EHLO h",
            "DATA",
            "MAIL FROM:<a@b.ru>",
            "DATA",
            "MAIL FROM:<a@b.ru>",
            "RCPT TO:<c@d.ru>",
            "DATA",
        ];
        assert_eq!(
            codes(&mut session, &lines),
            ["250", "503", "250", "503", "503", "250", "354"]
        );
    }

    #[test]
    fn reset_forgets_the_envelope_but_not_the_hello() {
        let mut session = session();
        let lines = [
            "EHLO h",
            "MAIL FROM:<a@b.ru>",
            "RCPT TO:<c@d.ru>",
            "RSET",
            "DATA",
            "MAIL FROM:<a@b.ru>",
        ];
        assert_eq!(codes(&mut session, &lines), ["250", "250", "250", "250", "503", "250"]);
    }

    #[test]
    fn a_letter_announced_as_too_large_is_refused_before_it_is_sent() {
        let lines = ["EHLO h", "MAIL FROM:<a@b.ru> SIZE=101", "MAIL FROM:<a@b.ru> SIZE=100"];
        assert_eq!(codes(&mut session(), &lines), ["250", "552", "250"]);
    }

    #[test]
    fn plain_credentials_are_taken_on_one_line_or_on_two() {
        let lines = [
            "EHLO h",
            "AUTH PLAIN AGEAYg==",
            "AUTH PLAIN",
            "AGEAYg==",
            "AUTH PLAIN",
            "*",
            "AUTH LOGIN",
        ];
        assert_eq!(
            codes(&mut session(), &lines),
            ["250", "235", "334", "235", "334", "501", "504"]
        );
    }

    #[test]
    fn a_letter_reaches_each_recipient_of_the_envelope() {
        let mut session = session();
        codes(
            &mut session,
            &["EHLO h", "MAIL FROM:<a@b.ru>", "RCPT TO:<c@d.ru>", "RCPT TO:<e@f.ru>"],
        );
        let turn = session.take_letter(&Body::Whole(b"To: other@g.ru\r\nSubject: S\r\n\r\nT".to_vec()));
        assert_eq!(turn, Some(say("250 2.0.0 Accepted")));
        let recipients: Vec<_> = session
            .outbox
            .messages()
            .into_iter()
            .map(|message| message.to)
            .collect();
        assert_eq!(recipients, ["e@f.ru", "c@d.ru"]);
    }
}
