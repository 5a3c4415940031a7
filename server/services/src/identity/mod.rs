//! Registration, login, sessions, recovery.

mod change;
mod codes;
mod confirm;
mod current;
mod factors;
mod guessable;
mod help;
mod known;
mod leaving;
mod login;
mod new_email;
mod own_data;
mod profile;
mod rate;
mod recovery;
mod register;
mod resend;
mod sessions;
mod words;

pub use change::change_password;
pub use codes::{code_state, send_code};
pub use confirm::confirm;
pub use factors::{
    SecondStepToken, codes_copied, confirm_app, factors, finish_key, finish_key_login, finish_login, new_codes,
    remove_key, second_step, start_app, start_key, start_key_login, turn_off_app,
};
pub use guessable::Guessable;
pub use help::{end_sessions, remove_factors};
pub use known::KNOWN_FOR;
pub use leaving::{come_back, leave, leaves_on, purge};
pub use login::{Entered, SignedIn, login};
pub use new_email::{confirm_email, request_email, return_email, returnable_email, waiting_email};
pub use own_data::{OwnData, own_data};
pub use profile::{change_phone, profile, rename};
pub use rate::rate_password;
pub use recovery::{recovery_link, request_recovery, set_new_password};
pub use register::register;
pub use resend::{letter_state, resend_letter};
pub use sessions::{Caller, end_others, list, logout, who};

use domain::identity::Email;

use crate::{Error, Result};

/// An address that was checked before it was stored.
fn stored_email(text: &str) -> Result<Email> {
    text.parse()
        .map_err(|_| Error::internal("a stored e-mail cannot be read"))
}
