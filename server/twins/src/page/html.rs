//! The page that lists messages: plain HTML that a strict content security policy lets pass.

use super::linked::{escape, linked};
use crate::outbox::{Channel, Message};

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <title>Отправленные письма и смс</title>\n</head>\n<body>\n<main>\n<h1>Отправленные письма и смс</h1>\n";

const EMPTY: &str = "<p>Пока ничего не отправлено. Письма и смс появятся здесь, как только портал их отправит.</p>\n";

const FOOT: &str = "</main>\n</body>\n</html>\n";

/// The whole page with the messages in the order given.
pub(super) fn page(messages: &[Message]) -> String {
    let articles: String = messages.iter().map(article).collect();
    let body = if articles.is_empty() { EMPTY } else { &articles };
    format!("{HEAD}{body}{FOOT}")
}

fn article(message: &Message) -> String {
    let kind = match message.channel {
        Channel::Email => "Письмо",
        Channel::Sms => "Смс",
    };
    let subject = message
        .subject
        .as_deref()
        .map(|subject| format!(": {}", escape(subject)));
    let html = message.html.as_deref().map(|html| {
        format!(
            "<details><summary>Исходный код HTML</summary><pre>{}</pre></details>\n",
            escape(html)
        )
    });
    format!(
        "<article>\n<h2>{kind} № {number}{subject}</h2>\n<p>Кому: {to}</p>\n<p>{text}</p>\n{html}</article>\n<hr>\n",
        number = message.received_at,
        subject = subject.unwrap_or_default(),
        to = escape(&message.to),
        text = linked(&message.text).replace('\n', "<br>\n"),
        html = html.unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_came_from_outside_is_escaped() {
        let evil = "<script>alert('&\"')</script>";
        let message = Message {
            id: "email-1".into(),
            channel: Channel::Email,
            to: evil.into(),
            subject: Some(evil.into()),
            text: evil.into(),
            html: Some(evil.into()),
            received_at: 1,
        };
        let page = page(&[message]);
        assert!(!page.contains("<script"), "{page}");
        assert_eq!(
            page.matches("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;")
                .count(),
            4
        );
    }

    #[test]
    fn an_empty_outbox_says_so() {
        assert!(page(&[]).contains("Пока ничего не отправлено."));
    }
}
