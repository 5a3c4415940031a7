//! What keeps a letter from being given to the server at all, and what the server says about the letter.

use adapters::{
    Secret,
    mail::{SmtpLogin, SmtpMailer, SmtpSettings, SmtpTls},
};
use services::ports::{Letter, Mailer as _};
use twins::Twins;

use super::{
    errors::{permanent, temporary},
    mail::{letter, settings},
    scripted::{ScriptedServer, kindly},
};

#[tokio::test]
async fn a_server_that_is_down_is_temporary() {
    let twins = Twins::start().await.unwrap();
    let settings = settings(twins.smtp_addr());
    drop(twins);
    let mailer = SmtpMailer::new(&settings).unwrap();
    while mailer.send(&letter()).await.is_ok() {
        tokio::task::yield_now().await;
    }
    temporary(mailer.send(&letter()).await);
}

#[tokio::test]
async fn a_server_without_tls_gets_no_letter_when_tls_is_asked_for() {
    let twins = Twins::start().await.unwrap();
    for tls in [SmtpTls::Starttls, SmtpTls::Implicit] {
        let login = SmtpLogin {
            user: "lk".into(),
            password: Secret::new("sekret"),
        };
        let settings = SmtpSettings {
            tls,
            login: Some(login),
            ..settings(twins.smtp_addr())
        };
        temporary(SmtpMailer::new(&settings).unwrap().send(&letter()).await);
    }
    assert_eq!(twins.outbox().messages(), []);
}

#[tokio::test]
async fn a_rejected_password_is_temporary_because_the_letter_is_not_to_blame() {
    let server = ScriptedServer::start(|_, line| match line.split(' ').next() {
        Some("AUTH") => Some("535 sekret is wrong"),
        _ => kindly(line),
    })
    .await;
    let login = SmtpLogin {
        user: "lk".into(),
        password: Secret::new("sekret"),
    };
    let settings = SmtpSettings {
        login: Some(login),
        ..settings(server.addr)
    };
    let reason = temporary(SmtpMailer::new(&settings).unwrap().send(&letter()).await);
    assert_eq!(reason, "no session with the mail server: answer 535");
    // base64 of "\0lk\0sekret"
    assert!(server.heard_on(1).contains(&"AUTH PLAIN AGxrAHNla3JldA==".to_owned()));
    assert!(!server.heard_on(1).iter().any(|line| line.starts_with("MAIL")));
}

#[tokio::test]
async fn the_words_of_the_server_do_not_get_into_the_error() {
    let server = ScriptedServer::start(|_, line| match line.split(' ').next() {
        Some("RCPT") => Some("550 zhitel@example.ru: unknown, said Тайна"),
        _ => kindly(line),
    })
    .await;
    let mailer = SmtpMailer::new(&settings(server.addr)).unwrap();
    assert_eq!(permanent(mailer.send(&letter()).await), "the mail server: answer 550");
}

#[tokio::test]
async fn a_server_that_wants_a_login_first_is_temporary() {
    let server = ScriptedServer::start(|_, line| match line.split(' ').next() {
        Some("MAIL") => Some("530 authentication required"),
        _ => kindly(line),
    })
    .await;
    let mailer = SmtpMailer::new(&settings(server.addr)).unwrap();
    assert_eq!(temporary(mailer.send(&letter()).await), "the mail server: answer 530");
}

#[tokio::test]
async fn a_cyrillic_address_is_permanent_where_the_server_cannot_take_it() {
    let server = ScriptedServer::start(|_, line| kindly(line)).await;
    let mailer = SmtpMailer::new(&settings(server.addr)).unwrap();
    permanent(
        mailer
            .send(&Letter {
                to: "житель@почта.рф".into(),
                ..letter()
            })
            .await,
    );
    mailer.send(&letter()).await.unwrap();
}

#[tokio::test]
async fn a_malformed_address_is_permanent_and_nobody_is_called() {
    let server = ScriptedServer::start(|_, line| kindly(line)).await;
    let mailer = SmtpMailer::new(&settings(server.addr)).unwrap();
    permanent(
        mailer
            .send(&Letter {
                to: "zhitel".into(),
                ..letter()
            })
            .await,
    );
    assert!(server.heard_on(1).is_empty());
}
