//! Registration, login, recovery: what a customer types and what of it is valid.

mod change;
mod code;
mod confirmation;
mod device;
mod email;
mod login;
mod password;
mod phone;
mod phone_mask;
mod rating;
mod recovery;
mod registration;
mod return_path;
mod views;

pub use change::{PasswordChange, PasswordChangeForm};
pub use code::SmsCode;
pub use confirmation::{ConfirmForm, Confirmation};
pub use device::device_name;
pub use email::Email;
pub use login::{Login, LoginForm};
pub use password::{Password, PasswordPolicy};
pub use phone::Phone;
pub use phone_mask::phone_as_typed;
pub use rating::{Rated, Rating, RatingForm};
pub use recovery::{NewPassword, NewPasswordForm, RecoveryForm};
pub use registration::{CODE_MINUTES, CONSENT_VERSION, CodeForm, NEWS_VERSION, Registration, RegistrationForm};
pub use return_path::ReturnPath;
pub use views::{CodeState, LetterState, Me, SessionRow};
