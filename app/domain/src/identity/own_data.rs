//! «Ваши данные»: what is asked before the cabinet is deleted.

use serde::{Deserialize, Serialize};

use super::password;
use crate::{Checked, Field, FieldError, FieldErrors};

/// How long a cabinet waits to be deleted.
pub const GRACE_DAYS: i64 = 30;

/// «Удалить личный кабинет» as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeavingForm {
    /// `yes` when the person knows what happens.
    pub agreed: String,
    /// «Текущий пароль»
    pub current: String,
}

impl LeavingForm {
    /// The password as typed, when the box is ticked.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        let mut checked = Checked::new();
        if self.agreed != "yes" {
            checked.fail(Field::Agreed, FieldError::Unconfirmed);
        }
        let current = checked.take(Field::CurrentPassword, password::typed(&self.current));
        checked.finish(current)
    }
}

crate::field::opaque!(LeavingForm);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cabinet_is_deleted_by_a_tick_and_a_password() {
        let form = |agreed: &str, current: &str| LeavingForm {
            agreed: agreed.into(),
            current: current.into(),
        };
        let errors = form("", "").validate().expect_err("empty");
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Agreed, Field::CurrentPassword]);
        assert!(form("on", "гроза 7").validate().is_err());
        assert_eq!(form("yes", "гроза 7").validate(), Ok("гроза 7".to_owned()));
    }
}
