//! Meters and readings: what is shown, what is taken.

mod cards;
mod guest;
mod history;
mod keep;
mod photos;
mod receipt;
mod refusals;
mod remind;
mod submit;

pub use guest::{door, send_as_guest};
pub use history::{history, history_table};
pub use keep::{discard, plan, send_kept};
pub use photos::{Listed, Photo, photo, photo_for_staff, photos};
pub use receipt::{receipt, receipt_file};
pub use refusals::tell_refusal;
pub use remind::{plan_reminders, send_reminders};
pub use submit::submit;

pub(crate) use cards::{Seen, seen};
pub(crate) use receipt::number as receipt_number;
