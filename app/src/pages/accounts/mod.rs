//! Personal accounts.

pub mod account;
pub mod add;
pub mod due;
pub mod hero;
