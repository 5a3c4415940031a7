//! Makes a MIME message of a letter.

use std::fmt::Write as _;

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use services::ports::{DeliveryError, Entropy, Letter};

/// Composes the letter: plain text, or plain text and HTML as alternatives.
///
/// # Errors
/// Permanent when the recipient's address is malformed; temporary when there is no randomness for the message's id.
pub(super) fn compose(letter: &Letter, from: &Mailbox, entropy: &dyn Entropy) -> Result<Message, DeliveryError> {
    let to: Address = letter
        .to
        .parse()
        .map_err(|_| DeliveryError::Permanent("the recipient's address is malformed".to_owned()))?;
    let builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(one_line(&letter.subject))
        .message_id(Some(message_id(from, entropy)?))
        // RFC 3834: other people's robots must not answer this one.
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    let builder = match &letter.unsubscribe {
        // RFC 8058: the mail program itself asks this address, without opening a page.
        Some(link) => builder
            .raw_header(header("List-Unsubscribe", format!("<{}>", one_line(link))))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())),
        None => builder,
    };
    let message = match &letter.html {
        Some(html) => builder.multipart(MultiPart::alternative_plain_html(letter.text.clone(), html.clone())),
        None => builder.singlepart(SinglePart::plain(letter.text.clone())),
    };
    message.map_err(|_| DeliveryError::Permanent("the letter cannot be composed".to_owned()))
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// A line break in a subject would begin another header.
fn one_line(subject: &str) -> String {
    subject.replace(|character: char| character.is_control(), " ")
}

/// Of our own domain: the usual form with the machine's name would show the network's insides.
fn message_id(from: &Mailbox, entropy: &dyn Entropy) -> Result<String, DeliveryError> {
    let mut bytes = [0; 16];
    entropy
        .fill(&mut bytes)
        .map_err(|error| DeliveryError::Temporary(error.to_string()))?;
    let mut id = "<".to_owned();
    for byte in bytes {
        let _ = write!(id, "{byte:02x}");
    }
    let _ = write!(id, "@{}>", from.email.domain());
    Ok(id)
}

#[cfg(test)]
mod tests {
    use services::ports::EntropyError;

    use super::*;

    struct Sevens;

    impl Entropy for Sevens {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
            bytes.fill(7);
            Ok(())
        }
    }

    fn composed(to: &str, subject: &str) -> Result<String, DeliveryError> {
        let letter = Letter {
            to: to.into(),
            subject: subject.into(),
            text: "t".into(),
            html: None,
            unsubscribe: None,
        };
        let from = "Кабинет <lk@example.ru>".parse().unwrap();
        compose(&letter, &from, &Sevens).map(|message| String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn headers_are_ours_and_complete() {
        let message = composed("a@b.ru", "S").unwrap();
        for header in [
            "To: a@b.ru\r\n",
            "Subject: S\r\n",
            "Message-ID: <07070707070707070707070707070707@example.ru>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Date: ",
        ] {
            assert!(message.contains(header), "{header} in {message}");
        }
    }

    #[test]
    fn a_letter_that_can_be_ended_names_the_address_that_ends_it() {
        let letter = Letter {
            to: "a@b.ru".into(),
            subject: "S".into(),
            text: "t".into(),
            html: None,
            unsubscribe: Some("https://lk.example.ru/settings/unsubscribe?token=x".into()),
        };
        let from = "Кабинет <lk@example.ru>".parse().unwrap();
        let message = compose(&letter, &from, &Sevens).unwrap().formatted();
        // A long header is folded: RFC 5322, 2.2.3.
        let message = String::from_utf8(message).unwrap().replace("\r\n ", " ");
        for header in [
            "List-Unsubscribe: <https://lk.example.ru/settings/unsubscribe?token=x>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        ] {
            assert!(message.contains(header), "{header} in {message}");
        }
        assert!(!composed("a@b.ru", "S").unwrap().contains("List-Unsubscribe"));
    }

    #[test]
    fn a_subject_cannot_begin_another_header() {
        let message = composed("a@b.ru", "S\r\nBcc: c@d.ru").unwrap();
        assert!(!message.contains("\r\nBcc"), "{message}");
    }

    #[test]
    fn a_malformed_address_is_refused_for_good_and_not_repeated() {
        for to in ["", "nobody", "a@b.ru, c@d.ru", "a@b.ru\r\nRCPT TO:<c@d.ru>"] {
            let Err(DeliveryError::Permanent(message)) = composed(to, "S") else {
                panic!("{to} was taken for an address");
            };
            assert_eq!(message, "the recipient's address is malformed");
        }
    }
}
