//! A line of the branch registry.

use super::{Cells, RegistryRow, RowError, RowReason};
use crate::{accounts::Branch, readings::Window};

/// One branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchRow(pub Branch);

impl RegistryRow for BranchRow {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "name",
        "company",
        "offset_minutes",
        "mask",
        "proofs",
        "window_from",
        "window_to",
        "phone",
        "zone_hours",
    ];

    fn read(cells: Cells<'_>) -> Result<Self, RowError> {
        let latin = |text: &str| {
            if text.bytes().all(|b| b.is_ascii_lowercase()) {
                Ok(text.to_owned())
            } else {
                Err(())
            }
        };
        let day = |column| {
            cells
                .between(column, 1, 28)
                .map(|day| u32::try_from(day).unwrap_or_default())
        };
        Ok(Self(Branch {
            code: cells.parse("code", RowReason::Word, latin)?,
            name: cells.required("name", 100)?.to_owned(),
            company: cells.required("company", 100)?.to_owned(),
            offset_minutes: i32::try_from(cells.between("offset_minutes", 0, 840)?).unwrap_or_default(),
            mask: cells.parse("mask", RowReason::Word, str::parse)?,
            proofs: cells.parse("proofs", RowReason::Word, str::parse)?,
            window: Window::new(day("window_from")?, day("window_to")?).map_err(|_| RowError {
                column: "window_to",
                reason: RowReason::Range,
            })?,
            phone: cells.required("phone", 40)?.to_owned(),
            hours: cells
                .optional("zone_hours", RowReason::Word, str::parse)?
                .unwrap_or_default(),
        }))
    }

    fn write(&self) -> Vec<String> {
        let branch = &self.0;
        vec![
            branch.code.clone(),
            branch.name.clone(),
            branch.company.clone(),
            branch.offset_minutes.to_string(),
            branch.mask.to_string(),
            branch.proofs.to_string(),
            branch.window.from().to_string(),
            branch.window.to().to_string(),
            branch.phone.clone(),
            branch.hours.to_string(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::*, *};

    const RIGHT: &[(&str, &str)] = &[
        ("code", "tver"),
        ("name", "Тверь"),
        ("company", "АО «АтомЭнергоСбыт»"),
        ("offset_minutes", "180"),
        ("mask", "69#######"),
        ("proofs", "sum+address"),
        ("window_from", "23"),
        ("window_to", "26"),
        ("phone", "8 800 000-00-00"),
        ("zone_hours", "day=7-23 night=23-7"),
    ];

    #[test]
    fn a_branch_is_read_and_written_back() {
        let row: BranchRow = read(RIGHT).expect("a branch");
        assert_eq!(
            row.write(),
            RIGHT.iter().map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_wrong_cell_is_named() {
        for (column, value, reason) in [
            ("code", "Тверь", RowReason::Word),
            ("company", "", RowReason::Empty),
            ("mask", "69?", RowReason::Word),
            ("proofs", "sum+luck", RowReason::Word),
            ("window_to", "31", RowReason::Range),
            ("window_to", "20", RowReason::Range),
            ("offset_minutes", "9999", RowReason::Range),
            ("zone_hours", "day=7-23", RowReason::Word),
        ] {
            assert_eq!(read::<BranchRow>(&with(RIGHT, column, value)), Err((column, reason)));
        }
    }
}
