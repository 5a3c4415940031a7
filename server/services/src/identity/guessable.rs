//! The costly part of the password rule: dictionary words and easily guessed combinations.
//!
//! Source: the customers' manual, «не быть словарным словом или легко угадываемой комбинацией». English words and
//! patterns are judged by zxcvbn; Russian words also as they come out in the wrong keyboard layout («ghbdtn») and in
//! Latin letters («privet»).

use domain::{
    Field, FieldError, FieldErrors,
    identity::{Email, Password, Phone, Rating},
};
use zxcvbn::{Score, zxcvbn};

use super::words::is_word;
use crate::{Result, Services};

/// What everybody who guesses here would try first: the company, its branches' towns, what the account is about; with е for э, since
/// Latin letters do not tell them apart.
const NEAR: [&str; 18] = [
    "атоменергосбыт",
    "атоменерго",
    "енергосбыт",
    "росатом",
    "личныйкабинет",
    "лицевойсчет",
    "счетчик",
    "показания",
    "електроенергия",
    "киловатт",
    "хакасия",
    "абакан",
    "тверь",
    "курск",
    "мурманск",
    "смоленск",
    "atomsbt",
    "kabinet",
];

const LATIN_KEYS: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN_KEYS: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/// Judges passwords.
pub struct Guessable;

impl Guessable {
    /// Refuses a password that is easily guessed.
    ///
    /// # Errors
    /// `PasswordGuessable` at the password; `Busy` when the pool is full.
    pub async fn refuse(
        services: &Services,
        password: &Password,
        email: Option<&Email>,
        phone: Option<&Phone>,
    ) -> Result<()> {
        match Self::rate(services, password, email, phone).await? {
            Rating::Weak(error) => Err(FieldErrors::one(Field::Password, error).into()),
            Rating::Fair | Rating::Strong => Ok(()),
        }
    }

    /// Says how hard a password is to guess.
    ///
    /// # Errors
    /// `Busy` when the pool is full.
    pub async fn rate(
        services: &Services,
        password: &Password,
        email: Option<&Email>,
        phone: Option<&Phone>,
    ) -> Result<Rating> {
        let text = password.expose().to_owned();
        let own: Vec<String> = email
            .map(|email| vec![email.as_str().to_owned(), email.local().to_owned()])
            .into_iter()
            .flatten()
            .chain(phone.map(|phone| phone.digits().to_owned()))
            .collect();
        services.hasher.run(move || Self::judge(&text, &own)).await
    }

    /// How hard the password is to guess; `own`: words that belong to the customer.
    #[must_use]
    pub fn judge(password: &str, own: &[String]) -> Rating {
        let lower = password.to_lowercase().replace('ё', "е");
        let core = lower.trim_matches(|c: char| !c.is_alphabetic() && !LATIN_KEYS.contains(c) || c.is_ascii_digit());
        let letters = core.trim_matches(|c: char| !c.is_alphabetic());
        let decorated = lower.chars().count().saturating_sub(core.chars().count()) <= 5;
        if decorated && [core, letters].into_iter().any(is_russian) {
            return Rating::Weak(FieldError::PasswordGuessable);
        }
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let mut score = zxcvbn(password, &own).score();
        if score >= Score::Two && core.chars().any(|c| RUSSIAN_KEYS.contains(c)) {
            score = score.min(zxcvbn(&swap(&lower, RUSSIAN_KEYS, LATIN_KEYS), &own).score());
        }
        match score {
            Score::Zero | Score::One => Rating::Weak(FieldError::PasswordGuessable),
            Score::Two => Rating::Fair,
            _ => Rating::Strong,
        }
    }
}

fn is_russian(core: &str) -> bool {
    let is_word = |text: &str| is_word(text) || NEAR.contains(&&*text.replace('э', "е"));
    if is_word(core) {
        return true;
    }
    if !core.is_ascii() {
        return false;
    }
    let typed = swap(core, LATIN_KEYS, RUSSIAN_KEYS).replace('ё', "е");
    is_word(&typed)
        || ["ы", "й", "и"]
            .into_iter()
            .any(|y| is_word(&from_latin(core, y)) || is_word(&format!("{}ь", from_latin(core, y))))
}

/// Replaces each key of one layout by the same key of the other.
fn swap(text: &str, from: &str, to: &str) -> String {
    text.chars()
        .map(|c| {
            from.chars()
                .position(|key| key == c)
                .and_then(|at| to.chars().nth(at))
                .unwrap_or(c)
        })
        .collect()
}

/// Russian letters for a transliteration; `y` stands for «ы», «й» or «и».
fn from_latin(text: &str, y: &str) -> String {
    const PAIRS: [(&str, &str); 31] = [
        ("shch", "щ"),
        ("sch", "щ"),
        ("yo", "е"),
        ("zh", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("ch", "ч"),
        ("sh", "ш"),
        ("yu", "ю"),
        ("ju", "ю"),
        ("ya", "я"),
        ("ja", "я"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("g", "г"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("i", "и"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("f", "ф"),
    ];
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((latin, russian)) = PAIRS.iter().find(|(latin, _)| rest.starts_with(latin)) {
            out.push_str(russian);
            rest = rest.strip_prefix(latin).unwrap_or_default();
            continue;
        }
        match first {
            'y' => out.push_str(y),
            'h' => out.push('х'),
            'c' => out.push('ц'),
            'j' => out.push('й'),
            'w' => out.push('в'),
            'x' => out.push_str("кс"),
            '\'' => out.push('ь'),
            other => out.push(other),
        }
        rest = rest.strip_prefix(first).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEAK: Rating = Rating::Weak(FieldError::PasswordGuessable);

    #[test]
    fn a_few_random_letters_will_do_and_several_words_are_better() {
        assert_eq!(Guessable::judge("x7kq2mV", &[]), Rating::Fair);
        assert_eq!(Guessable::judge("гроза над Волгой 7", &[]), Rating::Strong);
    }

    #[test]
    fn words_are_recognised_in_every_disguise() {
        for guessable in [
            "password1",
            "qwerty123",
            "abc123",
            "гроза7",
            "Электричество2026",
            "ghbdtn1",
            "privet1",
            "solntse99",
            "йцукен123",
            "111111a",
            "пароль123",
            "zaq12wsx",
            "АтомЭнергоСбыт1",
            "atomenergosbyt2026",
            "fnjv'ythujc,sn1",
            "kabinet2026!",
            "Smolensk67",
        ] {
            assert_eq!(Guessable::judge(guessable, &[]), WEAK, "{guessable} is easily guessed");
        }
    }

    #[test]
    fn what_nobody_guesses_passes() {
        for fine in [
            "гроза над Волгой 7",
            "x7kq2mVd",
            "синий-трамвай-42-мост",
            "T4pl0vodstvo!kura",
        ] {
            assert_ne!(Guessable::judge(fine, &[]), WEAK, "{fine} is not easily guessed");
        }
    }

    #[test]
    fn the_customers_own_words_count_against_them() {
        let own = ["abrakovskaya".to_owned()];
        assert_eq!(Guessable::judge("abrakovskaya1", &own), WEAK);
    }
}
