//! Meters and readings: what is shown, what is taken.

mod cards;
mod history;
mod submit;

pub use history::{history, history_table};
pub use submit::submit;

pub(crate) use cards::cards;
