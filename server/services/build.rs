//! Makes the list of Russian words that no password may be, from the system's spelling dictionary.

#![allow(
    clippy::expect_used,
    reason = "a build that cannot make the list must stop and say so"
)]

use std::{collections::BTreeSet, env, fs, path::PathBuf};

const DICTIONARY: &str = "/usr/share/hunspell/ru_RU.dic";

fn main() {
    println!("cargo::rerun-if-changed={DICTIONARY}");
    println!("cargo::rerun-if-changed=build.rs");
    let bytes =
        fs::read(DICTIONARY).expect("the Russian spelling dictionary (package hunspell-ru); `make setup` installs it");
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let (text, _, broken) = encoding_rs::KOI8_R.decode(error.as_bytes());
        assert!(!broken, "the dictionary is neither UTF-8 nor KOI8-R");
        text.into_owned()
    });
    let words: BTreeSet<String> = text.lines().skip(1).filter_map(word).collect();
    assert!(
        words.len() > 50_000,
        "the dictionary holds too few words: {}",
        words.len()
    );
    let list: Vec<String> = words.into_iter().collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("words.txt");
    fs::write(out, list.join("\n")).expect("the list is written");
}

/// The word of a dictionary line `слово/ФЛАГИ`, folded as passwords are.
fn word(line: &str) -> Option<String> {
    let word = line.split('/').next()?.trim().to_lowercase().replace('ё', "е");
    let letters = word.chars().count();
    (letters >= 4 && word.chars().all(|c| ('а'..='я').contains(&c))).then_some(word)
}
