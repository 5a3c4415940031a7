//! Registration, login, sessions, recovery.

mod cabinet;
mod code;
mod confirm;
mod factors;
mod keys;
mod login;
mod own_data;
mod profile;
mod rate;
mod recovery;
mod register;
mod second_step;
mod settings;

pub use cabinet::*;
pub use code::*;
pub use confirm::*;
pub use factors::*;
pub use keys::*;
pub use login::*;
pub use own_data::*;
pub use profile::*;
pub use rate::*;
pub use recovery::*;
pub use register::*;
pub use second_step::*;
pub use settings::*;
