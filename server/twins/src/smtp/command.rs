//! The commands of a mail client, read from one line each.

/// A command as the client gave it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Ehlo,
    Helo,
    /// With the size that the client announced, in bytes.
    Mail {
        size: Option<usize>,
    },
    Rcpt {
        to: String,
    },
    Data,
    Rset,
    Noop,
    Quit,
    /// With or without the credentials on the same line.
    AuthPlain {
        complete: bool,
    },
    /// A mechanism that is not offered.
    AuthOther,
    /// Not a command of this server.
    Unknown,
}

/// The command is known, its arguments are not right.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadArguments;

impl Command {
    /// Reads a line without its line end. The verb may be in any case.
    pub(super) fn parse(line: &str) -> Result<Self, BadArguments> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" if !rest.is_empty() => Ok(Self::Ehlo),
            "HELO" if !rest.is_empty() => Ok(Self::Helo),
            "MAIL" => mail(rest),
            "RCPT" => rcpt(rest),
            "DATA" if rest.is_empty() => Ok(Self::Data),
            "RSET" if rest.is_empty() => Ok(Self::Rset),
            "NOOP" => Ok(Self::Noop),
            "QUIT" if rest.is_empty() => Ok(Self::Quit),
            "AUTH" => auth(rest),
            "EHLO" | "HELO" | "DATA" | "RSET" | "QUIT" => Err(BadArguments),
            _ => Ok(Self::Unknown),
        }
    }
}

fn mail(rest: &str) -> Result<Command, BadArguments> {
    let (from, parameters) = path(rest, "FROM:")?;
    // The empty sender is for bounces.
    if !from.is_empty() && !is_address(from) {
        return Err(BadArguments);
    }
    let mut size = None;
    for parameter in parameters.split_ascii_whitespace() {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match (name.to_ascii_uppercase().as_str(), value.to_ascii_uppercase().as_str()) {
            ("SIZE", value) => size = Some(value.parse().map_err(|_| BadArguments)?),
            ("BODY", "7BIT" | "8BITMIME") | ("SMTPUTF8", "") => {}
            _ => return Err(BadArguments),
        }
    }
    Ok(Command::Mail { size })
}

fn rcpt(rest: &str) -> Result<Command, BadArguments> {
    match path(rest, "TO:")? {
        (to, "") if is_address(to) => Ok(Command::Rcpt { to: to.to_owned() }),
        _ => Err(BadArguments),
    }
}

fn auth(rest: &str) -> Result<Command, BadArguments> {
    let mut words = rest.split_ascii_whitespace();
    let mechanism = words.next().ok_or(BadArguments)?;
    let credentials = words.next();
    Ok(if mechanism.eq_ignore_ascii_case("PLAIN") {
        Command::AuthPlain {
            complete: credentials.is_some(),
        }
    } else {
        Command::AuthOther
    })
}

/// Splits `FROM:<address> PARAMETERS` into the address and the parameters.
fn path<'a>(rest: &'a str, keyword: &str) -> Result<(&'a str, &'a str), BadArguments> {
    let (head, tail) = rest.split_at_checked(keyword.len()).ok_or(BadArguments)?;
    if !head.eq_ignore_ascii_case(keyword) {
        return Err(BadArguments);
    }
    let opened = tail.trim_start().strip_prefix('<').ok_or(BadArguments)?;
    let (address, parameters) = opened.split_once('>').ok_or(BadArguments)?;
    Ok((address, parameters.trim()))
}

fn is_address(text: &str) -> bool {
    let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '<');
    let parts = text.rsplit_once('@');
    clean && parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_becomes_a_command_or_is_refused() {
        let rcpt = |to: &str| Ok(Command::Rcpt { to: to.into() });
        let cases = [
            ("EHLO host", Ok(Command::Ehlo)),
            ("ehlo [127.0.0.1]", Ok(Command::Ehlo)),
            ("EHLO", Err(BadArguments)),
            ("HELO host", Ok(Command::Helo)),
            ("MAIL FROM:<a@b.ru>", Ok(Command::Mail { size: None })),
            (
                "mail from:<a@b.ru> SIZE=12 BODY=8BITMIME SMTPUTF8",
                Ok(Command::Mail { size: Some(12) }),
            ),
            ("MAIL FROM:<>", Ok(Command::Mail { size: None })),
            ("MAIL FROM:a@b.ru", Err(BadArguments)),
            ("MAIL FROM:<a@b.ru> SIZE=x", Err(BadArguments)),
            ("MAIL FROM:<a@b.ru> FUTURE=1", Err(BadArguments)),
            ("MAIL", Err(BadArguments)),
            ("RCPT TO:<житель@почта.рф>", rcpt("житель@почта.рф")),
            ("RCPT TO: <c@d.ru>", rcpt("c@d.ru")),
            ("RCPT TO:<>", Err(BadArguments)),
            ("RCPT TO:<nobody>", Err(BadArguments)),
            ("RCPT TO:<c d@e.ru>", Err(BadArguments)),
            ("RCPT ТО:<c@d.ru>", Err(BadArguments)),
            ("DATA", Ok(Command::Data)),
            ("DATA now", Err(BadArguments)),
            ("RSET", Ok(Command::Rset)),
            ("NOOP anything", Ok(Command::Noop)),
            ("QUIT", Ok(Command::Quit)),
            ("AUTH PLAIN AGEAYg==", Ok(Command::AuthPlain { complete: true })),
            ("AUTH plain", Ok(Command::AuthPlain { complete: false })),
            ("AUTH LOGIN", Ok(Command::AuthOther)),
            ("AUTH", Err(BadArguments)),
            ("STARTTLS", Ok(Command::Unknown)),
            ("", Ok(Command::Unknown)),
        ];
        for (line, expected) in cases {
            assert_eq!(Command::parse(line), expected, "{line}");
        }
    }
}
