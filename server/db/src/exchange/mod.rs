//! Registries from the billing system, stored many rows at a time: these queries go around the entities.
//!
//! Every function takes a slice of rows and runs inside the caller's transaction.

pub mod accounts;
pub mod branches;
pub mod imports;
pub mod meters;
pub mod payments;
pub mod readings;
mod rows;
pub mod sendings;
pub mod states;
pub mod tariffs;
