//! «Начисления»: tariffs and what energy costs by them.

mod category;
mod charge;
mod estimate;
mod line;
mod months;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;
mod shares;
mod tariff;

pub use category::Category;
pub use charge::{Charge, ChargeLine, Use};
pub use estimate::{Prices, price, sent_volume};
pub use line::{Band, TariffLine};
pub use months::Months;
pub use tariff::{Tariff, TariffError};
