//! Words too long for the paper may be broken anywhere: a serial number, an address typed without spaces.

use serde_json::Value;

/// A word longer than this may be broken.
const WORD_MAX: usize = 28;
/// Where a word may be broken without a hyphen.
const BREAK: char = '\u{200b}';

/// Puts the places into every text.
pub(crate) fn make_breakable(data: &mut Value) {
    match data {
        Value::String(text) => *text = breakable(text),
        Value::Array(items) => items.iter_mut().for_each(make_breakable),
        Value::Object(fields) => fields.values_mut().for_each(make_breakable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn breakable(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_whitespace() { 0 } else { run + 1 };
        if run > WORD_MAX {
            broken.push(BREAK);
            run = 1;
        }
        broken.push(c);
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_too_long_for_the_paper_may_be_broken() {
        let address = "170100, г. Тверь, ул. Садовая, д. 5, кв. 12";
        let long = "а".repeat(70);
        let mut data = serde_json::json!({ "address": address, "facts": [["Счётчик", long]], "none": null });
        make_breakable(&mut data);
        assert_eq!(data["address"], address);
        let broken = data["facts"][0][1].as_str().expect("a text");
        assert_eq!(broken.chars().filter(|c| *c == BREAK).count(), 2);
        assert_eq!(broken.replace(BREAK, ""), long);
    }
}
