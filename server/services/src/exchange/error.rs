//! Why a registry is not taken in. No text here carries a cell of the file.

use std::fmt;

use domain::{
    exchange::{RowError, TariffsError},
    plural::plural,
};
use tokio::task::JoinError;

use crate::ports::EntropyError;

/// Why nothing of a file was stored.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be read as a registry at all.
    #[error(transparent)]
    Refused(#[from] FileRefusal),
    /// Lines of it are wrong.
    #[error(transparent)]
    Lines(LineErrors),
    /// Prices of it have gaps or overlaps.
    #[error("файл не загружен: {0}")]
    Tariffs(#[from] TariffsError),
    /// It could not be read to its end.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] db::Error),
    /// No ids could be made.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The thread that reads the file came to a bad end.
    #[error("the reading was broken off: {0}")]
    Reading(#[from] JoinError),
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

/// Why a file is no registry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileRefusal {
    /// Not even a header.
    #[error("файл пуст: нужна хотя бы строка с названиями столбцов")]
    Empty,
    /// Two bytes a character.
    #[error("файл в кодировке UTF-16: сохраните его в UTF-8 или windows-1251")]
    Utf16,
    /// Control characters: an archive, a spreadsheet, UTF-16 without its mark.
    #[error("это не текстовый файл CSV: в нём есть непечатаемые символы")]
    Binary,
    /// Nearly all of it is UTF-8.
    #[error("файл в UTF-8 повреждён: выгрузите его заново")]
    BrokenUtf8,
    /// A byte that windows-1251 does not have.
    #[error("кодировка файла — не UTF-8 и не windows-1251")]
    Encoding,
    /// A column that must be there.
    #[error("нет столбца «{0}»")]
    ColumnMissing(&'static str),
    /// A column that the registry does not have.
    #[error("неизвестный столбец «{0}»")]
    ColumnUnknown(String),
    /// A column whose name does not look like one: it may be a cell of a file without a header.
    #[error("первая строка — не названия столбцов: ячейка № {0} не похожа на название")]
    HeaderShape(usize),
    /// A column that is there twice.
    #[error("столбец «{0}» указан дважды")]
    ColumnTwice(&'static str),
    /// A line that never ends.
    #[error("после строки {after} нет конца строки на протяжении мегабайта: похоже, не закрыта кавычка")]
    LineTooLong {
        /// The last line that was whole.
        after: u64,
    },
}

/// What is wrong with one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("строка {line}: {reason}")]
pub struct LineError {
    /// Its number in the file; the header is line 1.
    pub line: u64,
    /// Why.
    pub reason: LineReason,
}

/// Why a line is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineReason {
    /// A cell is.
    #[error(transparent)]
    Cell(#[from] RowError),
    /// More or fewer cells than the header has.
    #[error("ячеек {found}, а столбцов {columns}")]
    Cells {
        /// As many cells as the line has.
        found: usize,
        /// As many columns as the header has.
        columns: usize,
    },
}

/// The wrong lines of a file, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineErrors {
    /// The first of them.
    pub first: Vec<LineError>,
    /// How many there are in all.
    pub total: u64,
}

impl LineErrors {
    /// As many are kept.
    pub const KEPT: usize = 100;
}

impl fmt::Display for LineErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong = plural(
            i64::try_from(self.total).unwrap_or(i64::MAX),
            "ошибка",
            "ошибки",
            "ошибок",
        );
        write!(f, "файл не загружен: {} {wrong}", self.total)?;
        for (at, error) in self.first.iter().enumerate() {
            write!(f, "{} {error}", if at == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl std::error::Error for LineErrors {}
