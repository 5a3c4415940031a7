//! What is told about the profile: a new e-mail, a new phone.

use domain::{
    accounts::masked_email,
    identity::{Email, Phone},
};
use sea_orm::ConnectionTrait;

use super::{SMS, enqueue, letter, letters::Body, link, page};
use crate::{Result, Services, secrets::Token};

/// The letter to the new address, with the link that confirms it.
pub(crate) async fn confirm_email(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    token: &Token,
) -> Result<()> {
    let body = Body::new(
        "Подтвердите новый email",
        vec![
            "Этот адрес указали как новый email личного кабинета «АтомЭнергоСбыт».".into(),
            "Чтобы входить с ним в кабинет, перейдите по ссылке и подтвердите его. Ссылка действует 24 часа.".into(),
        ],
        Some(("Подтвердить email", link(services, "/settings/confirm-email", token))),
    );
    let body = body.after("Если это были не вы, ничего делать не нужно: без подтверждения ничего не изменится.");
    letter(services, conn, to, body).await
}

/// The letter to the owner of an address that somebody wants for another cabinet.
pub(crate) async fn email_is_taken(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    let body = Body::new(
        "У вас уже есть личный кабинет",
        vec![
            "Кто-то, возможно вы, указал этот адрес как новый email другого личного кабинета «АтомЭнергоСбыт».".into(),
            "Кабинет с этим адресом уже есть, поэтому ничего не изменилось. Если вы забыли от него пароль, его можно восстановить.".into(),
        ],
        Some(("Восстановить пароль", page(services, "/recovery"))),
    );
    letter(
        services,
        conn,
        to,
        body.after("Если это были не вы, ничего делать не нужно."),
    )
    .await
}

/// The letter to the present address: somebody has asked for another one.
pub(crate) async fn email_change_asked(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    new: &Email,
) -> Result<()> {
    let body = Body::new(
        "Запрошена смена email",
        vec![
            format!(
                "В вашем личном кабинете «АтомЭнергоСбыт» попросили сменить email на {}. Пока новый адрес не подтверждён, вы входите с прежним.",
                masked_email(new.as_str())
            )
            .into(),
            "Если это были не вы, ваш пароль кто-то знает: сразу задайте новый, и запрос перестанет действовать.".into(),
        ],
        Some(("Задать новый пароль", page(services, "/recovery"))),
    );
    letter(services, conn, to, body).await
}

/// The letter to the old address, with the link that brings it back.
pub(crate) async fn email_changed(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    new: &Email,
    way_back: &Token,
) -> Result<()> {
    let body = Body::new(
        "Email изменён",
        vec![
            format!(
                "Email вашего личного кабинета «АтомЭнергоСбыт» изменён на {}, входить теперь нужно с ним.",
                masked_email(new.as_str())
            )
            .into(),
            "Если это были не вы, верните прежний адрес: ссылка действует 7 дней. Все сеансы завершатся, и вы зададите новый пароль."
                .into(),
        ],
        Some(("Вернуть прежний email", link(services, "/settings/return-email", way_back))),
    );
    letter(services, conn, to, body).await
}

/// The letter to the address that is back.
pub(crate) async fn email_returned(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    let body = Body::new(
        "Прежний email возвращён",
        vec![
            "Этот адрес снова открывает ваш личный кабинет «АтомЭнергоСбыт», все сеансы завершены.".into(),
            "Прежний пароль больше не действует. Задайте новый и проверьте телефон в профиле.".into(),
            "Подтверждения входа (приложение с кодами, ключи доступа) сняты: подключите их заново.".into(),
        ],
        Some(("Задать новый пароль", page(services, "/recovery"))),
    );
    letter(services, conn, to, body).await
}

/// The letter after a person of the supplier ended the sessions.
pub(crate) async fn sessions_ended(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    let body = Body::new(
        "Сеансы завершены",
        vec![
            "Сотрудник «АтомЭнергоСбыт» завершил все сеансы в вашем личном кабинете: на каждом устройстве нужно войти заново."
                .into(),
            "Если вы подозреваете, что кто-то знает ваш пароль, задайте новый.".into(),
        ],
        Some(("Задать новый пароль", page(services, "/recovery"))),
    );
    letter(services, conn, to, body).await
}

/// The letter after a change of phone.
pub(crate) async fn phone_changed(
    services: &Services,
    conn: &impl ConnectionTrait,
    to: &Email,
    new: &Phone,
) -> Result<()> {
    let body = Body::new(
        "Телефон изменён",
        vec![
            format!(
                "Телефон вашего личного кабинета «АтомЭнергоСбыт» изменён на {}.",
                new.masked()
            )
            .into(),
            "Если это были не вы, сразу задайте новый пароль и верните свой номер в профиле.".into(),
        ],
        Some(("Задать новый пароль", page(services, "/recovery"))),
    );
    letter(services, conn, to, body).await
}

/// The message to the old phone.
pub(crate) async fn phone_changed_sms(services: &Services, conn: &impl ConnectionTrait, to: &Phone) -> Result<()> {
    let text = "Телефон личного кабинета изменён. Если это не вы, задайте новый пароль. АтомЭнергоСбыт";
    enqueue(services, conn, SMS, &to.e164(), "", text.to_owned()).await
}
