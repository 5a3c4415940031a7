//! A line of a registry: named cells, and why one is wrong.

use chrono::NaiveDate;

use crate::{Money, fold, money::MoneyError};

/// A kind of line that a registry may hold.
pub trait RegistryRow: Sized {
    /// The names of the columns; a file may have them in any order.
    const COLUMNS: &'static [&'static str];

    /// Reads one line.
    ///
    /// # Errors
    /// The first cell that is wrong, with its column and the reason.
    fn read(cells: Cells<'_>) -> Result<Self, RowError>;

    /// Writes the line's cells in the order of [`Self::COLUMNS`].
    fn write(&self) -> Vec<String>;
}

/// What is wrong with a line. Never carries the cell itself: it may be personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("столбец «{column}»: {reason}")]
pub struct RowError {
    /// The column.
    pub column: &'static str,
    /// The reason.
    pub reason: RowReason,
}

/// Why a cell is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowReason {
    /// Nothing there.
    #[error("пусто")]
    Empty,
    /// Too many characters or ones that cannot be read.
    #[error("слишком длинное или нечитаемое значение")]
    Text,
    /// Not a date.
    #[error("дата должна быть вида ГГГГ-ММ-ДД")]
    Date,
    /// Not a sum.
    #[error("сумма должна быть вида 102.00, с копейками")]
    Sum,
    /// A payment must be above zero.
    #[error("сумма платежа должна быть больше нуля")]
    NotPositive,
    /// Not an account number.
    #[error("номер лицевого счёта состоит из 1–20 цифр")]
    Number,
    /// Not a phone.
    #[error("телефон должен быть российским мобильным")]
    Phone,
    /// Not a number within the column's bounds.
    #[error("число вне допустимых границ")]
    Range,
    /// Not one of the words the column takes.
    #[error("неизвестное слово")]
    Word,
    /// Not a state of the register.
    #[error("показание не помещается в разряды счётчика")]
    Reading,
    /// Not a month, or one far from the reading.
    #[error("месяц должен быть вида ГГГГ-ММ и близким к дню показаний")]
    Month,
    /// Something where this kind of line has nothing.
    #[error("в такой строке этот столбец пуст")]
    Idle,
    /// A step that does not follow from what is known.
    #[error("такой шаг не следует из того, что уже записано")]
    Step,
    /// A day to come.
    #[error("этот день ещё не наступил")]
    Early,
    /// The same key stood in the file or in the database before.
    #[error("повтор: такая запись уже есть")]
    Duplicate,
    /// What is known says otherwise: another device under this number, another state of this day.
    #[error("расходится с тем, что уже записано")]
    Contradicts,
    /// An account number that its branch does not give out.
    #[error("номер не подходит к маске филиала")]
    Mask,
    /// What the line refers to is not known.
    #[error("ссылается на неизвестную запись")]
    Unknown,
}

/// The cells of one line, by column name.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    /// Finds a cell by the name of its column; nothing when the line has no such cell.
    find: &'a dyn Fn(&str) -> Option<&'a str>,
}

impl<'a> Cells<'a> {
    /// Cells that `find` looks up.
    #[must_use]
    pub const fn new(find: &'a dyn Fn(&str) -> Option<&'a str>) -> Self {
        Self { find }
    }

