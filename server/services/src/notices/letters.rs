//! What the letters say.

use std::borrow::Cow;

use askama::Template;
use chrono::{DateTime, Utc};
use domain::{
    accounts::Role,
    calendar::{MOSCOW, long_moment},
};
use serde::{Deserialize, Serialize};

use crate::ports::Letter;

/// The parts of a letter; the templates put them into words on paper and on screen.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    #[serde(skip)]
    pub(super) subject: &'static str,
    lines: Vec<Cow<'static, str>>,
    link: Option<(Cow<'static, str>, String)>,
    after: Vec<Cow<'static, str>>,
    #[serde(default)]
    unsubscribe: Option<String>,
}

#[derive(Template)]
#[template(path = "letter.txt", escape = "none")]
struct Text<'a> {
    body: &'a Body,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    subject: &'a str,
    body: &'a Body,
}

impl Body {
    /// A letter of these lines, with the title and the address of what to do.
    pub(super) fn new(
        subject: &'static str,
        lines: Vec<Cow<'static, str>>,
        link: Option<(&'static str, String)>,
    ) -> Self {
        Self {
            subject,
            lines,
            link: link.map(|(title, link)| (title.into(), link)),
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    /// Lets one press end such letters.
    pub(super) fn unsubscribe(mut self, link: String) -> Self {
        self.after.push(format!("Не присылать такие письма: {link}").into());
        self.unsubscribe = Some(link);
        self
    }

    /// Adds a line under the link.
    pub(super) fn after(mut self, line: impl Into<Cow<'static, str>>) -> Self {
        self.after.push(line.into());
        self
    }

    pub(super) fn control_line(link: String, until: DateTime<Utc>) -> Self {
        Self {
            subject: "Подтвердите регистрацию в личном кабинете",
            lines: vec![
                "Вы зарегистрировались в личном кабинете «АтомЭнергоСбыт».".into(),
                "Чтобы подтвердить регистрацию, перейдите по ссылке и введите пароль, который вы указали.".into(),
                format!(
                    "Ссылка действует до {} по московскому времени. Если писем несколько, действует ссылка из последнего.",
                    long_moment(until, MOSCOW)
                )
                .into(),
            ],
            link: Some(("Подтвердить регистрацию".into(), link)),
            after: vec!["Если вы не регистрировались, ничего делать не нужно: без вас кабинет не появится, а через 24 часа мы забудем эту регистрацию.".into()],
            unsubscribe: None,
        }
    }

    pub(super) fn already_registered(link: String) -> Self {
        Self {
            subject: "У вас уже есть личный кабинет",
            lines: vec![
                "Кто-то, возможно вы, указал этот адрес при регистрации в личном кабинете «АтомЭнергоСбыт».".into(),
                "Кабинет с этим адресом уже есть. Если вы забыли пароль, его можно восстановить.".into(),
            ],
            link: Some(("Восстановить пароль".into(), link)),
            after: vec!["Если это были не вы, ничего делать не нужно.".into()],
            unsubscribe: None,
        }
    }

    pub(super) fn recovery(link: String) -> Self {
        Self {
            subject: "Восстановление пароля",
            lines: vec![
                "Вы попросили восстановить пароль от личного кабинета «АтомЭнергоСбыт».".into(),
                "Перейдите по ссылке и придумайте новый пароль. Ссылка действует один час и только один раз.".into(),
            ],
            link: Some(("Придумать новый пароль".into(), link)),
            after: vec![
                "Если вы об этом не просили, ничего делать не нужно: старый пароль продолжает действовать.".into(),
            ],
            unsubscribe: None,
        }
    }

    pub(super) fn password_changed(link: String) -> Self {
        Self {
            subject: "Пароль изменён",
            lines: vec![
                "Пароль от вашего личного кабинета «АтомЭнергоСбыт» изменён, все сеансы завершены.".into(),
                "Если это были не вы, сразу восстановите пароль.".into(),
            ],
            link: Some(("Восстановить пароль".into(), link)),
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    pub(super) fn new_link(tail: &str, feedback: String) -> Self {
        Self {
            subject: "Лицевой счёт привязан ещё к одному кабинету",
            lines: vec![
                linked_again(tail).into(),
                "Если это сделал кто-то из домашних, ничего делать не нужно. Если нет, напишите нам.".into(),
            ],
            link: Some(("Обратная связь".into(), feedback)),
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    pub(super) fn undoable_link(tail: &str, undo: String) -> Self {
        Self {
            subject: "Лицевой счёт привязан ещё к одному кабинету",
            lines: vec![
                linked_again(tail).into(),
                "Если это сделал кто-то из домашних, ничего делать не нужно. Если нет, отмените привязку: ссылка действует 30 дней."
                    .into(),
            ],
            link: Some(("Отменить привязку".into(), undo)),
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    pub(super) fn link_undone(tail: &str, feedback: String) -> Self {
        Self {
            subject: "Привязка лицевого счёта отменена",
            lines: vec![
                format!("Лицевой счёт, который оканчивается на {tail}, больше не привязан к вашему личному кабинету: привязку отменил другой его пользователь.").into(),
                "Если счёт ваш, напишите нам: мы поможем.".into(),
            ],
            link: Some(("Обратная связь".into(), feedback)),
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    pub(super) fn invitation(from: &str, tail: &str, role: Role, link: String) -> Self {
        Self {
            subject: "Вас приглашают к лицевому счёту",
            lines: vec![
                format!("Пользователь {from} приглашает вас к лицевому счёту «АтомЭнергоСбыт», который оканчивается на {tail}.").into(),
                format!("Ваша роль: «{}» ({}).", role.title(), role.meaning()).into(),
                "Перейдите по ссылке, войдите или зарегистрируйтесь с этим адресом и примите приглашение. Ссылка действует 7 дней."
                    .into(),
            ],
            link: Some(("Посмотреть приглашение".into(), link)),
            after: vec!["Если вы не ждали приглашения, ничего делать не нужно.".into()],
            unsubscribe: None,
        }
    }

    pub(super) fn new_member(who: &str, tail: &str, role: Role, link: String) -> Self {
        Self {
            subject: "Приглашение к лицевому счёту принято",
            lines: vec![
                format!(
                    "К лицевому счёту, который оканчивается на {tail}, подключён пользователь {who}. Роль: «{}» ({}).",
                    role.title(),
                    role.meaning()
                )
                .into(),
                "Если вы этого не ждали, отключите его в настройках лицевого счёта.".into(),
            ],
            link: Some(("Настройки лицевого счёта".into(), link)),
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    pub(super) fn role_changed(tail: &str, role: Role) -> Self {
        Self {
            subject: "Ваша роль изменена",
            lines: vec![
                format!(
                    "Владелец лицевого счёта, который оканчивается на {tail}, изменил вашу роль. Теперь она «{}» ({}).",
                    role.title(),
                    role.meaning()
                )
                .into(),
            ],
            link: None,
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    pub(super) fn removed(tail: &str, feedback: String) -> Self {
        Self {
            subject: "Вас отключили от лицевого счёта",
            lines: vec![
                format!("Лицевой счёт, который оканчивается на {tail}, больше не привязан к вашему личному кабинету: вас отключил его владелец.").into(),
                "Если счёт ваш, напишите нам: мы поможем.".into(),
            ],
            link: Some(("Обратная связь".into(), feedback)),
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    pub(super) fn appeal_received(number: i64) -> Self {
        Self {
            subject: "Мы получили ваше обращение",
            lines: vec![format!("Ваше обращение принято, его номер {number}. Ответ придёт на этот адрес.").into()],
            link: None,
            after: Vec::new(),
            unsubscribe: None,
        }
    }

    /// Puts the letter on paper.
    pub(super) fn letter(&self, to: String, subject: String) -> Result<Letter, askama::Error> {
        let text = Text { body: self }.render()?;
        let html = Html {
            subject: &subject,
            body: self,
        }
        .render()?;
        Ok(Letter {
            to,
            subject,
            text,
            html: Some(html),
            unsubscribe: self.unsubscribe.clone(),
        })
    }
}

fn linked_again(tail: &str) -> String {
    format!("Лицевой счёт, который оканчивается на {tail}, привязали ещё к одному личному кабинету «АтомЭнергоСбыт».")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_carries_its_link_in_both_forms_and_escapes_the_rest() {
        let mut body = Body::control_line("https://example.com/confirm?token=abc".into(), DateTime::UNIX_EPOCH);
        body.lines.push("<script>".into());
        let letter = body
            .letter("sample@example.com".into(), body.subject.into())
            .expect("a letter");
        assert!(letter.text.contains("https://example.com/confirm?token=abc"));
        let html = letter.html.expect("a twin");
        assert!(html.contains("href=\"https://example.com/confirm?token=abc\""));
        assert!(!html.contains("<script>"));
    }

    #[test]
    fn a_letter_about_a_link_shows_the_numbers_end_alone() {
        let tail = super::super::tail("690001234");
        for body in [
            Body::new_link(&tail, String::new()),
            Body::undoable_link(&tail, String::new()),
            Body::link_undone(&tail, String::new()),
            Body::invitation("a•••@example.ru", &tail, Role::Payer, String::new()),
            Body::new_member("a•••@example.ru", &tail, Role::Payer, String::new()),
            Body::role_changed(&tail, Role::Payer),
            Body::removed(&tail, String::new()),
        ] {
            let letter = body.letter(String::new(), String::new()).expect("a letter");
            assert!(letter.text.contains("1234") && !letter.text.contains("690001234"));
        }
    }
}
