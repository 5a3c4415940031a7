//! Personal accounts: numbers, branches, the proof that lets a person link one, names of one's own,
//! the people who share one.

mod branch;
mod household;
mod linking;
mod masking;
mod number;
mod proof;
mod role;
mod views;

#[cfg(test)]
pub(crate) use branch::tests::sample;
pub use branch::{Branch, BranchRules};
pub use household::{Household, INVITATION_DAYS, Invitation, InvitationView, InviteForm, Invited, Member, Visitor};
pub use linking::{LABEL_MAX, LabelForm, LinkForm, Linking};
pub use masking::{masked_digits, masked_email, masked_name};
pub use number::{AccountNumber, NumberMask, NumberMaskError};
pub use proof::{AllowedProofs, AllowedProofsError, Proof, ProofKind};
pub use role::{Action, Role, Standing};
pub use views::{AccountPage, Balance, LinkedAccount, OfferedAccount};
