//! Meters, zones, readings: what may be sent, when, and what looks wrong.

mod energy;
mod guest;
mod hours;
mod kept;
mod late;
mod meter;
mod serial;
mod slip;
mod source;
mod submission;
mod uses;
mod usual;
mod views;
mod window;
mod zone;

pub use energy::{Energy, EnergyError};
pub use guest::{GuestForm, GuestReadings, ReadingDoor};
pub use hours::{ZoneHours, ZoneHoursError};
pub use kept::Kept;
pub use late::{Arrival, LATE_DAYS};
pub use meter::{MeterRules, PreviousReading, RegisterRules};
pub use serial::Serial;
pub use slip::Slip;
pub use source::Source;
pub use submission::{ReadingForm, Submission};
pub use uses::{MonthUse, month_uses};
pub use usual::PastReading;
pub use views::{History, HistoryRow, MeterCard, Verification};
pub use window::{Window, WindowError, WindowState};
pub use zone::{Zone, ZoneSet, ZoneSetError};
