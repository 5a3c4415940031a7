//! «Подтверждение»: what a person knows about an account that a stranger would not.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{FieldError, Money, fold, money::MoneyError};

/// The kinds of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProofKind {
    /// The account carries the customer's confirmed phone.
    Phone,
    /// The exact sum of any non-zero payment of the last three years.
    Sum,
    /// The address as on the bill.
    Address,
    /// The owner's surname.
    Surname,
    /// Nothing: somebody who has the account in their cabinet has invited them.
    Invitation,
}

impl ProofKind {
    /// The word that tables and registries carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Sum => "sum",
            Self::Address => "address",
            Self::Surname => "surname",
            Self::Invitation => "invitation",
        }
    }

    /// Every kind there is, the strongest first.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Sum, Self::Address, Self::Surname, Self::Invitation];

    /// Reads [`ProofKind::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether it takes as much knowledge of the account as the other: nobody may remove a person who knows more than
    /// they do.
    #[must_use]
    pub const fn is_at_least(self, other: Self) -> bool {
        self.strength() >= other.strength()
    }

    const fn strength(self) -> u8 {
        match self {
            Self::Phone => 4,
            Self::Sum => 3,
            Self::Address => 2,
            Self::Surname => 1,
            Self::Invitation => 0,
        }
    }

    /// Whether a neighbour could know it: the owner's personal data then stay masked.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::Address | Self::Surname | Self::Invitation)
    }
}

/// Which proofs a branch takes when a customer types one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowedProofs {
    /// A payment's sum.
    pub sum: bool,
    /// The address as on the bill.
    pub address: bool,
    /// The owner's surname.
    pub surname: bool,
}

/// A word in the list is no kind of proof that can be typed, or the list is empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("proofs are a list of sum, address, surname")]
pub struct AllowedProofsError;

impl FromStr for AllowedProofs {
    type Err = AllowedProofsError;

    /// Reads `sum+address`, as the branch registry writes it.
    fn from_str(text: &str) -> Result<Self, AllowedProofsError> {
        let mut allowed = Self {
            sum: false,
            address: false,
            surname: false,
        };
        for word in text.split('+').map(str::trim) {
            match word {
                "sum" => allowed.sum = true,
                "address" => allowed.address = true,
                "surname" => allowed.surname = true,
                _ => return Err(AllowedProofsError),
            }
        }
        Ok(allowed)
    }
}

impl fmt::Display for AllowedProofs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [(self.sum, "sum"), (self.address, "address"), (self.surname, "surname")];
        let words: Vec<_> = words.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
        f.write_str(&words.join("+"))
    }
}

/// A proof that could be right.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// A payment's sum, above zero.
    Sum(Money),
    /// An address, folded for comparison.
    Address(String),
    /// A surname, folded for comparison.
    Surname(String),
}

impl Proof {
    /// The shortest address a bill can carry.
    pub const ADDRESS_MIN: usize = 10;
    /// The longest.
    pub const ADDRESS_MAX: usize = 300;

    /// Tells what was typed by its looks: digits and a comma are a sum; where surnames are taken, letters alone are
    /// one; anything else is an address.
    ///
    /// Source: the customers' manual, «В качестве подтверждения укажите».
    ///
    /// # Errors
    /// `Empty`, `SumWithoutKopecks`, `SumZero`, `ProofShape`, `AddressShort`, and the bounds of a text.
    pub fn parse(text: &str, allowed: AllowedProofs) -> Result<Self, FieldError> {
        let text = fold::required(text, Self::ADDRESS_MAX)?;
        let text = text.trim_end_matches('₽').trim_end();
        let sum_like = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',');
        if allowed.sum && text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(sum_like) {
            return Self::sum(text);
        }
        let name_like = |c: char| c.is_alphabetic() || matches!(c, '-' | '‑' | ' ' | '\'');
        if allowed.surname && text.chars().all(name_like) {
            return if text.split_whitespace().count() == 1 {
                Ok(Self::Surname(fold::fold(text)))
            } else {
                Err(FieldError::ProofShape)
            };
        }
        if !allowed.address {
            return Err(FieldError::ProofShape);
        }
        let folded = fold::fold(text);
        if folded.chars().count() < Self::ADDRESS_MIN {
            Err(FieldError::AddressShort)
        } else {
            Ok(Self::Address(folded))
        }
    }

    fn sum(text: &str) -> Result<Self, FieldError> {
        match text.parse::<Money>() {
            Ok(Money::ZERO) => Err(FieldError::SumZero),
            Ok(sum) => Ok(Self::Sum(sum)),
            Err(MoneyError::Kopecks) => Err(FieldError::SumWithoutKopecks),
            Err(MoneyError::Shape | MoneyError::TooLarge) => Err(FieldError::ProofShape),
        }
    }

    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> ProofKind {
        match self {
            Self::Sum(_) => ProofKind::Sum,
            Self::Address(_) => ProofKind::Address,
            Self::Surname(_) => ProofKind::Surname,
        }
    }
}

impl fmt::Debug for Proof {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proof({})", self.kind().key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weaker_proof_is_never_as_good_as_a_stronger_one() {
        for (at, one) in ProofKind::ALL.iter().enumerate() {
            for (other_at, other) in ProofKind::ALL.iter().enumerate() {
                assert_eq!(one.is_at_least(*other), at <= other_at, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn the_looks_tell_the_kind() {
        let usual: AllowedProofs = "sum+address".parse().expect("proofs");
        let khakassia: AllowedProofs = "sum+surname".parse().expect("proofs");
        let sum = |kopecks| Ok(Proof::Sum(Money::from_kopecks(kopecks)));
        for (text, allowed, expected) in [
            ("102.00", usual, sum(10_200)),
            ("1 102,50 ₽", usual, sum(110_250)),
            ("102", usual, Err(FieldError::SumWithoutKopecks)),
            ("102,5", usual, Err(FieldError::SumWithoutKopecks)),
            ("0,00", usual, Err(FieldError::SumZero)),
            ("", usual, Err(FieldError::Empty)),
            ("г. Тверь", usual, Err(FieldError::AddressShort)),
            (
                "170100, г. Тверь, д. 5",
                usual,
                Ok(Proof::Address("170100, г. тверь, д. 5".into())),
            ),
            ("Сёмина", khakassia, Ok(Proof::Surname("семина".into()))),
            (
                "Петрова-Водкина",
                khakassia,
                Ok(Proof::Surname("петрова-водкина".into())),
            ),
            ("Семина А", khakassia, Err(FieldError::ProofShape)),
            (
                "655017, г. Абакан, ул. Ленина, д. 1",
                khakassia,
                Err(FieldError::ProofShape),
            ),
            ("Семина", usual, Err(FieldError::AddressShort)),
        ] {
            assert_eq!(Proof::parse(text, allowed), expected, "{text:?}");
        }
    }

    #[test]
    fn a_list_of_proofs_is_read_and_written() {
        for text in ["sum+address", "sum+surname", "sum+address+surname"] {
            assert_eq!(text.parse::<AllowedProofs>().expect("proofs").to_string(), text);
        }
        assert_eq!("phone".parse::<AllowedProofs>(), Err(AllowedProofsError));
        assert_eq!("".parse::<AllowedProofs>(), Err(AllowedProofsError));
    }
}
