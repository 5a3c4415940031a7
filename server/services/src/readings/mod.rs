//! Meters and readings: what is shown, what is taken.

mod cards;
mod history;
mod keep;
mod submit;

pub use history::{history, history_table};
pub use keep::{discard, plan, send_kept};
pub use submit::submit;

pub(crate) use cards::cards;
