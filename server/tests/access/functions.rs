//! What each server function answers to whom: one line a function.
//!
//! A form that is wrong on purpose answers 422 to whoever may send it, and changes nothing.

use crate::table::{
    Answers::{Account, Anybody, Each, LoggedIn},
    Line,
};

/// Every server function, by its endpoint.
#[rustfmt::skip]
pub const FUNCTIONS: &[Line] = &[
    Line::new("missing", &[], Anybody(404)),
    // appeals
    Line::new("appeals/feedback", &[("form[text]", "")], Anybody(422)),
    // identity
    Line::new("identity/cabinet", &[], Anybody(200)),
    Line::new("identity/code-state", &[], Anybody(200)),
    Line::new("identity/send-code", &[("form[phone]", "")], Anybody(422)),
    Line::new("identity/register", &[("form[email]", "")], Anybody(422)),
    Line::new("identity/letter-state", &[], Anybody(200)),
    // Nobody who asks has a registration on its way.
    Line::new("identity/resend-letter", &[], Anybody(422)),
    Line::new("identity/confirm", &[("form[token]", "")], Anybody(422)),
    Line::new("identity/login", &[("form[email]", "")], Anybody(422)),
    Line::new("identity/logout", &[], Anybody(200)),
    Line::new("identity/recovery", &[("form[email]", "")], Anybody(422)),
    Line::new("identity/recovery-link", &[("token", "")], Anybody(200)),
    Line::new("identity/new-password", &[("form[token]", "")], Anybody(422)),
    Line::new("identity/rate-password", &[("form[password]", "")], Anybody(422)),
    Line::new("identity/settings", &[], LoggedIn(200)),
    Line::new("identity/change-password", &[("form[current]", "")], LoggedIn(422)),
    Line::new("identity/end-sessions", &[], LoggedIn(200)),
    // identity: second factors; nobody here has begun a second step
    Line::new("identity/second-step", &[], Anybody(200)),
    Line::new("identity/login-code", &[("form[code]", "")], Anybody(422)),
    Line::new("identity/factors", &[], LoggedIn(200)),
    Line::new("identity/start-app", &[("form[current]", "")], LoggedIn(422)),
    Line::new("identity/confirm-app", &[("form[code]", "")], LoggedIn(422)),
    Line::new("identity/turn-off-app", &[("form[current]", "")], LoggedIn(422)),
    Line::new("identity/new-codes", &[("form[current]", "")], LoggedIn(422)),
    Line::new("identity/codes-copied", &[], LoggedIn(200)),
    Line::new("identity/start-key", &[("form[current]", "")], LoggedIn(422)),
    Line::new("identity/finish-key", &[("form[answer]", "")], LoggedIn(422)),
    Line::new("identity/remove-key", &[("form[current]", "")], LoggedIn(422)),
    Line::new("identity/start-key-login", &[("next", "")], Anybody(200)),
    Line::new("identity/login-key", &[("form[answer]", "")], Anybody(422)),
    Line::new("identity/profile", &[], LoggedIn(200)),
    Line::new("identity/set-name", &[("form[name]", "Анна")], LoggedIn(200)),
    Line::new("identity/change-email", &[("form[email]", "")], LoggedIn(422)),
    Line::new("identity/waiting-email", &[("token", "")], Anybody(200)),
    Line::new("identity/confirm-email", &[("token", "")], Anybody(422)),
    Line::new("identity/returnable-email", &[("token", "")], Anybody(200)),
    Line::new("identity/return-email", &[("token", "")], Anybody(422)),
    Line::new("identity/change-phone", &[("form[phone]", "")], LoggedIn(422)),
    Line::new("identity/data", &[], LoggedIn(200)),
    Line::new("identity/leave", &[("form[agreed]", "")], LoggedIn(422)),
    Line::new("identity/leaves-on", &[], Anybody(200)),
    Line::new("identity/come-back", &[], LoggedIn(200)),
    // notices
    Line::new("notices/choices", &[], LoggedIn(200)),
    Line::new("notices/choose", &[("form[sent]", "yes")], LoggedIn(200)),
    Line::new("notices/unsubscribe", &[("kind", "readings"), ("token", "x")], Anybody(422)),
    // accounts: adding one
    Line::new("accounts/adding", &[], LoggedIn(200)),
    Line::new("accounts/link", &[("form[number]", "")], LoggedIn(422)),
    // The owner's phone stands on the account, and nobody else's.
    Line::new(
        "accounts/link-offered",
        &[("account", "{account}")],
        Each([401, 404, 200, 404, 404]),
    ),
    // accounts: one's own
    Line::new("accounts/one", &[("account", "{account}")], Account(200, 200, 200)),
    Line::new("accounts/page", &[("account", "{account}")], Account(200, 200, 200)),
    Line::new(
        "accounts/rename",
        &[("form[account]", "{account}"), ("form[label]", "Дача")],
        Account(200, 200, 200),
    ),
    Line::new(
        "accounts/rearrange",
        &[("account", "{account}")],
        Account(200, 200, 200),
    ),
    Line::new("accounts/unlink", &[("account", "{account}")], Account(200, 200, 200)),
    Line::new("accounts/undoable", &[("token", "")], Anybody(200)),
    Line::new("accounts/undo", &[("token", "")], Anybody(422)),
    // accounts: the household
    Line::new("accounts/household", &[("account", "{account}")], Account(200, 403, 403)),
    Line::new("accounts/invite", &[("form[account]", "{account}"), ("form[email]", "new@example.com"), ("form[role]", "reader")], Account(200, 403, 403)),
    Line::new("accounts/withdraw", &[("account", "{account}"), ("invitation", "{invitation}")], Account(200, 403, 403)),
    Line::new("accounts/change-role", &[("account", "{account}"), ("member", "{member}"), ("role", "payer")], Account(200, 403, 403)),
    Line::new("accounts/remove-member", &[("account", "{account}"), ("member", "{member}")], Account(200, 403, 403)),
    // accounts: the invited; the letter went to none of those who ask
    Line::new("accounts/invitation", &[("token", "{token}")], Anybody(200)),
    Line::new("accounts/accept-invitation", &[("token", "{token}")], LoggedIn(403)),
    Line::new("accounts/decline-invitation", &[("token", "{token}")], Anybody(200)),
    // billing
    Line::new("billing/advice", &[("account", "{account}")], Account(200, 200, 403)),
    // readings
    Line::new("accounts/sendable", &[], LoggedIn(200)),
    Line::new("readings/history", &[("account", "{account}")], Account(200, 200, 200)),
    Line::new("readings/submit", &[("form[account]", "{account}"), ("form[meter]", "{meter}"), ("form[single]", "100")], Account(200, 200, 200)),
    Line::new("readings/door", &[], Anybody(200)),
    Line::new("readings/send-as-guest", &[("form[number]", "")], Anybody(422)),
    Line::new("readings/discard", &[("account", "{account}"), ("meter", "{meter}")], Account(200, 200, 200)),
];
