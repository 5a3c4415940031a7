//! Registration, login, sessions, recovery.

mod cabinet;
mod code;
mod confirm;
mod login;
mod own_data;
mod profile;
mod recovery;
mod register;
mod settings;

pub use cabinet::*;
pub use code::*;
pub use confirm::*;
pub use login::*;
pub use own_data::*;
pub use profile::*;
pub use recovery::*;
pub use register::*;
pub use settings::*;
