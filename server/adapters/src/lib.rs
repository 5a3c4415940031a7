//! What the ports of the use cases are in the real world: the clock, randomness, mail, SMS, files and who looks for viruses in
//! them.

mod clock;
mod crypto;
mod entropy;
pub mod files;
mod loopback;
pub mod mail;
mod secret;
pub mod sms;

pub use clock::{ShiftedClock, SystemClock};
pub use crypto::install_crypto_provider;
pub use entropy::OsEntropy;
pub use loopback::is_loopback;
pub use secret::Secret;
