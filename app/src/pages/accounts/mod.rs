//! Personal accounts.

pub mod account;
pub mod add;
pub mod address;
pub mod due;
pub mod hero;
pub mod household;
pub mod invitation;
pub mod list;
pub mod settings;
pub mod undo;
