//! docs/limits.md names every quota of the code with its numbers.

use std::fs;
use std::path::Path;

use crate::{Outcome, nothing, root};

/// A quota as a line of code makes it.
#[derive(Debug, PartialEq, Eq)]
struct Made {
    /// What the document calls it: `identity/login::FAILURES_PER_NETWORK`, or the file alone when an operator sets it.
    name: String,
    /// `100 in 10 minutes`; nothing when an operator sets it.
    limit: Option<String>,
}

/// The quota that a line of a file makes, if it makes one.
fn made(file: &str, line: &str) -> Option<Made> {
    let (before, after) = line.split_once("Quota::new(")?;
    let constant = before.split_once("const ").and_then(|(_, rest)| rest.split_once(':'));
    let Some((name, _)) = constant else {
        return Some(Made {
            name: file.to_owned(),
            limit: None,
        });
    };
    let (count, window) = after.split_once(", Duration::")?;
    let (unit, length) = window.split_once('(')?;
    let length: String = length
        .chars()
        .take_while(|c| *c != ')')
        .filter(char::is_ascii_digit)
        .collect();
    let unit = if length == "1" {
        unit.trim_end_matches('s')
    } else {
        unit
    };
    Some(Made {
        name: format!("{file}::{name}"),
        limit: Some(format!("{count} in {length} {unit}")),
    })
}

/// Names each quota whose line in the document is missing or has other numbers.
fn unwritten(document: &str, quotas: &[Made]) -> Vec<String> {
    let has = |quota: &Made| {
        let name = format!("| `{}` |", quota.name);
        let limit = quota
            .limit
            .as_deref()
            .map_or("| setting `".to_owned(), |limit| format!("| {limit} |"));
        document
            .lines()
            .any(|line| line.contains(&name) && line.contains(&limit))
    };
    quotas
        .iter()
        .filter(|quota| !has(quota))
        .map(|quota| {
            format!(
                "docs/limits.md should have {} at {}",
                quota.limit.as_deref().unwrap_or("a setting"),
                quota.name
            )
        })
        .collect()
}

/// Every quota under a folder.
fn collect(folder: &Path, name: &str, quotas: &mut Vec<Made>) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let inner = match (name, stem) {
            (name, "mod") => name.to_owned(),
            ("", stem) => stem.to_owned(),
            (name, stem) => format!("{name}/{stem}"),
        };
        if path.is_dir() {
            collect(&path, &inner, quotas)?;
        } else {
            let text = fs::read_to_string(&path)?;
            quotas.extend(text.lines().filter_map(|line| made(&inner, line)));
        }
    }
    Ok(())
}

#[test]
fn every_quota_is_written_down_with_its_numbers() -> Outcome<()> {
    let mut quotas = Vec::new();
    collect(&root()?.join("server/services/src"), "", &mut quotas)?;
    assert!(quotas.len() > 20, "they are found: {quotas:?}");
    let document = fs::read_to_string(root()?.join("docs/limits.md"))?;
    assert_eq!(unwritten(&document, &quotas), nothing());
    Ok(())
}

#[test]
fn a_quota_without_a_line_or_with_another_number_is_named() {
    let line = "pub(super) const PER_DAY: Quota = Quota::new(5, Duration::days(1));";
    let fixed = made("codes", line).expect("a quota");
    assert_eq!(fixed.name, "codes::PER_DAY");
    let set = made(
        "codes",
        "let hour = Quota::new(services.settings.codes, Duration::hours(1));",
    )
    .expect("a quota");
    assert_eq!(made("codes", "PER_DAY.take(conn, &key, now)"), None);
    let quotas = [fixed, set];
    let whole = "| codes | 5 in 1 day | wait | `codes::PER_DAY` |\n| codes | setting `a.b` (20) | wait | `codes` |";
    assert_eq!(unwritten(whole, &quotas), nothing());
    assert_eq!(unwritten(&whole.replace("5 in 1 day", "6 in 1 day"), &quotas).len(), 1);
    assert_eq!(unwritten("", &quotas).len(), 2);
}
