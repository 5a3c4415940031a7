//! What each page answers to whom: one line a page, or several where an address may name different things.

use crate::table::{
    Answers::{Account, Anybody, Each, LoggedIn},
    Line,
};

/// Every page, by its route.
#[rustfmt::skip]
pub const PAGES: &[Line] = &[
    // The front page leads everybody on.
    Line::new("/", &[], Anybody(302)),
    Line::new("/login", &[], Anybody(200)),
    Line::new("/login/code", &[], Anybody(200)),
    Line::new("/register", &[], Anybody(200)),
    Line::new("/confirm", &[], Anybody(200)),
    Line::new("/recovery", &[], Anybody(200)),
    Line::new("/recovery/password", &[], Anybody(200)),
    Line::new("/feedback", &[], Anybody(200)),
    Line::new("/sent/{what}", &[("{what}", "register")], Anybody(200)),
    Line::new("/sent/{what}", &[("{what}", "recovery")], Anybody(200)),
    Line::new("/sent/{what}", &[("{what}", "feedback")], Anybody(200)),
    Line::new("/sent/{what}", &[("{what}", "nothing")], Anybody(404)),
    Line::new("/readings", &[], LoggedIn(200)),
    Line::new("/readings/send", &[], Anybody(200)),
    Line::new("/offline", &[], Anybody(200)),
    Line::new("/privacy", &[], Anybody(200)),
    Line::new("/accounts/add", &[], LoggedIn(200)),
    Line::new("/accounts/undo", &[], Anybody(200)),
    Line::new("/accounts/undone", &[], Anybody(200)),
    Line::new("/accounts/{id}", &[("{id}", "{account}")], Account(200, 200, 200)),
    Line::new(
        "/accounts/{id}/history",
        &[("{id}", "{account}")],
        Account(200, 200, 200),
    ),
    Line::new(
        "/accounts/{id}/tariff",
        &[("{id}", "{account}")],
        Account(200, 200, 403),
    ),
    Line::new(
        "/accounts/{id}/settings",
        &[("{id}", "{account}")],
        Account(200, 200, 200),
    ),
    Line::new("/invitation", &[], Anybody(200)),
    Line::new("/settings", &[], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "factors")], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "profile")], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "email")], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "phone")], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "confirm-email")], Anybody(200)),
    Line::new("/settings/{section}", &[("{section}", "return-email")], Anybody(200)),
    Line::new("/settings/{section}", &[("{section}", "data")], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "leave")], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "notices")], LoggedIn(200)),
    Line::new("/settings/{section}", &[("{section}", "left")], Anybody(200)),
    Line::new("/settings/{section}", &[("{section}", "unsubscribe")], Anybody(200)),
    // There is nothing to come back to.
    Line::new("/settings/{section}", &[("{section}", "come-back")], Anybody(302)),
    Line::new("/settings/{section}", &[("{section}", "nothing")], Anybody(404)),
    Line::new("/{*any}", &[("{*any}", "nothing")], Anybody(404)),
];

/// Every file that a page leads to and the router of the pages does not know; nobody is led to the login by 303.
#[rustfmt::skip]
pub const FILES: &[Line] = &[
    Line::new("/accounts/{id}/history.csv", &[("{id}", "{account}")], Each([303, 404, 200, 200, 200])),
    Line::new("/accounts/{id}/receipts/{number}.pdf", &[("{id}", "{account}"), ("{number}", "{receipt}")], Each([303, 404, 200, 200, 200])),
    Line::new("/accounts/{id}/receipts/4815.pdf", &[("{id}", "{account}")], Each([303, 404, 404, 404, 404])),
    Line::new("/accounts/{id}/photos/{photo}", &[("{id}", "{account}"), ("{photo}", "{photo}")], Each([303, 404, 200, 200, 200])),
    Line::new("/accounts/{id}/photos/{photo}", &[("{id}", "{account}"), ("{photo}", "{elsewhere}")], Each([303, 404, 404, 404, 404])),
];
