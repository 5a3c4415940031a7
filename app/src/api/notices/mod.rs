//! Letters and text messages: which of them a person wants.

mod choices;

pub use choices::*;
