//! Readings: sent, kept, and their history.

mod discard;
mod history;
mod submit;

pub use discard::*;
pub use history::*;
pub use submit::*;
