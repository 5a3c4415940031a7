//! What pages show about tariffs.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Advice, BreakEven, NoAdvice, Prices};

/// Everything the page about zones shows, for those who may see what is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvicePage {
    /// The day at the branch.
    #[serde(with = "crate::calendar::days")]
    pub today: NaiveDate,
    /// This month's prices; nothing where the supplier does not say whose tariff the account pays.
    pub prices: Option<Prices>,
    /// When the night is: «23:00–7:00»; nothing where the branch does not say.
    pub night_hours: Option<String>,
    /// From which share of the night on more zones pay, by these prices.
    pub break_even: Option<BreakEven>,
    /// What one, two and three zones would have cost, or why that is not known.
    pub advice: Result<Advice, NoAdvice>,
}
