//! Readings: sent, kept, and their history.

mod discard;
mod guest;
mod history;
mod submit;

pub use discard::*;
pub use guest::*;
pub use history::*;
pub use submit::*;
