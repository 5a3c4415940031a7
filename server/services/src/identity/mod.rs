//! Registration, login, sessions, recovery.

mod change;
mod codes;
mod confirm;
mod guessable;
mod login;
mod rate;
mod recovery;
mod register;
mod resend;
mod sessions;
mod words;

pub use change::change_password;
pub use codes::{code_state, send_code};
pub use confirm::confirm;
pub use guessable::Guessable;
pub use login::{SignedIn, login};
pub use rate::rate_password;
pub use recovery::{link_is_alive, request_recovery, set_new_password};
pub use register::register;
pub use resend::{letter_state, resend_letter};
pub use sessions::{Caller, end_others, list, logout, who};
