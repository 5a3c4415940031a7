//! Meters with their registers, and what they showed.

pub mod kept;
pub mod meters;
pub mod photos;
#[expect(clippy::module_inception, reason = "the table has the name of the word")]
pub mod readings;
pub mod receipts;
pub mod unsent;
