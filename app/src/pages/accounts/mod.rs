//! Personal accounts.

pub mod account;
pub mod add;
pub mod address;
pub mod due;
pub mod hero;
