//! Personal accounts: numbers, branches, the proof that lets a person link one, names of one's own.

mod branch;
mod linking;
mod masking;
mod number;
mod proof;
mod views;

pub use branch::{Branch, BranchRules};
pub use linking::{LABEL_MAX, LabelForm, LinkForm, Linking};
pub use masking::{masked_digits, masked_name};
pub use number::{AccountNumber, NumberMask, NumberMaskError};
pub use proof::{AllowedProofs, AllowedProofsError, Proof, ProofKind};
pub use views::{AccountPage, Balance, LinkedAccount, OfferedAccount};
