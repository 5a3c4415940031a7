//! The rules of the customers' account. The browser and the server call the same functions.
//!
//! No input or output, no clock, no randomness: what a rule needs comes in as an argument.

pub mod accounts;
pub mod appeals;
pub mod billing;
pub mod calendar;
mod checked;
pub mod exchange;
pub mod field;
pub mod files;
pub mod fold;
pub mod identity;
pub mod money;
pub mod notices;
pub mod plural;
pub mod readings;
pub mod refusal;
pub mod texts;

pub use checked::Checked;
pub use field::{Field, FieldError, FieldErrors};
pub use money::Money;
pub use refusal::Refusal;
