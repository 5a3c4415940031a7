//! Every sentence that answers an error: what happened and what to do, without blame.

mod files;

use crate::{
    Field, FieldError, Refusal,
    calendar::long_date,
    identity::Rating,
    plural::plural,
    readings::{Energy, Slip, Zone},
};

pub use self::files::files;

/// The sentence for a wrong field.
#[must_use]
pub fn field_error(field: Field, error: &FieldError) -> String {
    match error {
        FieldError::Empty => empty(field).to_owned(),
        FieldError::TooLong(max) => format!("Слишком длинный текст: сюда помещается не больше {max} символов."),
        FieldError::Unreadable => "В тексте есть знаки, которые не читаются. Наберите его заново.".to_owned(),
        FieldError::EmailShape => "Проверьте адрес: он должен быть вида name@mail.ru.".to_owned(),
        FieldError::PhoneShape => "Укажите российский мобильный номер, например +7(910)111-11-11.".to_owned(),
        FieldError::PasswordShort(min) => format!("Пароль должен содержать не менее {min} цифр и букв."),
        FieldError::PasswordPlain => "В пароле должны быть и буквы, и цифры.".to_owned(),
        FieldError::PasswordOwn => "Пароль не должен повторять ваш email или телефон.".to_owned(),
        FieldError::PasswordGuessable => {
            "Такой пароль легко угадать. Придумайте другой, например из нескольких слов с числом."
                .to_owned()
        }
        FieldError::PasswordWrong if field == Field::Password => {
            "Это не тот пароль, который указан при регистрации. Проверьте раскладку и регистр букв.".to_owned()
        }
        FieldError::PasswordWrong => "Текущий пароль не подошёл. Проверьте раскладку и регистр букв.".to_owned(),
        FieldError::Unchanged if field == Field::Phone => "Это и есть ваш нынешний телефон. Укажите другой.".to_owned(),
        FieldError::Unchanged => "Это и есть ваш нынешний email. Укажите другой.".to_owned(),
        FieldError::PasswordsDiffer => "Пароли не совпадают. Наберите подтверждение ещё раз.".to_owned(),
        FieldError::CodeShape if field == Field::AppCode => "Код состоит из 6 цифр. Перепишите его из приложения.".to_owned(),
        FieldError::CodeShape => "Код состоит из 6 цифр. Перепишите его из смс.".to_owned(),
        FieldError::CodeWrong(left) => code_wrong(*left),
        FieldError::CodeDead => "Этот код больше не действует. Нажмите «Получить код», мы пришлём новый.".to_owned(),
        FieldError::AppCodeWrong => "Код не подошёл или уже использован. Дождитесь нового кода в приложении и проверьте, что на телефоне верное время.".to_owned(),
        FieldError::RecoveryCodeShape => "Код восстановления состоит из 12 букв и цифр. Перепишите его целиком.".to_owned(),
        FieldError::RecoveryCodeWrong => "Код восстановления не подошёл или уже использован. Возьмите другой из вашего списка.".to_owned(),
        FieldError::Unconfirmed => "Отметьте, что вы это понимаете.".to_owned(),
        FieldError::ConsentMissing => "Без согласия на обработку персональных данных мы не можем создать личный кабинет.".to_owned(),
        FieldError::NumberShape => "Проверьте номер: перепишите все цифры лицевого счёта из квитанции.".to_owned(),
        FieldError::NumberUnknown => "Номера наших филиалов так не начинаются. Проверьте номер по квитанции.".to_owned(),
        FieldError::NumberLinked => "Этот лицевой счёт уже привязан к вашему личному кабинету.".to_owned(),
        FieldError::NotYet(opens) => format!(
            "Приём показаний для этого лицевого счёта откроется {}. В личном кабинете их можно ввести заранее.",
            long_date(*opens)
        ),
        FieldError::SumWithoutKopecks => "Укажите сумму с копейками, например 102.00.".to_owned(),
        FieldError::SumZero => "Укажите сумму ненулевого платежа, например 102.00.".to_owned(),
        FieldError::ProofShape => "Не похоже на подтверждение для этого лицевого счёта. Посмотрите подсказку над полем.".to_owned(),
        FieldError::AddressShort => "Укажите адрес целиком, как в квитанции: с индексом и сокращениями.".to_owned(),
        FieldError::ProofRefused => proof_refused().to_owned(),
        FieldError::ReadingShape => "Показание состоит только из цифр.".to_owned(),
        FieldError::ReadingDecimal => "Укажите только целые киловатт-часы: цифры до запятой.".to_owned(),
        FieldError::ReadingDigits(digits) => format!(
            "Слишком много цифр: у счётчика {digits} {} до запятой.",
            plural(i64::from(*digits), "цифра", "цифры", "цифр")
        ),
        FieldError::ReadingBelow { previous, taken_on } => format!(
            "Меньше предыдущего показания: {} было {previous}. Проверьте цифры на счётчике.",
            long_date(*taken_on)
        ),
        FieldError::ReadingJump {
            volume,
            expected,
            season,
        } => jump(*volume, *expected, *season),
        FieldError::ReadingDoubtful => "Проверьте показание. Если оно верное, отправьте ещё раз.".to_owned(),
        FieldError::TopicUnknown => "Выберите тему из списка.".to_owned(),
        FieldError::RoleUnknown => "Выберите роль из списка.".to_owned(),
        FieldError::InvitesSelf => "Это ваш собственный адрес. Укажите адрес того, кого приглашаете.".to_owned(),
        // Whoever shows files calls [`files`], which knows their names.
        FieldError::FilesMany(_) | FieldError::Files(_) | FieldError::FilesSlow | FieldError::FilesDown => {
            "Проверьте выбранные файлы.".to_owned()
        }
    }
}

