//! Letters and text messages.

pub mod choices;
pub mod unsubscribe;
