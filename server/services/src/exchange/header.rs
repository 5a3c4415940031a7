//! The first line of a registry: what parts the cells, and which column stands where.

use super::FileRefusal;

/// The header of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// `;` or `,`.
    pub(super) delimiter: u8,
    /// The columns in the file's order.
    pub(super) columns: Vec<&'static str>,
}

impl Header {
    /// Reads the header of a registry that has exactly the columns `expected`, in any order.
    ///
    /// # Errors
    /// The column that is missing, unknown or there twice.
    pub(super) fn read(line: &str, expected: &'static [&'static str]) -> Result<Self, FileRefusal> {
        let delimiter = if line.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .from_reader(line.as_bytes());
        let cells = reader.records().next().and_then(Result::ok).ok_or(FileRefusal::Empty)?;
        let mut columns: Vec<&'static str> = Vec::with_capacity(expected.len());
        for (at, name) in cells.iter().map(str::trim).enumerate() {
            let Some(&column) = expected.iter().find(|column| **column == name) else {
                return Err(if is_name(name) {
                    FileRefusal::ColumnUnknown(name.to_owned())
                } else {
                    FileRefusal::HeaderShape(at + 1)
                });
            };
            if columns.contains(&column) {
                return Err(FileRefusal::ColumnTwice(column));
            }
            columns.push(column);
        }
        match expected.iter().find(|column| !columns.contains(column)) {
            Some(column) => Err(FileRefusal::ColumnMissing(column)),
            None => Ok(Self { delimiter, columns }),
        }
    }
}

/// Whether the text looks like a column's name, so that repeating it tells nobody's data.
fn is_name(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[&str] = &["account", "paid_on", "amount"];

    #[test]
    fn columns_stand_in_any_order_behind_either_delimiter() {
        for (line, delimiter) in [("amount;account;paid_on", b';'), ("amount, account ,\"paid_on\"", b',')] {
            let expected = Header {
                delimiter,
                columns: vec!["amount", "account", "paid_on"],
            };
            assert_eq!(Header::read(line, COLUMNS), Ok(expected), "{line:?}");
        }
    }

    #[test]
    fn a_wrong_header_is_refused_by_name() {
        for (line, refusal) in [
            ("account;amount", FileRefusal::ColumnMissing("paid_on")),
            ("account;amount;paid_on;note", FileRefusal::ColumnUnknown("note".into())),
            ("account;amount;account;paid_on", FileRefusal::ColumnTwice("account")),
            ("690000001;2026-10-12;102.00", FileRefusal::HeaderShape(1)),
            ("account\tamount\tpaid_on", FileRefusal::HeaderShape(1)),
            ("account;amount;paid_on;", FileRefusal::HeaderShape(4)),
            ("", FileRefusal::Empty),
        ] {
            assert_eq!(Header::read(line, COLUMNS), Err(refusal), "{line:?}");
        }
    }
}
