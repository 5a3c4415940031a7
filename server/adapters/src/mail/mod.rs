//! Letters by SMTP.

mod compose;
mod connections;
mod failure;
mod mailer;
mod settings;

pub use mailer::{MailSetupError, SmtpMailer};
pub use settings::{SmtpLogin, SmtpSettings, SmtpTls};
