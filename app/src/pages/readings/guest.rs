//! «Передать показания без входа»: nothing is shown but that they were taken.

use domain::{
    Field,
    accounts::BranchRules,
    readings::{GuestForm, ReadingDoor, Zone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::readings::{GUEST_PAGE, SendAsGuest, load_door},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success},
        loaded::loaded,
        notice::{Notice, Tone},
    },
    data::load,
    draft::Draft,
};

/// The form, or that readings were taken.
#[component]
pub fn GuestPage() -> impl IntoView {
    let query = use_query_map();
    let data = load(|| (), |()| load_door());
    let body = loaded(data, move |door| {
        move || {
            if query.read().get("accepted").is_some() {
                view! { <Accepted/> }.into_any()
            } else {
                view! { <GuestSending door=door.clone()/> }.into_any()
            }
        }
    });
    view! {
        <Title text="Показания без входа"/>
        <div class="page--narrow">
            <div class="page-head">
                <a class="back" href="/login">
                    "Ко входу"
                </a>
                <h1 class="title">"Передать показания без входа"</h1>
            </div>
            {body}
        </div>
    }
}

#[component]
fn Accepted() -> impl IntoView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Ok title="Показания приняты">
                "До конца приёма их можно исправить: передайте новые. Прошлые показания, расход и стоимость видны в личном кабинете."
            </Notice>
            <div class="actions">
                <a class="btn btn--primary" href=GUEST_PAGE>
                    "Передать ещё"
                </a>
                <a class="btn" href="/login">
                    "Войти в личный кабинет"
                </a>
            </div>
        </div>
    }
}

/// Account, meter, readings. Who knows none of them learns none of them.
#[component]
fn GuestSending(door: ReadingDoor) -> impl IntoView {
    let action = ServerAction::<SendAsGuest>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let typed = RwSignal::new(draft.get("number"));
    let door = StoredValue::new(door);
    let hint = Signal::derive(move || door.with_value(|door| number_hint(&door.branches, &typed.get())));
    let check = move |typed: SendAsGuest| door.with_value(|door| typed.form.validate(door).map(|_| ()));
    let draft = StoredValue::new(draft);
    let before = move |field: &str| draft.with_value(|draft| draft.get(field));
    let register = move |zone: Zone| {
        view! {
            <TextField
                field=Field::Register(zone)
                label=asked(zone)
                inputmode="numeric"
                class="input num"
                value=before(zone.key())
            />
        }
    };
    view! {
        <Form action check>
            <TextField
                field=Field::Number
                label="Номер лицевого счёта"
                inputmode="numeric"
                class="input num"
                value=before("number")
                hint
                on_input=Callback::new(move |text| typed.set(text))
            />
            <TextField
                field=Field::Serial
                label="Номер счётчика"
                value=before("serial")
                hint=Signal::stored("Он напечатан на самом счётчике после знака № и в квитанции.".to_owned())
            />
            <fieldset class="group">
                <legend>"Показания счётчика"</legend>
                <p class="hint">
                    "Заполните столько строк, сколько показаний у счётчика: чаще всего одну. Целые киловатт-часы, цифры до запятой."
                </p>
                {GuestForm::REGISTERS.map(register)}
            </fieldset>
            <SubmitButton label="Передать показания"/>
        </Form>
    }
}

/// What a field asks for, as meters and people call it.
const fn asked(zone: Zone) -> &'static str {
    match zone {
        Zone::Night => "Т2: ночь, если есть",
        Zone::HalfPeak => "Т3: полупик, если есть",
        Zone::Single | Zone::Day | Zone::Peak => "Т1: единственное, день или пик",
    }
}

/// Where the number stands; when its branch takes readings, as soon as the number tells the branch.
fn number_hint(branches: &BranchRules, number: &str) -> String {
    branches.by_beginning(number).map_or_else(
        || "Он напечатан в верхней части квитанции.".to_owned(),
        |branch| {
            format!(
                "{}: показания принимаются с {} по {} число. Телефон {}.",
                branch.name,
                branch.window.from(),
                branch.window.to(),
                branch.phone
            )
        },
    )
}
