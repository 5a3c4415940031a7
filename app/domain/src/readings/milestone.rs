//! The way of sent readings in words: what was reached and when, what is still to come.

use chrono::NaiveDate;

use super::{Objection, Stage};
use crate::calendar::{day_and_month, month_and_year};

/// A stage that was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// «Учтено в счёте за ноябрь 2026»
    pub title: String,
    /// The day.
    pub on: NaiveDate,
}

impl Stage {
    /// What was reached so far, in order.
    #[must_use]
    pub fn path(self) -> Vec<Milestone> {
        let milestone = |title: String, on: NaiveDate| Milestone { title, on };
        let mut path = vec![milestone(ACCEPTED.to_owned(), self.accepted_on())];
        match self {
            Self::Accepted { .. } => {}
            Self::Checked { on, .. } => path.push(milestone(CHECKED.to_owned(), on)),
            Self::Refused { on, objection, .. } => {
                path.push(milestone(format!("{REFUSED}: {}", objection.title()), on));
            }
            Self::Billed {
                checked_on, on, month, ..
            } => {
                path.push(milestone(CHECKED.to_owned(), checked_on));
                path.push(milestone(format!("{BILLED} за {}", month_and_year(month)), on));
            }
        }
        path
    }

    /// Why no bill will count with them, if so.
    #[must_use]
    pub const fn objection(self) -> Option<Objection> {
        match self {
            Self::Refused { objection, .. } => Some(objection),
            _ => None,
        }
    }

    /// What is still to come.
    #[must_use]
    pub const fn ahead(self) -> &'static [&'static str] {
        match self {
            Self::Accepted { .. } => &[CHECKED, BILLED],
            Self::Checked { .. } => &[BILLED],
            Self::Refused { .. } | Self::Billed { .. } => &[],
        }
    }

    /// The path in the few words of a table's row. A bill has its month; the day it was made stays on the receipt.
    #[must_use]
    pub fn words(self) -> Vec<String> {
        let dated = |title: &str, on: NaiveDate| format!("{title} {}", day_and_month(on));
        let mut words = vec![dated(ACCEPTED, self.accepted_on())];
        match self {
            Self::Accepted { .. } => {}
            Self::Checked { on, .. } => words.push(dated(CHECKED, on)),
            Self::Refused { on, objection, .. } => {
                words.push(format!("{}: {}", dated(REFUSED, on), objection.title()));
                words.push(objection.advice().to_owned());
            }
            Self::Billed { checked_on, month, .. } => {
                words.push(dated(CHECKED, checked_on));
                words.push(format!("{BILLED} за {}", month_and_year(month)));
            }
        }
        words
    }
}

const ACCEPTED: &str = "Принято";
const CHECKED: &str = "Проверено";
const REFUSED: &str = "Не принято к расчёту";
const BILLED: &str = "Учтено в счёте";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readings::Objection;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
    }

    #[test]
    fn every_path_is_told_in_words_and_ends_where_nothing_is_to_come() {
        let accepted = Stage::accepted(day(11, 24));
        let checked = accepted.check(day(11, 26)).expect("it follows");
        let refused = accepted.refuse(day(11, 26), Objection::Seal).expect("it follows");
        let billed = checked.bill(day(12, 1), day(11, 1)).expect("it follows");
        for (stage, words, ahead) in [
            (accepted, "Принято 24\u{a0}ноября", 2),
            (checked, "Принято 24\u{a0}ноября, Проверено 26\u{a0}ноября", 1),
            (
                refused,
                "Принято 24\u{a0}ноября, Не принято к расчёту 26\u{a0}ноября: пломба счётчика не подтверждена, \
                 Счётчик нужно осмотреть и опломбировать: как это сделать, подскажет контактный центр.",
                0,
            ),
            (
                billed,
                "Принято 24\u{a0}ноября, Проверено 26\u{a0}ноября, Учтено в счёте за ноябрь\u{a0}2026",
                0,
            ),
        ] {
            assert_eq!(stage.words().join(", "), words);
            assert_eq!(stage.ahead().len(), ahead, "{words}");
        }
        let path = billed.path();
        let last = path.last().expect("a milestone");
        assert_eq!((path.len(), last.on), (3, day(12, 1)));
        assert_eq!(last.title, "Учтено в счёте за ноябрь\u{a0}2026");
    }
}
