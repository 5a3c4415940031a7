//! Registration, login, recovery.

mod change;
mod code;
pub mod confirm;
mod factors;
pub mod login;
pub mod new_password;
pub mod privacy;
pub mod recovery;
pub mod register;
pub mod second_step;
pub mod section;
pub mod sent;
mod sessions;
pub mod settings;
