//! Letters and text messages: which of them a person wants.

pub mod choices;
