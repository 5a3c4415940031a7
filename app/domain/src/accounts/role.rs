//! Who may do what with an account that several people have linked.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ProofKind;
use crate::FieldError;

/// What a person is to an account in their cabinet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Whoever proved the account, or was invited as one.
    Owner,
    /// Sees what is owed and pays it.
    Payer,
    /// Sends readings and sees nothing else.
    Reader,
}

/// What may be done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See the meters and send their readings.
    SendReadings,
    /// See the readings sent so far.
    SeeReadings,
    /// See what is owed, charges and bills.
    SeeBalance,
    /// Pay.
    Pay,
    /// See the owner's name and address, masked where the proof was weak.
    SeeOwner,
    /// See who has linked the account, invite people, change their roles, remove them.
    ManageHousehold,
}

impl Action {
    /// Every action there is.
    pub const ALL: [Self; 6] = [
        Self::SendReadings,
        Self::SeeReadings,
        Self::SeeBalance,
        Self::Pay,
        Self::SeeOwner,
        Self::ManageHousehold,
    ];
}

impl Role {
    /// All roles, the one that may most first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Payer, Self::Reader];

    /// The rule: what each role may do. Naming, arranging and leaving an account is everybody's own matter.
    #[must_use]
    pub const fn may(self, action: Action) -> bool {
        match action {
            Action::SendReadings | Action::SeeReadings => true,
            Action::SeeBalance | Action::Pay | Action::SeeOwner => matches!(self, Self::Owner | Self::Payer),
            Action::ManageHousehold => matches!(self, Self::Owner),
        }
    }

    /// The word that forms and tables carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Payer => "payer",
            Self::Reader => "reader",
        }
    }

    /// Reads [`Role::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Reads the choice of a form.
    ///
    /// # Errors
    /// `Empty` when nothing was chosen, `RoleUnknown`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        if text.is_empty() {
            return Err(FieldError::Empty);
        }
        Self::from_key(text).ok_or(FieldError::RoleUnknown)
    }

    /// What it is called.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Owner => "Владелец",
            Self::Payer => "Плательщик",
            Self::Reader => "Передаёт показания",
        }
    }

    /// What it means, after its title.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Owner => "видит всё, приглашает и отключает других",
            Self::Payer => "видит счета и оплачивает их, передаёт показания",
            Self::Reader => "видит счётчик, передаёт показания; сумм и данных владельца не видит",
        }
    }
}

/// What a person's word about an account weighs against another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What they are to the account.
    pub role: Role,
    /// How they proved it.
    pub proof: ProofKind,
    /// When they linked it.
    pub since: DateTime<Utc>,
}

impl Standing {
    /// Whether they may change the other's role or remove the other: never somebody who proved the account better, and
    /// among owners who proved it equally well never the one who was there before. It is the rule of undoing a link.
    #[must_use]
    pub fn may_manage(self, other: Self) -> bool {
        let as_good = self.proof.is_at_least(other.proof);
        let better = !other.proof.is_at_least(self.proof);
        let first = self.since <= other.since || other.role != Role::Owner;
        self.role.may(Action::ManageHousehold) && as_good && (better || first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_may_do_what_the_table_says() {
        for (action, owner, payer, reader) in [
            (Action::SendReadings, true, true, true),
            (Action::SeeReadings, true, true, true),
            (Action::SeeBalance, true, true, false),
            (Action::Pay, true, true, false),
            (Action::SeeOwner, true, true, false),
            (Action::ManageHousehold, true, false, false),
        ] {
            let may = Role::ALL.map(|role| role.may(action));
            assert_eq!(may, [owner, payer, reader], "{action:?}");
        }
        assert!(Action::ALL.into_iter().all(|action| Role::Owner.may(action)));
    }

    #[test]
    fn a_role_is_read_from_a_form_and_a_table() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.key()), Ok(role));
        }
        assert_eq!(Role::parse(""), Err(FieldError::Empty));
        assert_eq!(Role::parse("admin"), Err(FieldError::RoleUnknown));
        assert_eq!(Role::from_key("Owner"), None);
    }

    #[test]
    fn nobody_manages_whoever_proved_better_or_as_well_and_earlier() {
        let at = |role, proof, seconds| Standing {
            role,
            proof,
            since: DateTime::UNIX_EPOCH + chrono::Duration::seconds(seconds),
        };
        let owner = |proof, seconds| at(Role::Owner, proof, seconds);
        use ProofKind::{Address, Invitation, Phone, Sum};
        for (one, other, expected, why) in [
            (owner(Sum, 9), owner(Address, 1), true, "a better proof"),
            (
                owner(Address, 1),
                owner(Sum, 9),
                false,
                "a weaker proof, although earlier",
            ),
            (owner(Sum, 1), owner(Sum, 9), true, "an equal one, earlier"),
            (owner(Sum, 9), owner(Sum, 1), false, "an equal one, later"),
            (owner(Sum, 9), at(Role::Payer, Sum, 1), true, "no owner any more"),
            (
                owner(Sum, 9),
                at(Role::Reader, Phone, 1),
                false,
                "no owner, but a better proof",
            ),
            (
                owner(Invitation, 1),
                owner(Address, 9),
                false,
                "an invitation proves less than anything",
            ),
            (
                owner(Invitation, 9),
                at(Role::Reader, Invitation, 1),
                true,
                "another invited one",
            ),
            (
                owner(Invitation, 9),
                owner(Invitation, 1),
                false,
                "an owner invited before",
            ),
            (
                at(Role::Payer, Phone, 1),
                at(Role::Reader, Invitation, 9),
                false,
                "no owner",
            ),
        ] {
            assert_eq!(one.may_manage(other), expected, "{why}");
        }
    }
}
