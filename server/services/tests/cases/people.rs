//! What people do at the door: ask for a code, register, confirm, log in.

use domain::identity::{ConfirmForm, LoginForm, NewPasswordForm, PasswordPolicy, RegistrationForm};
use services::{
    Result,
    identity::{self, Entered, SignedIn},
    limits::Network,
    secrets::Token,
};

use crate::world::{World, home};

pub const ANNA: &str = "anna@example.ru";
pub const PHONE: &str = "+79990000001";
pub const PASSWORD: &str = "синий-трамвай-42-мост";
pub const OTHER_PASSWORD: &str = "гроза над Волгой 7";

impl World {
    /// «Получить код» in a browser that asks for the first time.
    pub async fn attempt(&self, phone: &str) -> Token {
        self.ask_code(&home(), None, phone).await.unwrap()
    }

    pub async fn ask_code(&self, from: &Network, attempt: Option<&Token>, phone: &str) -> Result<Token> {
        identity::send_code(&self.services, from, attempt.cloned(), &phone.parse().unwrap()).await
    }

    /// The form filled in rightly.
    pub fn form(email: &str, phone: &str, code: &str) -> RegistrationForm {
        RegistrationForm {
            email: email.into(),
            password: PASSWORD.into(),
            password_again: PASSWORD.into(),
            phone: phone.into(),
            code: code.into(),
            consent: "yes".into(),
            news: String::new(),
        }
    }

    /// «Зарегистрироваться»
    pub async fn send(&self, attempt: Option<&Token>, form: RegistrationForm) -> Result<Token> {
        self.send_from(&home(), attempt, form).await
    }

    pub async fn send_from(&self, from: &Network, attempt: Option<&Token>, form: RegistrationForm) -> Result<Token> {
        let form = form.validate(PasswordPolicy::default())?;
        identity::register(&self.services, from, attempt.cloned(), form).await
    }

    /// Code and form; the letter is left to be opened. Gives the cookie that may ask for it again.
    pub async fn register(&self, email: &str, phone: &str) -> Token {
        let attempt = self.attempt(phone).await;
        let code = self.code().await;
        self.send(Some(&attempt), Self::form(email, phone, &code))
            .await
            .unwrap()
    }

    /// «Подтвердить регистрацию» behind the letter's link.
    pub async fn confirm(&self, token: &str, password: &str) -> Result<()> {
        let form = ConfirmForm {
            token: token.into(),
            password: password.into(),
        };
        identity::confirm(&self.services, token, &form.validate()?).await
    }

    /// A user with a password; nothing is sent.
    pub async fn customer(&self, email: &str, phone: &str) -> uuid::Uuid {
        let hash = self.services.hasher.hash(PASSWORD).await.unwrap();
        self.add(self.user(email, phone, hash)).await.id
    }

    pub async fn login(&self, email: &str, password: &str) -> Result<SignedIn> {
        self.login_from(&home(), email, password, false).await
    }

    /// The whole login of somebody without a second factor.
    pub async fn login_from(&self, from: &Network, email: &str, password: &str, remember: bool) -> Result<SignedIn> {
        match self.enter(from, email, password, remember).await? {
            Entered::SignedIn(session) => Ok(session),
            Entered::SecondStep(_) => panic!("should be in: {email}"),
        }
    }

    /// The first step of a login.
    pub async fn enter(&self, from: &Network, email: &str, password: &str, remember: bool) -> Result<Entered> {
        self.enter_with(None, from, email, password, remember).await
    }

    /// The same in a browser that may be known.
    pub async fn enter_with(
        &self,
        known: Option<&Token>,
        from: &Network,
        email: &str,
        password: &str,
        remember: bool,
    ) -> Result<Entered> {
        let form = LoginForm {
            email: email.into(),
            password: password.into(),
            remember: if remember { "yes" } else { "" }.into(),
            next: String::new(),
        };
        identity::login(&self.services, from, "Firefox on Linux", known, form.validate()?).await
    }

    /// «Забыли пароль?»
    pub async fn forget(&self, email: &str) -> Result<()> {
        let answer = identity::request_recovery(&self.services, &home(), &email.parse().unwrap()).await;
        self.settle().await;
        answer
    }

    /// The form behind the letter's link.
    pub async fn new_password(&self, token: &str, password: &str) -> Result<()> {
        let form = NewPasswordForm {
            token: token.into(),
            password: password.into(),
            password_again: password.into(),
        };
        identity::set_new_password(&self.services, token, &form.validate(PasswordPolicy::default())?).await
    }
}
