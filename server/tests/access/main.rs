//! Who may do what: every server function and every page, asked over HTTP by everybody there is, on both databases.
//!
//! The list of functions comes from the server's own registry and the list of pages from its router, so that nothing new
//! stays untried: the tables in `functions.rs` and `pages.rs` say what each is answered.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod ask;
mod functions;
mod house;
#[path = "../support/kabinet.rs"]
mod kabinet;
mod pages;
#[path = "../support/png.rs"]
mod png;
mod table;

use std::collections::BTreeSet;

use db::testing::TestDb;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;

use crate::{
    ask::Site,
    functions::FUNCTIONS,
    pages::{FILES, PAGES},
    table::{Line, Who},
};

/// Names what only one of the two lists has.
fn compare(there: &BTreeSet<String>, table: &BTreeSet<String>, what: &str, file: &str) -> Vec<String> {
    let missing = there.difference(table).map(|path| {
        format!("{what} «{path}» has no line: say in server/tests/access/{file} what each kind of person is answered")
    });
    let stale = table
        .difference(there)
        .map(|path| format!("{what} «{path}» is not there any more: take its line out of server/tests/access/{file}"));
    missing.chain(stale).collect()
}

fn paths(lines: &[Line]) -> BTreeSet<String> {
    lines.iter().map(|line| line.path.to_owned()).collect()
}

#[test]
fn every_server_function_has_a_line_in_the_table() {
    let there = server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/").to_owned());
    let wrong = compare(
        &there.collect(),
        &paths(FUNCTIONS),
        "the server function",
        "functions.rs",
    );
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_server_function_is_reached_by_get() {
    let by_get: Vec<_> = server_fn_paths()
        .filter(|(_, method)| *method != http::Method::POST)
        .collect();
    assert_eq!(by_get, Vec::new());
}

#[tokio::test]
async fn every_page_has_a_line_in_the_table() {
    let there = generate_route_list(app::App);
    let there = there.iter().map(|page| page.path().to_owned());
    let wrong = compare(&there.collect(), &paths(PAGES), "the page", "pages.rs");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_function_without_a_line_and_a_line_without_a_function_are_named() {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let wrong = compare(&set(&["a", "b"]), &set(&["b", "c"]), "the page", "pages.rs");
    assert!(wrong.len() == 2 && wrong[0].contains("«a» has no line") && wrong[1].contains("«c» is not there"));
}

db::both_databases! {
    async fn everybody_is_answered_as_the_tables_say(db: TestDb) {
        let site = Site::start(&db).await;
        let mut wrong = Vec::new();
        for line in FUNCTIONS {
            for who in Who::ALL {
                // What one does must not change what another finds.
                let house = site.house().await;
                wrong.extend(site.call(&house, line, who).await);
            }
        }
        let house = site.house_with_photos().await;
        for line in PAGES.iter().chain(FILES) {
            for who in Who::ALL {
                wrong.extend(site.open(&house, line, who).await);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
