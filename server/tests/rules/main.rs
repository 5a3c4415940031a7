//! The server's side of «one rule, both sides»: every form is sent past the page, wrong in one thing, to the server function
//! that takes it. The browser's side is `end2end/tests/rules`, what breaks a rule on purpose is `scripts/mutants.list`.
//!
//! Each form is right but for that one thing, so the answer names one field; without the rule nothing would stop the form.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod accounts;
mod appeals;
mod ask;
mod guest;
mod identity;
#[path = "../support/kabinet.rs"]
mod kabinet;
mod readings;
mod rule;

use db::testing::TestDb;

use crate::ask::Site;

db::both_databases! {
    async fn every_rule_of_a_form_is_kept_by_its_server_function(db: TestDb) {
        let site = Site::start(&db).await;
        let home = site.home().await;
        let rules = [
            identity::rules(),
            accounts::rules(&home),
            readings::rules(&home),
            guest::rules(),
            appeals::rules(),
        ];
        let mut broken = Vec::new();
        for rule in rules.into_iter().flatten() {
            broken.extend(site.ask(&rule).await);
        }
        // scripts/mutants.sh looks for these lines.
        assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
    }
}
