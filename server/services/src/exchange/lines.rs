//! The second reading of a file: its lines, checked by the rules of their registry, in batches.

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};
use domain::exchange::{Cells, RegistryRow};

use super::{
    FileRefusal, ImportError, LineError, LineReason,
    header::Header,
    source::Bytes,
    survey::Surveyed,
    text::{BLOCK, Text},
};

/// Lines in a batch.
const BATCH: usize = 4_000;

/// A line that is right in itself.
#[derive(Debug)]
pub(super) struct Line<R> {
    /// Its number in the file.
    pub(super) number: u64,
    /// What it says.
    pub(super) row: R,
}

/// Some lines of a file, in its order.
#[derive(Debug)]
pub(super) struct Batch<R> {
    /// Those that are right in themselves.
    pub(super) lines: Vec<Line<R>>,
    /// What is wrong with the others.
    pub(super) faults: Vec<LineError>,
    /// How many there were.
    pub(super) rows: u64,
}

impl<R> Batch<R> {
    fn new() -> Self {
        Self {
            lines: Vec::with_capacity(BATCH),
            faults: Vec::new(),
            rows: 0,
        }
    }
}

/// Reads all lines behind the header and hands them to `take`, until it returns false.
///
/// # Errors
/// When the file cannot be read or a line has no end.
pub(super) fn read<R: RegistryRow>(file: Surveyed, mut take: impl FnMut(Batch<R>) -> bool) -> Result<(), ImportError> {
    let Surveyed {
        bytes,
        encoding,
        header,
        ..
    } = file;
    let mut reader = ReaderBuilder::new()
        .delimiter(header.delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BLOCK)
        .from_reader(Text::new(bytes, encoding));
    let mut record = StringRecord::new();
    let mut batch = Batch::new();
    next(&mut reader, &mut record)?;
    while let Some(number) = next(&mut reader, &mut record)? {
        batch.rows += 1;
        match line(&header, &record) {
            Ok(row) => batch.lines.push(Line { number, row }),
            Err(reason) => batch.faults.push(LineError { line: number, reason }),
        }
        if batch.lines.len() + batch.faults.len() >= BATCH && !take(std::mem::replace(&mut batch, Batch::new())) {
            return Ok(());
        }
    }
    take(batch);
    Ok(())
}

/// The number of the next line, if there is one. `csv` tells where a record ended: behind its own `\n`; breaks within
/// quotes are part of the record.
fn next(reader: &mut Reader<Text<Box<dyn Bytes>>>, record: &mut StringRecord) -> Result<Option<u64>, ImportError> {
    let before = reader.position().line();
    match reader.read_record(record) {
        Ok(true) => {
            reader.get_mut().line_ended();
            let breaks = record.as_slice().bytes().filter(|b| *b == b'\n').count();
            let lines = u64::try_from(breaks).unwrap_or_default() + 1;
            Ok(Some(reader.position().line().saturating_sub(lines)))
        }
        Ok(false) => Ok(None),
        Err(_) if reader.get_ref().is_overlong() => Err(FileRefusal::LineTooLong {
            after: before.saturating_sub(1),
        }
        .into()),
        Err(error) => Err(match error.into_kind() {
            ErrorKind::Io(error) => error.into(),
            kind => std::io::Error::other(format!("csv: {kind:?}")).into(),
        }),
    }
}

fn line<R: RegistryRow>(header: &Header, record: &StringRecord) -> Result<R, LineReason> {
    let columns = header.columns.len();
    if record.len() != columns {
        return Err(LineReason::Cells {
            found: record.len(),
            columns,
        });
    }
    let find = |name: &str| {
        header
            .columns
            .iter()
            .position(|column| *column == name)
            .and_then(|at| record.get(at))
    };
    Ok(R::read(Cells::new(&find))?)
}

#[cfg(test)]
mod tests {
    use domain::exchange::PaymentRow;

    use super::*;

    fn payments(text: &str) -> Result<(Vec<u64>, Vec<u64>), ImportError> {
        let file = super::super::survey::survey(text.as_bytes().to_vec().into(), PaymentRow::COLUMNS)?;
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        read::<PaymentRow>(file, |batch| {
            right.extend(batch.lines.iter().map(|line| line.number));
            wrong.extend(batch.faults.iter().map(|fault| fault.line));
            true
        })?;
        Ok((right, wrong))
    }

    #[test]
    fn lines_are_numbered_as_an_editor_numbers_them() {
        let text = "\naccount;paid_on;amount;reference\n690000001;2026-10-12;1.00;a\n\n\n690000001;2026-10-12;1.00;\"b\nb\"\n\
                    690000001;2026-10-12;0.00;c\n690000001;2026-10-12;1.00\n690000001;2026-10-12;1.00;e";
        for text in [
            text.to_owned(),
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}\n\n"),
        ] {
            assert_eq!(
                payments(&text).expect("lines"),
                (vec![3, 6, 10], vec![8, 9]),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_by_its_line() {
        let open = format!(
            "account;paid_on;amount;reference\n690000001;2026-10-12;1.00;a\n\"{}",
            "x;\n".repeat(1_000_000)
        );
        let Err(ImportError::Refused(refusal)) = payments(&open) else {
            panic!("refused")
        };
        assert_eq!(refusal, FileRefusal::LineTooLong { after: 2 });
    }

    #[test]
    fn a_batch_ends_where_nobody_takes_it() {
        let text = format!(
            "account;paid_on;amount;reference\n{}",
            "690000001;2026-10-12;1.00;a\n".repeat(BATCH * 3)
        );
        let file = super::super::survey::survey(text.into_bytes().into(), PaymentRow::COLUMNS).expect("a registry");
        let mut taken = 0;
        read::<PaymentRow>(file, |batch| {
            taken += batch.lines.len();
            taken < BATCH * 2
        })
        .expect("no error");
        assert_eq!(taken, BATCH * 2);
    }
}