fn empty(field: Field) -> &'static str {
    match field {
        Field::Email => "Укажите email.",
        Field::Password => "Введите пароль.",
        Field::PasswordAgain => "Введите пароль ещё раз.",
        Field::CurrentPassword => "Введите текущий пароль.",
        Field::Phone => "Укажите телефон.",
        Field::Code => "Нажмите «Получить код» и введите код из смс.",
        Field::AppCode => "Введите код, который показывает приложение.",
        Field::RecoveryCode => "Введите один из кодов восстановления.",
        Field::Number => "Введите номер лицевого счёта.",
        Field::Proof => "Заполните подтверждение.",
        Field::Serial => "Введите номер счётчика.",
        Field::Register(_) => "Введите показание.",
        Field::Topic => "Выберите тему.",
        Field::Text => "Напишите, что случилось.",
        Field::Name => "Напишите, как к вам обращаться.",
        Field::Role => "Выберите роль.",
        Field::Consent | Field::Agreed | Field::Label | Field::Files => "Заполните это поле.",
    }
}

fn code_wrong(left: u8) -> String {
    let tries = plural(i64::from(left), "попытка", "попытки", "попыток");
    match left {
        0 => "Код не подошёл, попыток больше нет. Нажмите «Получить код», мы пришлём новый.".to_owned(),
        left => format!("Код не подошёл. Проверьте цифры: осталось {left}\u{a0}{tries}."),
    }
}

const fn proof_refused() -> &'static str {
    "Лицевой счёт и подтверждение не совпали, или попытки закончились. Проверьте их по квитанции; если всё верно, \
     напишите нам через форму «Обратная связь»."
}

fn jump(volume: Energy, expected: Energy, season: bool) -> String {
    let when = if season {
        "в это время года"
    } else {
        "за это время"
    };
    format!("Расход {volume}\u{a0}кВт·ч, а обычно {when} около {expected}\u{a0}кВт·ч. Проверьте цифры.")
}

/// What may have gone wrong with a zone's reading.
#[must_use]
pub fn slip(zone: Zone, slip: Slip) -> String {
    match slip {
        Slip::Swapped { with } => format!("Похоже, «{}» и «{}» перепутаны местами.", zone.title(), with.title()),
        Slip::ExtraDigit { meant } => format!("Похоже, набрана лишняя цифра. Не {meant} ли на счётчике?"),
        Slip::MissingDigit => "Похоже, не хватает цифры: в прошлый раз их было больше.".to_owned(),
        Slip::DecimalsAsWhole { meant } => {
            format!("Похоже, цифры после запятой набраны как целые. Не {meant} ли на счётчике?")
        }
        Slip::Decimals { meant } => format!("Лишние цифры после запятой. На счётчике {meant}?"),
        Slip::SameAsBefore => {
            "То же показание, что и в прошлый раз. Если электричеством с тех пор не пользовались, всё верно.".to_owned()
        }
    }
}