    /// A cell that may be empty, at most `max` characters.
    ///
    /// # Errors
    /// [`RowReason::Text`].
    pub fn text(self, column: &'static str, max: usize) -> Result<&'a str, RowError> {
        fold::tidy((self.find)(column).unwrap_or_default(), max).map_err(|_| RowError {
            column,
            reason: RowReason::Text,
        })
    }

    /// A cell that must not be empty.
    ///
    /// # Errors
    /// [`RowReason::Empty`] or [`RowReason::Text`].
    pub fn required(self, column: &'static str, max: usize) -> Result<&'a str, RowError> {
        match self.text(column, max)? {
            "" => Err(RowError {
                column,
                reason: RowReason::Empty,
            }),
            text => Ok(text),
        }
    }

    /// A cell read by `read`; `reason` when that fails.
    ///
    /// # Errors
    /// [`RowReason::Empty`], [`RowReason::Text`] or `reason`.
    pub fn parse<T, E>(
        self,
        column: &'static str,
        reason: RowReason,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, RowError> {
        read(self.required(column, 300)?).map_err(|_| RowError { column, reason })
    }

    /// Like [`Cells::parse`], for a cell that may be empty.
    ///
    /// # Errors
    /// [`RowReason::Text`] or `reason`.
    pub fn optional<T, E>(
        self,
        column: &'static str,
        reason: RowReason,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, RowError> {
        if self.text(column, 300)?.is_empty() {
            Ok(None)
        } else {
            self.parse(column, reason, read).map(Some)
        }
    }

    /// A whole number between two bounds.
    ///
    /// # Errors
    /// [`RowReason::Range`] and those of [`Cells::parse`].
    pub fn between(self, column: &'static str, low: i64, high: i64) -> Result<i64, RowError> {
        let number = self.parse(column, RowReason::Range, str::parse::<i64>)?;
        if (low..=high).contains(&number) {
            Ok(number)
        } else {
            Err(RowError {
                column,
                reason: RowReason::Range,
            })
        }
    }

    /// A date as `2026-11-22`.
    ///
    /// # Errors
    /// [`RowReason::Date`] and those of [`Cells::parse`].
    pub fn date(self, column: &'static str) -> Result<NaiveDate, RowError> {
        self.parse(column, RowReason::Date, read_date)
    }

    /// A date that may be missing.
    ///
    /// # Errors
    /// [`RowReason::Date`].
    pub fn optional_date(self, column: &'static str) -> Result<Option<NaiveDate>, RowError> {
        self.optional(column, RowReason::Date, read_date)
    }

    /// A sum with kopecks.
    ///
    /// # Errors
    /// [`RowReason::Sum`] and those of [`Cells::parse`].
    pub fn money(self, column: &'static str) -> Result<Money, RowError> {
        self.parse(column, RowReason::Sum, |text| {
            text.parse::<Money>().map_err(|error: MoneyError| error)
        })
    }
}

/// Exactly `ГГГГ-ММ-ДД`, between 1950 and 2200.
fn read_date(text: &str) -> Result<NaiveDate, RowReason> {
    use chrono::Datelike;
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if matches!(at, 4 | 7) {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    let date = shaped.then(|| text.parse::<NaiveDate>().ok()).flatten();
    date.filter(|date| (1950..=2200).contains(&date.year()))
        .ok_or(RowReason::Date)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Reads a line given as `column=value` pairs.
    pub(crate) fn read<R: RegistryRow>(cells: &[(&str, &str)]) -> Result<R, (&'static str, RowReason)> {
        let find = |column: &str| cells.iter().find(|(name, _)| *name == column).map(|(_, value)| *value);
        R::read(Cells::new(&find)).map_err(|error| (error.column, error.reason))
    }

    /// The right line with one cell changed.
    pub(crate) fn with<'a>(right: &[(&'a str, &'a str)], column: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
        right
            .iter()
            .map(|&(name, old)| (name, if name == column { value } else { old }))
            .collect()
    }

    #[test]
    fn dates_have_one_shape() {
        assert!(read_date("2026-11-22").is_ok());
        for wrong in [
            "22.11.2026",
            "2026-13-01",
            "2026-02-30",
            "1026-11-22",
            "2026-1-1",
            "+026-11-22",
        ] {
            assert_eq!(read_date(wrong), Err(RowReason::Date), "{wrong:?}");
        }
    }

    #[test]
    fn an_error_names_the_column_and_keeps_the_cell_to_itself() {
        let error = RowError {
            column: "phone",
            reason: RowReason::Phone,
        };
        assert_eq!(
            error.to_string(),
            "столбец «phone»: телефон должен быть российским мобильным"
        );
    }
}
