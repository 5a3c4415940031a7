//! Branches, personal accounts, links between users and accounts, invitations.

#[expect(clippy::module_inception, reason = "the table has the name of the word")]
pub mod accounts;
pub mod branches;
pub mod household;
pub mod invitations;
pub mod links;
pub mod reviews;
