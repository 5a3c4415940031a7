//! What a source file may hold.

use std::fs;
use std::path::PathBuf;

use crate::{Outcome, nothing, root};

/// Where our crates lie.
pub(crate) const FOLDERS: [&str; 3] = ["app", "frontend", "server"];

/// Past this many lines a file has more than one subject.
const LONGEST_FILE: usize = 300;

/// Where the page and the server may part ways.
const SSR_FILES: [&str; 2] = ["app/src/lib.rs", "app/src/caller/mod.rs"];

/// One file, by its path from the repository's root with `/` between the parts.
struct Source {
    path: String,
    text: String,
}

/// The file without whole-line comments.
fn code<'a>(file: &'a Source, comment: &'a str) -> impl Iterator<Item = &'a str> {
    file.text
        .lines()
        .filter(move |line| !line.trim_start().starts_with(comment))
}

/// Names each file, beside the two that may, that asks whether it runs on the server.
fn wrong_ssr(sources: &[Source]) -> Vec<String> {
    let asks = |file: &&Source| {
        let packed: String = code(file, "//")
            .flat_map(str::chars)
            .filter(|c| !c.is_whitespace())
            .collect();
        packed.contains("feature=\"ssr\"")
    };
    let elsewhere = sources.iter().filter(|file| !SSR_FILES.contains(&file.path.as_str()));
    elsewhere
        .filter(asks)
        .map(|file| format!("{} asks for the feature ssr", file.path))
        .collect()
}

/// Names each file in `folder` whose code or manifest mentions one of `words`.
fn mentions(sources: &[Source], folder: &str, words: &[&str]) -> Vec<String> {
    let found = |file: &&Source| {
        let comment = if file.path.ends_with(".toml") { "#" } else { "//" };
        code(file, comment).any(|line| words.iter().any(|word| line.contains(word)))
    };
    let inside = sources.iter().filter(|file| file.path.starts_with(folder));
    inside
        .filter(found)
        .map(|file| format!("{} mentions {}", file.path, words.join(" or ")))
        .collect()
}

/// Names each Rust file that does not say its subject first, or is too long for one subject.
fn wrong_shape(sources: &[Source]) -> Vec<String> {
    let rust = || sources.iter().filter(|file| file.path.ends_with(".rs"));
    let silent = rust()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| format!("{} does not begin with //!", file.path));
    let long = rust().filter_map(|file| {
        let lines = file.text.lines().count();
        (lines > LONGEST_FILE).then(|| format!("{} has {lines} lines", file.path))
    });
    silent.chain(long).collect()
}

/// Every Rust file and manifest of our crates.
fn sources() -> Outcome<Vec<Source>> {
    let root = root()?;
    let mut folders: Vec<PathBuf> = FOLDERS.map(|name| root.join(name)).into();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if path.is_dir() {
                if !path.ends_with("target") {
                    folders.push(path);
                }
            } else if ["rs", "toml"].contains(&extension) {
                let parts: Vec<_> = path
                    .strip_prefix(&root)?
                    .iter()
                    .map(|part| part.to_string_lossy())
                    .collect();
                found.push(Source {
                    path: parts.join("/"),
                    text: fs::read_to_string(&path)?,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn made_up(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn only_two_files_ask_whether_they_run_on_the_server() -> Outcome<()> {
    assert_eq!(wrong_ssr(&sources()?), nothing());
    Ok(())
}

#[test]
fn the_page_does_not_know_the_database_nor_the_rules_the_page() -> Outcome<()> {
    let sources = sources()?;
    assert_eq!(mentions(&sources, "app/", &["sea_orm", "sea-orm"]), nothing());
    assert_eq!(mentions(&sources, "app/domain/", &["leptos"]), nothing());
    Ok(())
}

#[test]
fn every_file_says_its_subject_and_keeps_to_it() -> Outcome<()> {
    assert_eq!(wrong_shape(&sources()?), nothing());
    Ok(())
}

#[test]
fn a_file_that_asks_for_the_server_is_named_however_it_asks() {
    let asking = [
        "#[cfg(feature = \"ssr\")]",
        "#[cfg_attr(feature=\"ssr\", derive(Debug))]",
        "#[cfg(not(feature =\n    \"ssr\"))]",
        "if cfg!(feature = \"ssr\") {}",
    ];
    for text in asking {
        assert_eq!(
            wrong_ssr(&[made_up("app/src/pages/x.rs", text)]),
            ["app/src/pages/x.rs asks for the feature ssr"]
        );
        assert_eq!(wrong_ssr(&[made_up("app/src/caller/mod.rs", text)]), nothing());
    }
    assert_eq!(
        wrong_ssr(&[made_up("app/src/pages/x.rs", "// feature = \"ssr\" is not asked here")]),
        nothing()
    );
}

#[test]
fn a_word_out_of_its_place_is_named() {
    let files = [
        made_up("app/src/x.rs", "use sea_orm::EntityTrait;"),
        made_up("app/Cargo.toml", "sea-orm.workspace = true"),
        made_up("app/src/y.rs", "// sea_orm stays below"),
        made_up("server/db/src/x.rs", "use sea_orm::EntityTrait;"),
    ];
    assert_eq!(
        mentions(&files, "app/", &["sea_orm", "sea-orm"]),
        [
            "app/src/x.rs mentions sea_orm or sea-orm",
            "app/Cargo.toml mentions sea_orm or sea-orm"
        ]
    );
}

#[test]
fn a_file_without_a_subject_or_with_too_many_is_named() {
    let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(LONGEST_FILE));
    let files = [
        made_up("a.rs", "use std::fs;"),
        made_up("b.rs", &long),
        made_up("c.rs", "//! Fine.\n"),
    ];
    assert_eq!(
        wrong_shape(&files),
        ["a.rs does not begin with //!", "b.rs has 301 lines"]
    );
}
