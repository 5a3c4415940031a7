//! Russian plural forms.

/// Chooses between the forms for 1, 2 and 5: «день», «дня», «дней».
#[must_use]
pub const fn plural<'a>(count: i64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    let hundred = count.unsigned_abs() % 100;
    match (hundred, hundred % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

/// «1 день», «3 дня», «11 дней», with a non-breaking space.
#[must_use]
pub fn days(count: i64) -> String {
    format!("{count}\u{a0}{}", plural(count, "день", "дня", "дней"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_follows_the_last_digits() {
        for (count, expected) in [
            (0, "дней"),
            (1, "день"),
            (2, "дня"),
            (4, "дня"),
            (5, "дней"),
            (11, "дней"),
            (14, "дней"),
            (21, "день"),
            (22, "дня"),
            (111, "дней"),
            (121, "день"),
        ] {
            assert_eq!(plural(count, "день", "дня", "дней"), expected, "{count}");
        }
    }
}
