//! What is typed for one register, as all parts of the form see it.

use domain::readings::{Energy, MeterRules, RegisterRules, Zone};
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
    /// Whether the customer has left the field: before that every number is too short.
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

    /// The zone with the number, be it one that the register cannot show, once the field is left.
    pub fn guess(self, rules: &MeterRules) -> Option<(Zone, Energy)> {
        let settled = self.settled.get();
        let guessed = self.typed.with(|typed| rules.guessed(typed));
        Some((self.register.zone, guessed.filter(|_| settled)?))
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
