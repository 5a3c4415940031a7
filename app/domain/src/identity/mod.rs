//! Registration, login, recovery: what a customer types and what of it is valid.

mod change;
mod code;
mod device;
mod email;
mod login;
mod own_data;
mod password;
mod phone;
mod profile;
mod recovery;
mod registration;
mod return_path;
mod views;

pub use change::{PasswordChange, PasswordChangeForm};
pub use code::SmsCode;
pub use device::device_name;
pub use email::Email;
pub use login::{Login, LoginForm};
pub use own_data::{GRACE_DAYS, LeavingForm, OwnDataForm};
pub use password::{Password, PasswordPolicy};
pub use phone::Phone;
pub use profile::{EmailChange, EmailChangeForm, NameForm, PhoneChange, PhoneChangeForm, Profile};
pub use recovery::{NewPassword, NewPasswordForm, RecoveryForm};
pub use registration::{CODE_MINUTES, CONSENT_VERSION, CodeForm, Registration, RegistrationForm};
pub use return_path::ReturnPath;
pub use views::{CodeState, Me, SessionRow};
