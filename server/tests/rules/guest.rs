//! Readings without login.

use chrono::NaiveDate;
use domain::{
    Field, FieldError,
    readings::{GuestForm, Zone},
};

use crate::rule::{Rule, letters};

fn right() -> GuestForm {
    GuestForm {
        number: "699999999".into(),
        serial: "СЭ-1".into(),
        single: "100".into(),
        ..GuestForm::default()
    }
}

/// The rules of this form.
pub fn rules() -> Vec<Rule> {
    let rule = |name, form: GuestForm, field, error| Rule::new(name, "readings/send-as-guest", &form, field, error);
    let serial = |text: String| GuestForm {
        serial: text,
        ..right()
    };
    let single = |text: &str| GuestForm {
        single: text.into(),
        ..right()
    };
    let without_night = GuestForm {
        half_peak: "100".into(),
        ..right()
    };
    let khakassia = GuestForm {
        number: "199999999999".into(),
        ..right()
    };
    let first = Field::Register(Zone::Single);
    let opens = NaiveDate::from_ymd_opt(2026, 12, 20).unwrap();
    vec![
        rule("guest-serial", serial("№ -".into()), Field::Serial, FieldError::Empty),
        rule(
            "guest-serial-long",
            serial(letters(41)),
            Field::Serial,
            FieldError::TooLong(40),
        ),
        rule("guest-shape", single("сто"), first, FieldError::ReadingShape),
        rule("guest-whole", single("100,5"), first, FieldError::ReadingDecimal),
        rule("guest-digits", single("1234567890"), first, FieldError::TooLong(9)),
        rule(
            "guest-missing",
            without_night,
            Field::Register(Zone::Night),
            FieldError::Empty,
        ),
        rule("guest-window", khakassia, Field::Number, FieldError::NotYet(opens)),
    ]
}
