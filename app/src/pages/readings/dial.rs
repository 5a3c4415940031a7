//! What is typed for one register, as all parts of the form see it.

use chrono::NaiveDate;
use domain::{
    Field, FieldError, FieldErrors,
    readings::{Energy, MeterRules, RegisterRules, Slip, Zone},
};
use leptos::{html::Input, prelude::*};

/// One register of the form.
#[derive(Clone, Copy)]
pub struct Dial {
    /// What it showed and counts.
    pub register: RegisterRules,
    /// Its field.
    pub node: NodeRef<Input>,
    /// What the field holds.
    pub typed: RwSignal<String>,
    /// Whether what may be wrong is explained: not while it is typed, when every number is too short.
    pub settled: RwSignal<bool>,
}

impl Dial {
    /// A register with what was typed before.
    pub fn new(register: RegisterRules, value: String) -> Self {
        let node = NodeRef::new();
        let settled = RwSignal::new(!value.is_empty());
        let typed = RwSignal::new(value);
        Effect::new(move || {
            // Typed before the scripts came.
            if let Some(text) = node.get().map(|input: leptos::web_sys::HtmlInputElement| input.value())
                && text != typed.get_untracked()
            {
                typed.set(text);
            }
        });
        Self {
            register,
            node,
            typed,
            settled,
        }
    }

    /// The zone with the number, when what is typed is a state that the register may show.
    pub fn value(self, rules: &MeterRules) -> Option<(Zone, Energy)> {
        let value = self
            .typed
            .with(|typed| Energy::parse(typed, rules.digits, rules.decimals));
        Some((self.register.zone, value.ok()?))
    }

    /// The zone with the number, be it one that the register cannot show.
    pub fn guess(self, rules: &MeterRules) -> Option<(Zone, Energy)> {
        let guessed = self.typed.with(|typed| rules.guessed(typed));
        Some((self.register.zone, guessed?))
    }

    /// What was used since the reading before.
    pub fn volume(self, rules: &MeterRules) -> Option<Energy> {
        let (_, value) = self.value(rules)?;
        rules.volume(self.register.previous?.value, value)
    }

    /// Puts a number into the field, as if it had been typed.
    pub fn put(self, text: &str) {
        if let Some(input) = self.node.get_untracked() {
            input.set_value(text);
            let _ = input.focus();
        }
        self.typed.set(text.to_owned());
        self.settled.set(true);
    }
}

/// A number as one types it.
pub fn as_typed(value: Energy) -> String {
    value.plain().replace('.', ",")
}

/// What may have gone wrong at each zone.
pub fn slips(dials: &[Dial], rules: &MeterRules, today: NaiveDate) -> Vec<(Zone, Slip)> {
    let values: Vec<_> = dials.iter().filter_map(|dial| dial.guess(rules)).collect();
    rules.slips(&values, today)
}

/// Stops a form whose slips were not explained yet; from now on all of them are.
pub fn explain(dials: &[Dial], rules: &MeterRules, today: NaiveDate) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    for (zone, _) in untrack(|| slips(dials, rules, today)) {
        let dial = dials.iter().find(|dial| dial.register.zone == zone);
        if dial.is_some_and(|dial| !dial.settled.get_untracked()) {
            errors.add(Field::Register(zone), FieldError::ReadingDoubtful);
        }
    }
    for dial in dials {
        dial.settled.set(true);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
