//! Offline twins of the outside world: servers that speak the real protocols over loopback.
//!
//! They take what the portal sends to people and keep it in an [`Outbox`] where a test or a developer can read it.
//! Nothing leaves the machine. For development and tests only: they check form, they protect nothing.

mod clamd;
mod fault;
mod letter;
mod outbox;
mod page;
mod sms;
mod smtp;
mod start;

pub use clamd::ScannerSwitch;
pub use fault::Fault;
pub use outbox::{Channel, Message, Outbox};
pub use page::outbox_router;
pub use start::Twins;
