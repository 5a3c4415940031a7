//! «Начисления»: tariffs and what energy costs by them.

mod advice;
mod category;
mod charge;
mod estimate;
#[cfg(test)]
mod examples;
mod forecast;
mod line;
mod months;
#[cfg(test)]
mod outlook;
#[cfg(test)]
mod properties;
mod register;
#[cfg(test)]
mod samples;
mod shares;
mod tariff;
mod views;

pub use advice::{Advice, BreakEven, Cost, Costs, MonthCosts, NoAdvice, Share, Verdict, advise, break_even};
pub use category::Category;
pub use charge::{Charge, ChargeLine, Use};
pub use estimate::{Prices, price, sent_volume};
pub use forecast::{Begins, Forecast, OpenMonth};
pub use line::{Band, TariffLine};
pub use months::Months;
pub use register::{Register, Shown};
pub use tariff::{Tariff, TariffError};
pub use views::AdvicePage;
