//! Settings are read, wrong ones are refused, and secrets are never shown.

use adapters::{
    Secret,
    mail::{MailSetupError, SmtpLogin, SmtpMailer, SmtpSettings, SmtpTls},
    sms::{HttpSmsGateway, SmsSettings, SmsSetupError},
};
use serde_json::json;

use super::{errors::clean, mail, sms};

fn mail_settings() -> SmtpSettings {
    let login = SmtpLogin {
        user: "lk".into(),
        password: Secret::new("sekret"),
    };
    SmtpSettings {
        login: Some(login),
        ..mail::settings("127.0.0.1:25".parse().unwrap())
    }
}

fn sms_settings() -> SmsSettings {
    sms::settings("127.0.0.1:80".parse().unwrap(), "sekret")
}

#[tokio::test]
async fn secrets_are_not_in_debug() {
    clean(format!("{:?} {:#?}", mail_settings(), mail_settings()));
    clean(format!("{:?}", SmtpMailer::new(&mail_settings()).unwrap()));
    clean(format!("{:?} {:#?}", sms_settings(), sms_settings()));
    clean(format!("{:?}", HttpSmsGateway::new(&sms_settings()).unwrap()));
    let in_the_address = SmsSettings {
        base_url: "https://lk:sekret@sms.example.ru".into(),
        ..sms_settings()
    };
    clean(format!("{in_the_address:?} {:?}", HttpSmsGateway::new(&in_the_address)));
}

#[test]
fn letters_do_not_cross_the_network_in_the_clear() {
    let remote = SmtpSettings {
        host: "mail.example.ru".into(),
        ..mail_settings()
    };
    for login in [None, remote.login.clone()] {
        let with = |tls| {
            SmtpMailer::new(&SmtpSettings {
                login: login.clone(),
                tls,
                ..remote.clone()
            })
        };
        assert!(matches!(with(SmtpTls::None), Err(MailSetupError::InClear)));
        assert!(with(SmtpTls::Starttls).is_ok());
        assert!(with(SmtpTls::Implicit).is_ok());
    }
}

#[test]
fn a_token_does_not_cross_the_network_in_the_clear() {
    let remote = SmsSettings {
        base_url: "http://sms.example.ru".into(),
        ..sms_settings()
    };
    assert!(matches!(HttpSmsGateway::new(&remote), Err(SmsSetupError::TokenInClear)));
    let safe = SmsSettings {
        base_url: "https://sms.example.ru".into(),
        ..remote
    };
    assert!(HttpSmsGateway::new(&safe).is_ok());
}

#[test]
fn a_wrong_setting_is_named() {
    let mail = SmtpSettings {
        from_address: "lk".into(),
        ..mail_settings()
    };
    assert!(matches!(SmtpMailer::new(&mail), Err(MailSetupError::FromAddress)));
    let sms = SmsSettings {
        token: Secret::new("sek\nret"),
        ..sms_settings()
    };
    assert!(matches!(HttpSmsGateway::new(&sms), Err(SmsSetupError::Token)));
}

#[test]
fn settings_are_read_with_their_defaults() {
    let mail: SmtpSettings = serde_json::from_value(json!({
        "host": "mail.example.ru", "port": 465, "tls": "implicit", "from_address": "lk@example.ru", "from_name": "ЛК",
        "login": { "user": "lk", "password": "sekret" },
    }))
    .unwrap();
    assert_eq!((mail.tls, mail.timeout_ms), (SmtpTls::Implicit, 60_000));
    assert_eq!(mail.login.unwrap().password.expose(), "sekret");

    let sms = json!({ "base_url": "https://sms.example.ru", "token": "sekret", "sender": "Energosbyt" });
    let sms: SmsSettings = serde_json::from_value(sms).unwrap();
    assert_eq!((sms.token.expose(), sms.timeout_ms), ("sekret", 15_000));
}
