//! «Добавление лицевого счёта»: number, proof, a name of one's own.

use serde::{Deserialize, Serialize};

use super::{AccountNumber, BranchRules, Proof};
use crate::{Checked, Field, FieldError, FieldErrors, fold};

/// The most characters of «Название для лицевого счета».
pub const LABEL_MAX: usize = 40;

/// The form as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// «Номер лицевого счёта»
    pub number: String,
    /// «Подтверждение»
    pub proof: String,
    /// «Название для лицевого счета», may be empty
    pub label: String,
}

/// A request to link that could be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linking {
    /// Fits the mask of its branch.
    pub number: AccountNumber,
    /// One of the proofs the branch takes.
    pub proof: Proof,
    /// A name of one's own.
    pub label: Option<String>,
}

impl LinkForm {
    /// Checks every field at once. The number tells the branch, the branch tells which proofs count.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self, branches: &BranchRules) -> Result<Linking, FieldErrors> {
        let mut checked = Checked::new();
        let number = checked.take(Field::Number, branches.number(&self.number));
        let branch = branches.by_beginning(&self.number);
        let proof = match branch {
            Some(branch) => checked.take(Field::Proof, Proof::parse(&self.proof, branch.proofs)),
            None => checked
                .take(Field::Proof, fold::required(&self.proof, Proof::ADDRESS_MAX))
                .and(None),
        };
        let label = checked.take(Field::Label, label(&self.label));
        checked.finish((|| {
            Some(Linking {
                number: number?,
                proof: proof?,
                label: label?,
            })
        })())
    }
}

/// A new name for an account, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LabelForm {
    /// The id of the account.
    pub account: String,
    /// «Название для лицевого счета», may be empty
    pub label: String,
}

impl LabelForm {
    /// The name, or none.
    ///
    /// # Errors
    /// `TooLong`, `Unreadable` at the name.
    pub fn validate(&self) -> Result<Option<String>, FieldErrors> {
        label(&self.label).map_err(|error| FieldErrors::one(Field::Label, error))
    }
}

fn label(text: &str) -> Result<Option<String>, FieldError> {
    let text = fold::tidy(text, LABEL_MAX)?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

crate::field::opaque!(LinkForm, LabelForm);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Money, accounts::branch::tests::sample};

    fn form(number: &str, proof: &str) -> LinkForm {
        LinkForm {
            number: number.into(),
            proof: proof.into(),
            label: " Дача ".into(),
        }
    }

    #[test]
    fn the_branch_of_the_number_decides_which_proofs_count() {
        let linking = form("690000001", "102.00")
            .validate(&sample())
            .expect("a sum is taken in Tver");
        assert_eq!(linking.proof, Proof::Sum(Money::from_kopecks(10_200)));
        assert_eq!(linking.label.as_deref(), Some("Дача"));
        assert!(form("1900000001", "Семина").validate(&sample()).is_ok());
        assert_eq!(
            form("690000001", "Семина").validate(&sample()),
            Err(FieldErrors::one(Field::Proof, FieldError::AddressShort))
        );
    }

    #[test]
    fn a_name_may_be_taken_back() {
        let label = |text: &str| {
            LabelForm {
                account: String::new(),
                label: text.into(),
            }
            .validate()
        };
        assert_eq!(label("  Гараж "), Ok(Some("Гараж".to_owned())));
        assert_eq!(label("   "), Ok(None));
        assert_eq!(
            label(&"я".repeat(41)),
            Err(FieldErrors::one(Field::Label, FieldError::TooLong(40)))
        );
        assert_eq!(
            label("а\0"),
            Err(FieldErrors::one(Field::Label, FieldError::Unreadable))
        );
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let errors = LinkForm {
            number: "55".into(),
            proof: String::new(),
            label: "я".repeat(41),
        }
        .validate(&sample())
        .expect_err("wrong");
        assert_eq!(errors.get(Field::Number), Some(&FieldError::NumberUnknown));
        assert_eq!(errors.get(Field::Proof), Some(&FieldError::Empty));
        assert_eq!(errors.get(Field::Label), Some(&FieldError::TooLong(40)));
        let errors = form("6900", "102").validate(&sample()).expect_err("wrong");
        assert_eq!(errors.get(Field::Number), Some(&FieldError::NumberShape));
        assert_eq!(errors.get(Field::Proof), Some(&FieldError::SumWithoutKopecks));
    }
}
