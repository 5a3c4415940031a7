//! docs/limits.md names every quota of the code with its numbers.

use std::fs;
use std::path::Path;

use crate::{Outcome, nothing, root};

/// A quota as a statement of the code makes it.
#[derive(Debug, PartialEq, Eq)]
struct Made {
    /// What the document calls it: `identity/login::FAILURES_PER_NETWORK`, or the file alone when an operator sets it.
    name: String,
    /// `100 in 10 minutes`; nothing when an operator sets it.
    limit: Option<String>,
}

/// The quotas that a file makes.
fn made(file: &str, text: &str) -> Outcome<Vec<Made>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    // A statement may stand in several lines.
    let code = lines.collect::<Vec<_>>().join(" ");
    code.split(';')
        .filter_map(|statement| quota(file, statement).transpose())
        .collect()
}

/// The quota that a statement makes, if it makes one. A constant that is not understood is no quota without a line.
fn quota(file: &str, statement: &str) -> Outcome<Option<Made>> {
    let is_name = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let constant = statement.split_once(": Quota = ").and_then(|(before, value)| {
        let (_, name) = before.rsplit_once("const ")?;
        is_name(name).then_some((name, value))
    });
    let Some((name, value)) = constant else {
        return Ok(statement.contains("Quota::new(").then(|| Made {
            name: file.to_owned(),
            limit: None,
        }));
    };
    let limit = limit(value).ok_or_else(|| format!("the quota {file}::{name} cannot be read: {value}"))?;
    Ok(Some(Made {
        name: format!("{file}::{name}"),
        limit: Some(limit),
    }))
}

/// `100 in 10 minutes`.
fn limit(value: &str) -> Option<String> {
    let (count, window) = value.strip_prefix("Quota::new(")?.split_once(',')?;
    let window = window.trim_start();
    let window = window.strip_prefix("chrono::").unwrap_or(window);
    let (unit, length) = window.strip_prefix("Duration::")?.split_once('(')?;
    let (count, length) = (number(count)?, number(length.split_once(')')?.0)?);
    let unit = if length == "1" {
        unit.trim_end_matches('s')
    } else {
        unit
    };
    Some(format!("{count} in {length} {unit}"))
}

fn number(text: &str) -> Option<String> {
    let digits = text.trim().replace('_', "");
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(digits)
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
            quotas.extend(made(&inner, &text)?);
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
fn a_quota_without_a_line_or_with_another_number_is_named() -> Outcome<()> {
    let code = "pub(super) const PER_DAY: Quota = Quota::new(5, Duration::days(1));
        let hour = Quota::new(services.settings.codes, Duration::hours(1));
        PER_DAY.take(conn, &key, now)";
    let quotas = made("codes", code)?;
    let names: Vec<_> = quotas.iter().map(|quota| quota.name.as_str()).collect();
    assert_eq!(names, ["codes::PER_DAY", "codes"]);
    let whole = "| codes | 5 in 1 day | wait | `codes::PER_DAY` |\n| codes | setting `a.b` (20) | wait | `codes` |";
    assert_eq!(unwritten(whole, &quotas), nothing());
    assert_eq!(unwritten(&whole.replace("5 in 1 day", "6 in 1 day"), &quotas).len(), 1);
    assert_eq!(unwritten("", &quotas).len(), 2);
    Ok(())
}

#[test]
fn a_quota_is_found_however_it_is_written() -> Outcome<()> {
    for code in [
        "const A: Quota = Quota::new(1_000, chrono::Duration::minutes(10));",
        "fn f() {}\n\n/// How many; so many.\nconst A: Quota =\n    Quota::new(1_000, Duration::minutes(10));",
        "pub const A: Quota = Quota::new(\n    1_000,\n    chrono::Duration::minutes(10),\n);",
    ] {
        let quotas = made("files", code)?;
        assert_eq!(quotas.len(), 1, "{code}");
        assert_eq!(quotas[0].name, "files::A", "{code}");
        assert_eq!(quotas[0].limit.as_deref(), Some("1000 in 10 minutes"), "{code}");
    }
    for code in [
        "const A: Quota = Quota::new(MANY, Duration::days(1));",
        "const A: Quota = Quota::new(5, DAY);",
        "const A: Quota = Quota { limit: 5, window: DAY };",
    ] {
        assert!(made("files", code).is_err(), "{code}");
    }
    Ok(())
}
