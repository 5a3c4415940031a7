//! Why a whole request is refused, when no single field is to blame: a closed list that crosses the wire.

use serde::{Deserialize, Serialize};

/// Why a request that was understood is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// E-mail and password do not belong together, or nobody has this e-mail: never told apart.
    #[error("wrong credentials")]
    Credentials,
    /// Too many tries from here; seconds until another one may succeed.
    #[error("too many tries")]
    TooMany(u32),
    /// The link of a letter is unknown, used or too old.
    #[error("dead link")]
    LinkDead,
    /// The login has to begin anew: its time is over, its tries are spent, or the password was changed meanwhile.
    #[error("the second step of the login is over")]
    SecondStepOver,
    /// Setting up a factor has to begin anew: its time is over, its tries are spent, or it was done elsewhere.
    #[error("the set-up of a factor is over")]
    SetupOver,
    /// A passkey did not prove what it should.
    #[error("the passkey is refused")]
    KeyRefused,
    /// No registration of this browser waits for its confirmation.
    #[error("no registration to confirm")]
    NothingToConfirm,
    /// The letter of a registration was sent as often as it may be.
    #[error("too many letters")]
    LettersSpent,
    /// The meter is archived; its readings are not taken.
    #[error("archived meter")]
    MeterArchived,
    /// The meter sends its readings itself; nobody is asked for them.
    #[error("automatic meter")]
    MeterAutomatic,
    /// Readings sent without login are not taken: account, meter or readings are not right, never told which.
    #[error("readings without login are not taken")]
    NotTaken,
    /// The person's role for the account does not allow it.
    #[error("the role forbids it")]
    RoleForbids,
    /// The other person proved the account better, or as well and earlier.
    #[error("the other one proved the account at least as well")]
    MemberStronger,
    /// Too many invitations to one account wait for an answer; the most that may.
    #[error("too many invitations")]
    InvitationsFull(u32),
    /// The invitation went to another address than the person's.
    #[error("somebody else is invited")]
    InvitedAnother,
    /// The person failed so often that linking by proof is closed until staff look.
    #[error("linking is closed")]
    LinkingClosed,
    /// The form is not what our page sends.
    #[error("malformed request")]
    Malformed,
}
