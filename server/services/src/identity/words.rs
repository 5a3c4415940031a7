//! The Russian words that no password may be.

use std::{collections::HashSet, sync::LazyLock};

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!(concat!(env!("OUT_DIR"), "/words.txt")).lines().collect());

/// Whether it is a dictionary word, in lower case with е for ё.
pub(super) fn is_word(text: &str) -> bool {
    WORDS.contains(text)
}
