//! Which crate may depend on which.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::files::FOLDERS;
use crate::{Outcome, nothing, root};

/// Who may depend on whom. A new crate gets its row here and in docs.
const ARROWS: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("migration", &[]),
    ("twins", &[]),
    ("db", &["domain", "migration"]),
    ("services", &["domain", "db"]),
    ("adapters", &["services"]),
    ("documents", &["services"]),
    ("jobs", &["services"]),
    ("app", &["domain", "services"]),
    ("frontend", &["app"]),
    (
        "server",
        &[
            "app",
            "domain",
            "migration",
            "twins",
            "db",
            "services",
            "adapters",
            "documents",
            "jobs",
        ],
    ),
];

/// What tests may know beyond that.
const TEST_ARROWS: [(&str, &[&str]); 3] = [
    ("adapters", &["twins"]),
    // What is done in the background is tried on the same world as what is done at once.
    ("services", &["jobs"]),
    // Its own test databases, whoever builds the tests.
    ("db", &["db"]),
];

/// One dependency between two of our crates, as its manifest states it.
#[derive(Clone, Debug)]
struct Arrow {
    from: String,
    to: String,
    dev: bool,
    optional: bool,
    features: Vec<String>,
}

fn reaches(table: &[(&str, &[&str])], from: &str, to: &str) -> bool {
    table
        .iter()
        .any(|(crate_name, targets)| *crate_name == from && targets.contains(&to))
}

/// Names each arrow that the table does not have, and each crate that it does not know.
fn wrong_arrows(crates: &BTreeSet<String>, arrows: &[Arrow]) -> Vec<String> {
    let unknown = crates
        .iter()
        .filter(|name| !ARROWS.iter().any(|(known, _)| known == name))
        .map(|name| format!("{name} has no row in the table of arrows"));
    let wrong = arrows
        .iter()
        .filter(|a| !(reaches(&ARROWS, &a.from, &a.to) || a.dev && reaches(&TEST_ARROWS, &a.from, &a.to)))
        .map(|a| {
            format!(
                "{} must not depend on {}{}",
                a.from,
                a.to,
                if a.dev { " (in tests)" } else { "" }
            )
        });
    let careless = arrows
        .iter()
        .filter(|a| !a.dev)
        .filter_map(|a| match (a.from.as_str(), a.to.as_str()) {
            ("app", "services") if !a.optional => Some("app must know services by its feature ssr alone".to_owned()),
            ("frontend", "app") if a.features != ["hydrate"] => {
                Some("frontend takes app with hydrate alone".to_owned())
            }
            ("server", "app") if a.features != ["ssr"] => Some("server takes app with ssr alone".to_owned()),
            _ => None,
        });
    unknown.chain(wrong).chain(careless).collect()
}

/// Names each feature of `app` other than `ssr` that brings the services along.
fn wrong_features(app: &Value) -> Vec<String> {
    let features = app["features"].as_object().into_iter().flatten();
    features
        .filter(|(name, _)| *name != "ssr")
        .filter(|(_, parts)| {
            parts
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .any(|part| {
                    let part = part.trim_start_matches("dep:");
                    part == "ssr" || part == "services" || part.starts_with("services/")
                })
        })
        .map(|(name, _)| format!("app's feature {name} must not bring the services"))
        .collect()
}

/// Our crates, as cargo sees them.
fn packages() -> Outcome<Vec<Value>> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root()?)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    Ok(metadata
        .get("packages")
        .and_then(Value::as_array)
        .ok_or("cargo metadata names no packages")?
        .clone())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn arrows_of(package: &Value) -> Vec<Arrow> {
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    dependencies
        .filter(|dependency| dependency["path"].is_string())
        .map(|dependency| Arrow {
            from: text(&package["name"]),
            to: text(&dependency["name"]),
            dev: dependency["kind"] == "dev",
            optional: dependency["optional"] == true,
            features: dependency["features"]
                .as_array()
                .into_iter()
                .flatten()
                .map(text)
                .collect(),
        })
        .collect()
}

#[test]
fn our_crates_know_only_those_they_may() -> Outcome<()> {
    let packages = packages()?;
    let crates: BTreeSet<String> = packages.iter().map(|package| text(&package["name"])).collect();
    let arrows: Vec<Arrow> = packages.iter().flat_map(arrows_of).collect();
    assert!(
        !arrows.is_empty(),
        "cargo metadata names no dependency between our crates"
    );
    assert_eq!(wrong_arrows(&crates, &arrows), nothing());
    let app = packages
        .iter()
        .find(|package| package["name"] == "app")
        .ok_or("no crate `app`")?;
    assert_eq!(wrong_features(app), nothing());
    Ok(())
}

#[test]
fn every_crate_lies_where_the_sources_are_looked_for() -> Outcome<()> {
    let root = root()?.canonicalize()?;
    for package in packages()? {
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let inside = manifest
            .strip_prefix(&root)
            .is_ok_and(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)));
        assert!(inside, "{} is outside {}", manifest.display(), FOLDERS.join(", "));
    }
    Ok(())
}

#[test]
fn an_arrow_that_points_the_wrong_way_is_named() {
    let arrow = |from: &str, to: &str| Arrow {
        from: from.to_owned(),
        to: to.to_owned(),
        dev: false,
        optional: false,
        features: Vec::new(),
    };
    let crates = BTreeSet::from(["domain".to_owned(), "newcomer".to_owned()]);
    let arrows = [
        arrow("domain", "db"),
        arrow("adapters", "twins"),
        arrow("app", "services"),
        arrow("frontend", "app"),
    ];
    assert_eq!(
        wrong_arrows(&crates, &arrows),
        [
            "newcomer has no row in the table of arrows",
            "domain must not depend on db",
            "adapters must not depend on twins",
            "app must know services by its feature ssr alone",
            "frontend takes app with hydrate alone",
        ]
    );
    let in_tests = [
        Arrow {
            dev: true,
            ..arrow("adapters", "twins")
        },
        Arrow {
            dev: true,
            ..arrow("domain", "jobs")
        },
    ];
    assert_eq!(
        wrong_arrows(&BTreeSet::new(), &in_tests),
        ["domain must not depend on jobs (in tests)"]
    );
}

#[test]
fn a_feature_of_the_page_that_brings_the_services_is_named() {
    let app =
        serde_json::json!({ "features": { "ssr": ["dep:services"], "hydrate": ["leptos/hydrate", "services/x"] } });
    assert_eq!(
        wrong_features(&app),
        ["app's feature hydrate must not bring the services"]
    );
}
