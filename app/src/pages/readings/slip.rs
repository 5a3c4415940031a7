//! What may have gone wrong with what was typed, and the one press that puts it right.

use chrono::NaiveDate;
use domain::{
    Field,
    readings::{MeterRules, Slip, Zone},
    texts,
};
use leptos::prelude::*;

use super::dial::{Dial, as_typed, slips};
use crate::components::form::FormErrors;

/// The sentence about one register, with its button where there is something to put right.
#[component]
pub fn SlipNote(
    /// The register.
    dial: Dial,
    /// All registers of the meter.
    dials: StoredValue<Vec<Dial>>,
    /// The meter's rules.
    rules: StoredValue<MeterRules>,
    /// The day at the branch.
    today: NaiveDate,
) -> impl IntoView {
    let zone = dial.register.zone;
    let errors = FormErrors::around();
    let slip = Memo::new(move |_| {
        let slips = rules.with_value(|rules| dials.with_value(|dials| slips(dials, rules, today)));
        let own = slips.into_iter().find(|(of, _)| *of == zone).map(|(_, slip)| slip);
        own.filter(|_| dial.settled.get())
    });
    let mend = move |slip| match slip {
        Slip::Swapped { with } => Some(("Поменять местами".to_owned(), Mend::Swap(with))),
        Slip::ExtraDigit { meant } | Slip::DecimalsAsWhole { meant } | Slip::Decimals { meant } => {
            let text = as_typed(meant);
            Some((format!("Исправить на {meant}"), Mend::Put(text)))
        }
        Slip::MissingDigit | Slip::SameAsBefore => None,
    };
    let button = move |(label, mend): (String, Mend)| {
        let on_click = move |_| {
            dials.with_value(|dials| mend.apply(dial, dials));
            if let Mend::Swap(with) = &mend {
                errors.forget(Field::Register(*with));
            }
            errors.forget(Field::Register(zone));
        };
        view! {
            <button class="btn btn--quiet" type="button" on:click=on_click>
                {label}
            </button>
        }
    };
    view! {
        <div class="slip" role="status">
            {move || {
                slip.get()
                    .map(|slip| {
                        view! {
                            <p>{texts::slip(zone, slip)}</p>
                            {mend(slip).map(button)}
                        }
                    })
            }}
        </div>
    }
}

/// What one press does.
enum Mend {
    /// Puts a number into the field.
    Put(String),
    /// Lets two fields change their numbers.
    Swap(Zone),
}

impl Mend {
    fn apply(&self, dial: Dial, dials: &[Dial]) {
        match self {
            Self::Put(text) => dial.put(text),
            Self::Swap(with) => {
                if let Some(other) = dials.iter().find(|other| other.register.zone == *with) {
                    let (here, there) = (dial.typed.get_untracked(), other.typed.get_untracked());
                    other.put(&here);
                    dial.put(&there);
                }
            }
        }
    }
}
