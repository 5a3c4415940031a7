//! Letters reach the mail server whole, and each fault of the server is understood.

use std::{net::SocketAddr, sync::Arc};

use adapters::{
    Secret,
    mail::{SmtpLogin, SmtpMailer, SmtpSettings, SmtpTls},
};
use services::ports::{Letter, Mailer as _};
use twins::{Channel, Fault, Twins};

use super::errors::{permanent, temporary};

/// Settings for a server on loopback.
pub(crate) fn settings(addr: SocketAddr) -> SmtpSettings {
    SmtpSettings {
        host: addr.ip().to_string(),
        port: addr.port(),
        tls: SmtpTls::None,
        login: None,
        from_address: "lk@example.ru".into(),
        from_name: "Личный кабинет «Энергосбыт»".into(),
        connect_timeout_ms: 10_000,
        timeout_ms: 10_000,
    }
}

/// The same for a server that will not answer: a second is enough to see it.
pub(crate) fn impatient(addr: SocketAddr) -> SmtpSettings {
    SmtpSettings {
        timeout_ms: 1_000,
        ..settings(addr)
    }
}

pub(crate) fn letter() -> Letter {
    Letter {
        to: "zhitel@example.ru".into(),
        subject: "Тайна".into(),
        text: "Тайна".into(),
        html: None,
        unsubscribe: None,
    }
}

#[tokio::test]
async fn cyrillic_subject_text_and_html_arrive_whole() {
    let twins = Twins::start().await.unwrap();
    let mailer = SmtpMailer::new(&settings(twins.smtp_addr())).unwrap();
    let letter = Letter {
        to: "zhitel@example.ru".into(),
        subject: "Подтвердите адрес электронной почты: ёлки, №5, 1 234,56 ₽ и ещё немного слов 🔌".into(),
        text: format!(
            "Здравствуйте!\n\n.\n..две точки\nhttps://lk.ru/?a=1&b=2\n{}\n",
            "длинно ".repeat(300)
        ),
        html: Some("<p>Здравствуйте, <b>Ёлкин</b>&nbsp;!</p>\n<a href=\"https://lk.ru/?a=1&amp;b=2\">да</a>".into()),
        unsubscribe: None,
    };
    mailer.send(&letter).await.unwrap();

    let messages = twins.outbox().messages_to("zhitel@example.ru");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].channel, Channel::Email);
    assert_eq!(messages[0].subject.as_ref(), Some(&letter.subject));
    assert_eq!(messages[0].text, letter.text.trim_end_matches('\n'));
    assert_eq!(messages[0].html, letter.html);
}

#[tokio::test]
async fn a_letter_without_html_arrives_as_plain_text() {
    let twins = Twins::start().await.unwrap();
    let mailer = SmtpMailer::new(&settings(twins.smtp_addr())).unwrap();
    mailer
        .send(&Letter {
            text: "plain ascii\n.\nend".into(),
            ..letter()
        })
        .await
        .unwrap();
    let messages = twins.outbox().messages();
    assert_eq!(
        (messages[0].text.as_str(), &messages[0].html),
        ("plain ascii\n.\nend", &None)
    );
}

#[tokio::test]
async fn a_user_with_a_password_is_let_in() {
    let twins = Twins::start().await.unwrap();
    let login = SmtpLogin {
        user: "lk".into(),
        password: Secret::new("sekret"),
    };
    let settings = SmtpSettings {
        login: Some(login),
        ..settings(twins.smtp_addr())
    };
    SmtpMailer::new(&settings).unwrap().send(&letter()).await.unwrap();
    assert_eq!(twins.outbox().messages().len(), 1);
}

#[tokio::test]
async fn an_address_with_cyrillic_letters_is_written_to() {
    let twins = Twins::start().await.unwrap();
    let mailer = SmtpMailer::new(&settings(twins.smtp_addr())).unwrap();
    mailer
        .send(&Letter {
            to: "житель@почта.рф".into(),
            ..letter()
        })
        .await
        .unwrap();
    assert_eq!(twins.outbox().messages_to("житель@почта.рф").len(), 1);
}

#[tokio::test]
async fn a_refused_recipient_is_permanent_and_the_next_letter_goes() {
    let twins = Twins::start().await.unwrap();
    let mailer = SmtpMailer::new(&settings(twins.smtp_addr())).unwrap();
    twins.outbox().fail_next(Channel::Email, Fault::Refuse);
    assert_eq!(permanent(mailer.send(&letter()).await), "the mail server: answer 550");
    mailer.send(&letter()).await.unwrap();
    assert_eq!(twins.outbox().messages().len(), 1);
}

#[tokio::test]
async fn a_busy_server_is_temporary_and_the_next_letter_goes() {
    let twins = Twins::start().await.unwrap();
    let mailer = SmtpMailer::new(&settings(twins.smtp_addr())).unwrap();
    twins.outbox().fail_next(Channel::Email, Fault::Busy);
    assert_eq!(temporary(mailer.send(&letter()).await), "the mail server: answer 451");
    mailer.send(&letter()).await.unwrap();
    assert_eq!(twins.outbox().messages().len(), 1);
}

#[tokio::test]
async fn a_server_that_hangs_up_after_the_letter_is_temporary() {
    let twins = Twins::start().await.unwrap();
    let mailer = SmtpMailer::new(&settings(twins.smtp_addr())).unwrap();
    twins.outbox().fail_next(Channel::Email, Fault::HangUpAfterAccepting);
    temporary(mailer.send(&letter()).await);
    assert_eq!(twins.outbox().messages().len(), 1);
    mailer.send(&letter()).await.unwrap();
    assert_eq!(twins.outbox().messages().len(), 2);
}

#[tokio::test]
async fn twenty_letters_at_once_all_arrive() {
    let twins = Twins::start().await.unwrap();
    let mailer = Arc::new(SmtpMailer::new(&settings(twins.smtp_addr())).unwrap());
    let mut letters = tokio::task::JoinSet::new();
    for number in 0..20 {
        let mailer = Arc::clone(&mailer);
        let letter = Letter {
            to: format!("zhitel{number}@example.ru"),
            ..letter()
        };
        letters.spawn(async move { mailer.send(&letter).await });
    }
    for outcome in letters.join_all().await {
        outcome.unwrap();
    }
    let mut recipients: Vec<_> = twins
        .outbox()
        .messages()
        .into_iter()
        .map(|message| message.to)
        .collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!(recipients.len(), 20);
}
