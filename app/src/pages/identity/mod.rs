//! Registration, login, recovery.

mod change;
mod code;
pub mod confirm;
mod email;
mod factors;
mod leaving;
pub mod login;
mod new_email;
pub mod new_password;
mod own_data;
mod phone;
pub mod privacy;
mod profile;
pub mod recovery;
pub mod register;
pub mod second_step;
pub mod section;
pub mod sent;
mod sessions;
pub mod settings;
