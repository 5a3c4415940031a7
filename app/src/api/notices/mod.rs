//! Letters and text messages: which of them a person wants.

mod choices;
mod unsubscribe;

pub use choices::*;
pub use unsubscribe::*;
