//! Branches are data: what differs between Курск, Мурманск, Смоленск, Тверь and Хакасия stands in a table.

use serde::{Deserialize, Serialize};

use super::{AccountNumber, AllowedProofs, NumberMask};
use crate::{
    FieldError,
    readings::{Window, ZoneHours},
};

/// One branch of the supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// A short Latin word: `tver`.
    pub code: String,
    /// «Тверь»
    pub name: String,
    /// Whom its customers have their contracts with, as papers name it: «АО «АтомЭнергоСбыт»».
    pub company: String,
    /// Minutes east of Greenwich; a branch keeps its offset all year.
    pub offset_minutes: i32,
    /// How its account numbers look.
    pub mask: NumberMask,
    /// Which proofs it takes for linking.
    pub proofs: AllowedProofs,
    /// When it takes readings.
    pub window: Window,
    /// The contact centre's phone, as printed.
    pub phone: String,
    /// When its tariff zones count.
    pub hours: ZoneHours,
}

/// What the linking form needs to know about every branch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchRules(pub Vec<Branch>);

impl BranchRules {
    /// The branch whose numbers begin like what was typed so far; the longest prefix wins.
    #[must_use]
    pub fn by_beginning(&self, typed: &str) -> Option<&Branch> {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        self.0
            .iter()
            .filter(|branch| branch.mask.begins(&digits))
            .max_by_key(|branch| branch.mask.prefix().len())
    }

    /// The number of a branch's account, as typed.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `Unreadable`, `NumberShape`; `NumberUnknown` when no branch's numbers begin so.
    pub fn number(&self, typed: &str) -> Result<AccountNumber, FieldError> {
        let number: AccountNumber = typed.parse()?;
        let branch = self.by_beginning(number.as_str()).ok_or(FieldError::NumberUnknown)?;
        if branch.mask.fits(&number) {
            Ok(number)
        } else {
            Err(FieldError::NumberShape)
        }
    }

    /// The branch that the number belongs to.
    #[must_use]
    pub fn of(&self, number: &AccountNumber) -> Option<&Branch> {
        self.by_beginning(number.as_str())
            .filter(|branch| branch.mask.fits(number))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Two branches of a sample supplier.
    pub(crate) fn sample() -> BranchRules {
        let branch = |code: &str, mask: &str, proofs: &str, offset_minutes| Branch {
            code: code.into(),
            name: code.into(),
            company: "АО «АтомЭнергоСбыт»".into(),
            offset_minutes,
            mask: mask.parse().expect("a mask"),
            proofs: proofs.parse().expect("proofs"),
            window: Window::new(20, 25).expect("a window"),
            phone: "8 800 000-00-00".into(),
            hours: ZoneHours::default(),
        };
        BranchRules(vec![
            branch("tver", "69#######", "sum+address", 180),
            branch("khakassia", "19########", "sum+surname", 420),
        ])
    }

    #[test]
    fn the_beginning_of_a_number_tells_its_branch() {
        let rules = sample();
        let code = |typed: &str| rules.by_beginning(typed).map(|branch| branch.code.as_str());
        assert_eq!(code("19"), Some("khakassia"));
        assert_eq!(code("1"), None);
        assert_eq!(code("69 0"), Some("tver"));
        assert_eq!(
            rules.of(&"19000000".parse().expect("digits")),
            None,
            "too short for the mask"
        );
    }
}
