//! Readings: sent, kept, and their history.

mod discard;
mod guest;
mod history;
mod photos;
mod receipt;
mod submit;

pub use discard::*;
pub use guest::*;
pub use history::*;
pub use photos::*;
pub use receipt::*;
pub use submit::*;
