//! Registration, login, sessions, recovery.

mod cabinet;
mod code;
mod confirm;
mod login;
mod rate;
mod recovery;
mod register;
mod settings;

pub use cabinet::*;
pub use code::*;
pub use confirm::*;
pub use login::*;
pub use rate::*;
pub use recovery::*;
pub use register::*;
pub use settings::*;