/// What is said of a new password while it is typed.
#[must_use]
pub fn rating(rating: &Rating) -> String {
    match rating {
        Rating::Weak(reason) => format!("Пароль слабый. {}", field_error(Field::Password, reason)),
        Rating::Fair => "Пароль средний. Ещё одно слово или число сделают его надёжнее.".to_owned(),
        Rating::Strong => "Пароль надёжный.".to_owned(),
    }
}

/// The sentence for a refused request.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Credentials => "Email или пароль не подошли. Проверьте раскладку и регистр букв.".to_owned(),
        Refusal::TooMany(seconds) => format!("Слишком много попыток. Попробуйте снова через {}.", wait(*seconds)),
        Refusal::LinkDead => "Ссылка уже использована или устарела. Запросите новую.".to_owned(),
        Refusal::SecondStepOver => {
            "Вход нужно начать заново: время вышло или закончились попытки. Введите email и пароль ещё раз.".to_owned()
        }
        Refusal::SetupOver => {
            "Подключение нужно начать заново: время вышло, закончились попытки или настройки уже изменились.".to_owned()
        }
        Refusal::KeyRefused => "Ключ доступа не подошёл. Попробуйте ещё раз или выберите другой способ.".to_owned(),
        Refusal::NothingToConfirm => {
            "Эта регистрация уже подтверждена, или прошло 24 часа. Войдите в личный кабинет или зарегистрируйтесь ещё раз."
                .to_owned()
        }
        Refusal::LettersSpent => letters_spent().to_owned(),
        Refusal::MeterAutomatic => "Этот счётчик передаёт показания сам: вводить их не нужно.".to_owned(),
        Refusal::MeterArchived => "Этот счётчик снят с учёта, показания по нему не принимаются.".to_owned(),
        Refusal::NotTaken => {
            "Не удалось принять показания. Проверьте номер лицевого счёта, номер счётчика и показания. Если всё верно, войдите в личный кабинет или позвоните нам."
                .to_owned()
        }
        Refusal::RoleForbids => {
            "Это может только владелец лицевого счёта. Попросите его об этом или о другой роли.".to_owned()
        }
        Refusal::MemberStronger => {
            "Этот человек подтвердил лицевой счёт надёжнее вас или раньше: отключить его или изменить его роль нельзя. Если это ошибка, напишите нам через форму «Обратная связь»."
                .to_owned()
        }
        Refusal::InvitationsFull(max) => format!(
            "Ответа ждут уже {max} приглашений. Отзовите ненужные и попробуйте ещё раз."
        ),
        Refusal::InvitedAnother => {
            "Приглашение отправлено на другой адрес. Войдите в личный кабинет с тем адресом, на который пришло письмо."
                .to_owned()
        }
        Refusal::LinkingClosed => {
            "Подтвердить лицевой счёт не получилось пять раз, поэтому добавление по номеру закрыто. Напишите нам через форму «Обратная связь»: сотрудник проверит и откроет его снова."
                .to_owned()
        }
        Refusal::Malformed => "Не получилось прочитать запрос. Обновите страницу и попробуйте ещё раз.".to_owned(),
    }
}

/// What to do when no more letters are sent.
#[must_use]
pub const fn letters_spent() -> &'static str {
    "Мы отправили письмо уже несколько раз, больше отправить не получится. Если его нет и в папке «Спам», проверьте адрес \
     и зарегистрируйтесь ещё раз."
}

/// «40 секунд», «5 минут», «2 часа», rounded up.
#[must_use]
pub fn wait(seconds: u32) -> String {
    let (count, one, few, many) = match seconds {
        0..=90 => (seconds.max(1), "секунду", "секунды", "секунд"),
        91..=5_400 => (seconds.div_ceil(60), "минуту", "минуты", "минут"),
        _ => (seconds.div_ceil(3_600), "час", "часа", "часов"),
    };
    format!("{count}\u{a0}{}", plural(i64::from(count), one, few, many))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_told_in_the_unit_that_fits() {
        assert_eq!(wait(0), "1\u{a0}секунду");
        assert_eq!(wait(42), "42\u{a0}секунды");
        assert_eq!(wait(119), "2\u{a0}минуты");
        assert_eq!(wait(7_300), "3\u{a0}часа");
    }

    #[test]
    fn a_wrong_code_tells_how_many_tries_are_left() {
        let text = |left| field_error(Field::Code, &FieldError::CodeWrong(left));
        assert!(text(4).contains("осталось 4\u{a0}попытки"));
        assert!(text(1).contains("осталось 1\u{a0}попытка"));
        assert!(text(0).contains("попыток больше нет"));
    }
}
