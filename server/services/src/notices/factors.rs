//! Letters about second factors: the owner is told of every change.

use domain::identity::Email;
use sea_orm::ConnectionTrait;

use super::{letter, letters::Body, link, page};
use crate::{Result, Services, secrets::Token};

/// What happened to a person's second factors.
pub(crate) enum FactorNews {
    /// An app was turned on.
    AppOn,
    /// The app was turned off.
    AppOff,
    /// Recovery codes were made in the place of the old ones.
    NewCodes,
    /// A recovery code was used.
    CodeUsed {
        /// How many are left.
        left: u64,
    },
    /// A passkey was added.
    KeyAdded {
        /// What its owner calls it.
        name: String,
    },
    /// A passkey was taken away.
    KeyRemoved {
        /// What its owner called it.
        name: String,
    },
    /// A person of the supplier took them all away, as the owner asked.
    AllRemoved,
    /// The owner took them all away by the letter about the first one.
    TakenBack,
    /// Somebody who knows the password has failed at the second step.
    Guessed,
}

impl FactorNews {
    /// The subject, and what happened.
    fn text(&self) -> (&'static str, String) {
        match self {
            Self::AppOn => (
                "Вход с подтверждением включён",
                "Теперь при входе в личный кабинет «АтомЭнергоСбыт» нужен код из приложения.".to_owned(),
            ),
            Self::AppOff => (
                "Коды из приложения отключены",
                "При входе в личный кабинет «АтомЭнергоСбыт» больше не нужен код из приложения.".to_owned(),
            ),
            Self::NewCodes => (
                "Созданы новые коды восстановления",
                "Для вашего личного кабинета «АтомЭнергоСбыт» созданы новые коды восстановления. Старые больше не действуют."
                    .to_owned(),
            ),
            Self::CodeUsed { left } => (
                "Использован код восстановления",
                format!(
                    "В личном кабинете «АтомЭнергоСбыт» использован код восстановления. Осталось неиспользованных: {left}."
                ),
            ),
            Self::KeyAdded { name } => (
                "Добавлен ключ доступа",
                format!("К вашему личному кабинету «АтомЭнергоСбыт» добавлен ключ доступа «{name}»."),
            ),
            Self::KeyRemoved { name } => (
                "Удалён ключ доступа",
                format!("Из вашего личного кабинета «АтомЭнергоСбыт» удалён ключ доступа «{name}»."),
            ),
            Self::AllRemoved => (
                "Вход с подтверждением отключён",
                "По вашему обращению сотрудник отключил в личном кабинете «АтомЭнергоСбыт» коды из приложения и ключи доступа. Все сеансы завершены, для входа нужен только пароль."
                    .to_owned(),
            ),
            Self::TakenBack => (
                "Вход с подтверждением отключён",
                "По ссылке из письма задан новый пароль вашего личного кабинета «АтомЭнергоСбыт». Коды из приложения и ключи доступа больше не действуют, все сеансы завершены."
                    .to_owned(),
            ),
            Self::Guessed => (
                "Кто-то знает ваш пароль",
                "В ваш личный кабинет «АтомЭнергоСбыт» пытались войти: пароль был верным, а код подтверждения несколько раз не подошёл. Вход не состоялся."
                    .to_owned(),
            ),
        }
    }
}

/// The letter about it.
pub(crate) async fn factor(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    news: FactorNews,
) -> Result<()> {
    let advice = "Если это были не вы, сразу смените пароль: восстановление пароля завершит все сеансы.";
    let recovery = ("Восстановить пароль", page(services, "/recovery"));
    write(services, conn, to, news, advice, recovery).await
}

/// The letter about a person's first factor. It could lock them out, so the token takes it away again.
pub(crate) async fn first_factor(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    news: FactorNews,
    way_back: &Token,
) -> Result<()> {
    let advice = "Если это были не вы, по ссылке отключите вход с подтверждением и задайте новый пароль: все сеансы завершатся. Ссылка действует 7 дней.";
    let way_back = (
        "Отключить и задать новый пароль",
        link(services, "/recovery/password", way_back),
    );
    write(services, conn, to, news, advice, way_back).await
}

async fn write(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    news: FactorNews,
    advice: &'static str,
    link: (&'static str, String),
) -> Result<()> {
    let (subject, text) = news.text();
    let body = Body::new(subject, vec![text.into(), advice.into()], Some(link));
    letter(services, conn, to, body).await
}
