//! Meters and readings: what is shown, what is taken.

mod cards;
mod history;
mod submit;

pub use history::history;
pub use submit::submit;

pub(crate) use cards::cards;
