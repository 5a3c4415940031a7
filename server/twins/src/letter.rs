//! Reads a letter off its MIME form: subject, text and HTML, all decoded.

use mailparse::{DispositionType, MailHeaderMap as _, MailParseError, ParsedMail};

/// The readable part of a letter. Attachments are left out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) subject: Option<String>,
    pub(crate) text: String,
    pub(crate) html: Option<String>,
}

impl Letter {
    /// Decodes the headers (RFC 2047) and the bodies (quoted-printable, base64, charset).
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, MailParseError> {
        let mail = mailparse::parse_mail(bytes)?;
        Ok(Self {
            subject: mail.headers.get_first_value("Subject"),
            text: first_body(&mail, "text/plain")?.unwrap_or_default(),
            html: first_body(&mail, "text/html")?,
        })
    }
}

/// The first part of this type that is not an attachment, wherever it lies in the tree.
fn first_body(mail: &ParsedMail<'_>, mime_type: &str) -> Result<Option<String>, MailParseError> {
    let mut parts = mail.parts().filter(|part| {
        part.subparts.is_empty()
            && part.ctype.mimetype == mime_type
            && part.get_content_disposition().disposition != DispositionType::Attachment
    });
    let body = parts.next().map(ParsedMail::get_body).transpose()?;
    Ok(body.map(|body| body.replace("\r\n", "\n").trim_end_matches('\n').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: Option<&str>, text: &str, html: Option<&str>) -> Letter {
        Letter {
            subject: subject.map(Into::into),
            text: text.into(),
            html: html.map(Into::into),
        }
    }

    #[test]
    fn letters_are_read_whatever_their_encoding() {
        let cases = [
            (
                "Subject: Hi\r\n\r\nPlain\r\ntext\r\n",
                letter(Some("Hi"), "Plain\ntext", None),
            ),
            ("To: a@b\r\n\r\nNo subject", letter(None, "No subject", None)),
            (
                "Subject: =?utf-8?b?0JrQvtC0?= =?utf-8?b?INCy0YXQvtC00LA=?=\r\n\
                 Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                 0JLQsNGIINC6\r\n0L7QtA==\r\n",
                letter(Some("Код входа"), "Ваш код", None),
            ),
            (
                "Subject: =?utf-8?q?=D0=9A=D0=BE=D0=B4?=\r\n\
                 Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                 =D0=9A=D0=\r\n=BE=D0=B4 =3D 1\r\n",
                letter(Some("Код"), "Код = 1", None),
            ),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Letter::parse(bytes.as_bytes()).ok(), Some(expected), "{bytes}");
        }
    }

    #[test]
    fn text_and_html_are_found_and_attachments_left_out() {
        let bytes = "Subject: S\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n\
            --m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nnot me\r\n\
            --m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
            --a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nтекст\r\n\
            --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>html</p>\r\n--a--\r\n--m--\r\n";
        let expected = letter(Some("S"), "текст", Some("<p>html</p>"));
        assert_eq!(Letter::parse(bytes.as_bytes()).ok(), Some(expected));
    }
}
