//! Readings of one's own meter.

use domain::{
    Field, FieldError,
    files::{Fault, Refused},
    readings::{Energy, ReadingForm, RegisterRules},
};

use crate::{ask::Home, rule::Rule};

/// The rules of this form. The meter's first register is the one that is typed wrong, the others are right.
pub fn rules(home: &Home) -> Vec<Rule> {
    let meter = &home.meter;
    let register = &meter.rules.registers[0];
    let previous = register.previous.unwrap();
    let expected = register
        .expected(home.page.today)
        .unwrap()
        .rounded(meter.rules.decimals);
    let next = after(register, 1);
    let volume = Energy::from_thousandths(expected.thousandths() * 4).plus(Energy::from_kwh(400));
    let jump = whole(previous.value.plus(volume));
    let rule = |name, typed: &str, error| {
        let mut form = right(home);
        form.set(register.zone, typed.into());
        Rule::new(name, "readings/submit", &form, Field::Register(register.zone), error)
    };
    let photos = |name, error, content: &[u8], count: usize| {
        let files = vec![("photo.jpg".to_owned(), content.to_vec()); count];
        Rule::new(name, "readings/submit", &right(home), Field::Files, error).with(files)
    };
    let no_photo = FieldError::Files(vec![Refused {
        place: 1,
        fault: Fault::Kind,
    }]);
    let below = FieldError::ReadingBelow {
        previous: previous.value,
        taken_on: previous.taken_on,
    };
    let jumped = FieldError::ReadingJump {
        volume: jump.minus(previous.value),
        expected,
        season: register.seasonal.is_some(),
    };
    vec![
        rule("reading-missing", "", FieldError::Empty),
        rule(
            "reading-shape",
            &format!("{} кВт", next.plain()),
            FieldError::ReadingShape,
        ),
        rule(
            "reading-decimals",
            &format!("{},5678", next.plain()),
            FieldError::ReadingDecimal,
        ),
        rule(
            "reading-digits",
            "123456789012",
            FieldError::ReadingDigits(meter.rules.digits),
        ),
        rule("reading-below", &after(register, -1).plain(), below),
        rule("reading-jump", &jump.plain(), jumped),
        photos("photos-many", FieldError::FilesMany(3), b"\xff\xd8\xff", 4),
        photos("photo-kind", no_photo, b"%PDF-1.7\n", 1),
    ]
}

/// A form with a right reading in every register.
fn right(home: &Home) -> ReadingForm {
    let mut form = ReadingForm {
        account: home.page.account.id.to_string(),
        meter: home.meter.id.to_string(),
        ..ReadingForm::default()
    };
    for register in &home.meter.rules.registers {
        form.set(register.zone, after(register, 1).plain());
    }
    form
}

/// What a register shows so many kilowatt-hours after its last reading.
fn after(register: &RegisterRules, kwh: i64) -> Energy {
    whole(register.previous.unwrap().value.plus(Energy::from_kwh(kwh)))
}

/// Without digits after the comma.
fn whole(value: Energy) -> Energy {
    Energy::from_kwh(value.thousandths() / 1_000)
}
