//! Text messages through a gateway over HTTP.

mod failure;
mod gateway;
mod settings;

pub use gateway::{HttpSmsGateway, SmsSetupError};
pub use settings::SmsSettings;
