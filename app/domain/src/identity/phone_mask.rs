//! A phone while it is typed: `+7(9xx)xxx-xx-xx` grows with the digits.

/// What was typed so far as `+7(910)111-11-11` begins. No mark stands at the end, so that whoever deletes never finds
/// it put back. What cannot become a Russian mobile number is given back as it is: nothing typed is lost, and the form
/// says what is wrong.
#[must_use]
pub fn phone_as_typed(typed: &str) -> String {
    masked(typed).unwrap_or_else(|| typed.to_owned())
}

fn masked(typed: &str) -> Option<String> {
    let text = typed.trim_start();
    let abroad = text.starts_with('+');
    let mut digits = String::new();
    for (at, c) in text.chars().enumerate() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if at == 0 => {}
            c if super::phone::MARKS.contains(&c) => {}
            _ => return None,
        }
    }
    let national = match (digits.strip_prefix('7'), digits.strip_prefix('8')) {
        (Some(rest), _) => rest,
        (None, Some(rest)) if !abroad => rest,
        _ if abroad => return None,
        _ => digits.as_str(),
    };
    if digits.is_empty() || national.len() > 10 || !(national.is_empty() || national.starts_with('9')) {
        return None;
    }
    let mut out = "+7".to_owned();
    for (at, digit) in national.chars().enumerate() {
        out.push_str(match at {
            0 => "(",
            3 => ")",
            6 | 8 => "-",
            _ => "",
        });
        out.push(digit);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Phone;

    #[test]
    fn the_number_grows_with_each_digit_however_it_begins() {
        for (typed, shown) in [
            ("", ""),
            ("+", "+"),
            ("(", "("),
            ("8", "+7"),
            ("7", "+7"),
            ("+7", "+7"),
            ("9", "+7(9"),
            ("+79", "+7(9"),
            ("+7(91", "+7(91"),
            ("+7(910", "+7(910"),
            ("+7(9101", "+7(910)1"),
            ("+7(910)111", "+7(910)111"),
            ("+7(910)1112", "+7(910)111-2"),
            ("+7(910)111-22", "+7(910)111-22"),
            ("+7(910)111-223", "+7(910)111-22-3"),
            ("+7(910)111-22-33", "+7(910)111-22-33"),
        ] {
            assert_eq!(phone_as_typed(typed), shown, "{typed:?}");
        }
    }

    #[test]
    fn a_number_is_pasted_in_any_writing() {
        for pasted in [
            "89101112233",
            "79101112233",
            "+79101112233",
            "9101112233",
            "8 (910) 111-22-33",
            "+7 910 111 22 33",
            " +7\u{a0}(910)\u{a0}111\u{2011}22\u{2011}33 ",
            "(910) 111.22.33",
        ] {
            assert_eq!(phone_as_typed(pasted), "+7(910)111-22-33", "{pasted:?}");
        }
    }

    #[test]
    fn what_is_no_russian_mobile_number_stays_as_it_is() {
        for typed in [
            "+1 212 555 01 01",
            "+375 29 111 22 33",
            "+8910",
            "4951112233",
            "84951112233",
            "+7(910)111-22-334",
            "910-111-22-3a",
            "телефон",
            "9+7",
        ] {
            assert_eq!(phone_as_typed(typed), typed, "{typed:?}");
        }
    }

    #[test]
    fn deleting_from_the_end_always_gets_to_nothing() {
        for whole in ["+7(910)111-22-33", "+7(910)111-22-334", "+1 212 555 01 01"] {
            let mut text = whole.to_owned();
            for _ in 0..whole.chars().count() {
                let before = text.chars().count();
                text.pop();
                text = phone_as_typed(&text);
                assert!(text.is_empty() || text.chars().count() < before, "{text:?}");
            }
            assert_eq!(text, "");
        }
    }

    #[test]
    fn what_is_shown_is_shown_again_and_means_the_same_phone() {
        let mut typed = String::new();
        for digit in "89101112233".chars() {
            typed.push(digit);
            typed = phone_as_typed(&typed);
            assert_eq!(phone_as_typed(&typed), typed);
        }
        assert_eq!(typed.parse::<Phone>(), "89101112233".parse());
    }
}
