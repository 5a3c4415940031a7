//! What is told about a person's data: that they were downloaded, that the cabinet is to be deleted.

use chrono::NaiveDate;
use domain::{calendar::long_date, identity::Email};
use sea_orm::ConnectionTrait;

use super::{letter, letters::Body, page};
use crate::{Result, Services};

/// The letter after a download.
pub(crate) async fn data_downloaded(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    let body = Body::new(
        "Ваши данные скачаны",
        vec![
            "Из вашего личного кабинета «АтомЭнергоСбыт» скачали файл со всеми вашими данными.".into(),
            "Если это были не вы, сразу задайте новый пароль.".into(),
        ],
        Some(("Задать новый пароль", page(services, "/recovery"))),
    );
    letter(services, conn, to, body).await
}

/// The letter with the day on which the cabinet is deleted.
pub(crate) async fn leaving(services: &Services, conn: &impl ConnectionTrait, to: &Email, on: NaiveDate) -> Result<()> {
    let body = Body::new(
        "Личный кабинет будет удалён",
        vec![
            format!(
                "По вашей просьбе личный кабинет «АтомЭнергоСбыт» будет удалён {}, все сеансы завершены.",
                long_date(on)
            )
            .into(),
            "Если вы передумали или это были не вы, войдите до этого дня и восстановите кабинет.".into(),
        ],
        Some(("Войти", page(services, "/login"))),
    );
    letter(services, conn, to, body).await
}

/// The letter to somebody who came back.
pub(crate) async fn came_back(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    let body = Body::new(
        "Личный кабинет восстановлен",
        vec![
            "Ваш личный кабинет «АтомЭнергоСбыт» не будет удалён.".into(),
            "Если удалить его просили не вы, ваш пароль кто-то знает: сразу задайте новый.".into(),
        ],
        Some(("Задать новый пароль", page(services, "/recovery"))),
    );
    letter(services, conn, to, body).await
}

/// The last letter.
pub(crate) async fn gone(services: &Services, conn: &impl ConnectionTrait, to: &Email) -> Result<()> {
    let body = Body::new(
        "Личный кабинет удалён",
        vec![
            "Ваш личный кабинет «АтомЭнергоСбыт» и данные о вас в нём удалены. Договор и лицевые счета остались прежними."
                .into(),
            "Если он понадобится снова, зарегистрируйтесь ещё раз.".into(),
        ],
        None,
    );
    letter(services, conn, to, body).await
}
