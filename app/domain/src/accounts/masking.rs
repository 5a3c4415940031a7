//! What a person sees of an owner's data after a proof that a neighbour could know, and of other people's addresses.

/// «И••• П•••»: the first letter of each word.
#[must_use]
pub fn masked_name(name: &str) -> String {
    let words: Vec<_> = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .map(|first| format!("{first}•••"))
        .collect();
    words.join(" ")
}

/// The text with every digit hidden: the street stays, the house and the flat do not.
#[must_use]
pub fn masked_digits(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '•' } else { c }).collect()
}

/// «a•••@example.ru»: enough for whoever knows the address.
#[must_use]
pub fn masked_email(email: &str) -> String {
    let (local, domain) = email.rsplit_once('@').unwrap_or_default();
    let first: String = local.chars().take(1).collect();
    format!("{first}•••@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_leaves_no_secret() {
        assert_eq!(masked_name("Сёмина Анна Петровна"), "С••• А••• П•••");
        assert_eq!(
            masked_digits("655017, г. Абакан, ул. Ленина, д. 1, кв. 23"),
            "••••••, г. Абакан, ул. Ленина, д. •, кв. ••"
        );
        assert_eq!(masked_email("anna.petrova@example.ru"), "a•••@example.ru");
    }
}
