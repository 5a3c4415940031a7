//! Registration, login, profile, second factors, leaving.

use domain::{
    Field, FieldError,
    identity::{AppCodeForm, KeyForm, LeavingForm, LoginForm, NameForm, ProvenForm, RegistrationForm},
};

use crate::rule::{Rule, letters};

const PASSWORD: &str = "синий-трамвай-42-мост";

fn registration() -> RegistrationForm {
    RegistrationForm {
        email: "anna.morozova73@example.com".into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
        phone: "+7(900)123-45-67".into(),
        code: "123456".into(),
        consent: "yes".into(),
        news: String::new(),
    }
}

/// The rules of these forms.
pub fn rules() -> Vec<Rule> {
    let mut rules = registering();
    rules.extend(logging_in());
    rules.extend(settings());
    rules
}

fn registering() -> Vec<Rule> {
    let email = |name, email: &str, error| {
        let form = RegistrationForm {
            email: email.into(),
            ..registration()
        };
        Rule::new(name, "identity/register", &form, Field::Email, error)
    };
    let password = |name, password: &str, error| {
        let form = RegistrationForm {
            password: password.into(),
            password_again: password.into(),
            ..registration()
        };
        Rule::new(name, "identity/register", &form, Field::Password, error)
    };
    let phone = |name, phone: &str| {
        let form = RegistrationForm {
            phone: phone.into(),
            ..registration()
        };
        Rule::new(name, "identity/register", &form, Field::Phone, FieldError::PhoneShape)
    };
    let code = |name, code: &str| {
        let form = RegistrationForm {
            code: code.into(),
            ..registration()
        };
        Rule::new(name, "identity/register", &form, Field::Code, FieldError::CodeShape)
    };
    let again = RegistrationForm {
        password_again: "синий-трамвай-42-мосты".into(),
        ..registration()
    };
    let consent = RegistrationForm {
        consent: String::new(),
        ..registration()
    };
    // 255 characters, of a right shape.
    let long = format!(
        "{}@{}.{}.{}.ru",
        "a".repeat(64),
        "b".repeat(63),
        "c".repeat(63),
        "d".repeat(59)
    );
    vec![
        email("email-name", "анна@example.com", FieldError::EmailShape),
        email("email-domain", "anna@example", FieldError::EmailShape),
        email("email-top", "anna@example.r", FieldError::EmailShape),
        email("email-long", &long, FieldError::TooLong(254)),
        password("password-short", "мост7", FieldError::PasswordShort(6)),
        password("password-long", &format!("{}1", letters(128)), FieldError::TooLong(128)),
        password("password-letters", "7391846205", FieldError::PasswordPlain),
        password("password-digits", "синий-трамвай-мост", FieldError::PasswordPlain),
        password("password-own", "anna.morozova73", FieldError::PasswordOwn),
        Rule::new(
            "password-again",
            "identity/register",
            &again,
            Field::PasswordAgain,
            FieldError::PasswordsDiffer,
        ),
        phone("phone-mobile", "+7(495)123-45-67"),
        phone("phone-length", "+7(900)123-45-6"),
        code("code-length", "12"),
        code("code-digits", "12345а"),
        Rule::new(
            "consent",
            "identity/register",
            &consent,
            Field::Consent,
            FieldError::ConsentMissing,
        ),
    ]
}

fn logging_in() -> Vec<Rule> {
    let login = |name, password: String, error| {
        let form = LoginForm {
            email: "anna@example.com".into(),
            password,
            ..LoginForm::default()
        };
        Rule::new(name, "identity/login", &form, Field::Password, error)
    };
    vec![
        login("login-missing", String::new(), FieldError::Empty),
        login("login-long", letters(129), FieldError::TooLong(128)),
    ]
}

fn settings() -> Vec<Rule> {
    let name = |rule, name: &str, error| {
        let form = NameForm { name: name.into() };
        Rule::new(rule, "identity/set-name", &form, Field::Name, error)
    };
    let app = AppCodeForm { app_code: "1".into() };
    let recovery = ProvenForm {
        current: PASSWORD.into(),
        recovery_code: "ABCD-EFGH".into(),
        ..ProvenForm::default()
    };
    let key = KeyForm {
        label: letters(41),
        current: PASSWORD.into(),
    };
    let leaving = LeavingForm {
        agreed: String::new(),
        current: PASSWORD.into(),
    };
    vec![
        name("name-long", &letters(101), FieldError::TooLong(100)),
        name("name-line", "Анна\tАдмин", FieldError::Unreadable),
        Rule::new(
            "app-code",
            "identity/confirm-app",
            &app,
            Field::AppCode,
            FieldError::CodeShape,
        ),
        Rule::new(
            "recovery-code",
            "identity/new-codes",
            &recovery,
            Field::RecoveryCode,
            FieldError::RecoveryCodeShape,
        ),
        Rule::new(
            "key-name",
            "identity/start-key",
            &key,
            Field::Label,
            FieldError::TooLong(40),
        ),
        Rule::new(
            "leaving",
            "identity/leave",
            &leaving,
            Field::Agreed,
            FieldError::Unconfirmed,
        ),
    ]
}
