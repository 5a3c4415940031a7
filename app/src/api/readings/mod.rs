//! Readings: sent, and their history.

mod history;
mod submit;

pub use history::*;
pub use submit::*;
