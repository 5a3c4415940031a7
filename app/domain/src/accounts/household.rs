//! The household of an account: who has linked it, who is invited.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Role;
use crate::{Checked, Field, FieldErrors, identity::Email};

/// How many days the link of an invitation works.
pub const INVITATION_DAYS: i64 = 7;

/// An invitation as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    /// The id of the account.
    pub account: String,
    /// «Email»
    pub email: String,
    /// «Роль»: one of [`Role`]'s keys.
    pub role: String,
}

/// An invitation worth sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whom.
    pub email: Email,
    /// As what.
    pub role: Role,
}

impl InviteForm {
    /// Checks both fields.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self) -> Result<Invitation, FieldErrors> {
        let mut checked = Checked::new();
        let email = checked.take(Field::Email, self.email.parse::<Email>());
        let role = checked.take(Field::Role, Role::parse(&self.role));
        checked.finish(email.zip(role).map(|(email, role)| Invitation { email, role }))
    }
}

crate::field::opaque!(InviteForm);

/// Everybody who has linked an account, and who is invited: for its owners.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// In the order they came.
    pub members: Vec<Member>,
    /// Invitations that wait for an answer, the oldest first.
    pub invited: Vec<Invited>,
}

/// One person who has linked the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The id of the link.
    pub id: Uuid,
    /// Their address, masked.
    pub email: String,
    /// What they are to the account.
    pub role: Role,
    /// Since which day.
    #[serde(with = "crate::calendar::days")]
    pub since: NaiveDate,
    /// Whether it is the person who asks.
    pub me: bool,
    /// Whether the person who asks may change their role and remove them.
    pub managed: bool,
}

/// One invitation that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Its id.
    pub id: Uuid,
    /// Where it went; masked for everybody but its sender.
    pub email: String,
    /// As what.
    pub role: Role,
    /// The last day its link works.
    #[serde(with = "crate::calendar::days")]
    pub until: NaiveDate,
}

/// Who looks at an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visitor {
    /// Nobody is logged in.
    Nobody,
    /// The one who was invited.
    Invited,
    /// Somebody with another address.
    Another,
}

/// What an invitation shows to whoever has its letter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// What answers it.
    pub token: String,
    /// The end of the account's number.
    pub tail: String,
    /// As what.
    pub role: Role,
    /// Who invites, masked.
    pub from: String,
    /// Who is invited, masked.
    pub to: String,
    /// Who looks.
    pub visitor: Visitor,
}

crate::field::opaque!(InvitationView);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldError;

    #[test]
    fn an_invitation_names_an_address_and_a_role() {
        let form = |email: &str, role: &str| InviteForm {
            account: String::new(),
            email: email.into(),
            role: role.into(),
        };
        let invitation = form(" Boris@Example.ru ", "payer").validate().expect("it is right");
        assert_eq!(
            (invitation.email.as_str(), invitation.role),
            ("boris@example.ru", Role::Payer)
        );
        let errors = form("нет", "admin").validate().expect_err("both are wrong");
        assert_eq!(errors.get(Field::Email), Some(&FieldError::EmailShape));
        assert_eq!(errors.get(Field::Role), Some(&FieldError::RoleUnknown));
        let errors = form("", "").validate().expect_err("both are empty");
        assert_eq!(
            (errors.get(Field::Email), errors.get(Field::Role)),
            (Some(&FieldError::Empty), Some(&FieldError::Empty))
        );
    }
}
