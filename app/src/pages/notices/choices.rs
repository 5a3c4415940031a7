//! «Уведомления»: what comes always, and what one may do without.

use domain::notices::{Choice, Kind};
use leptos::prelude::*;

use crate::{
    api::notices::{Choose, load_choices},
    components::{
        field::CheckField,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        loaded::loaded,
        news::News,
        subpage::Subpage,
    },
    data::load,
};

/// A box for each kind and each way.
#[component]
pub fn ChoicesPage() -> impl IntoView {
    let data = load(|| (), |()| load_choices());
    loaded(data, |choices| view! { <Body choices/> })
}

#[component]
fn Body(choices: Vec<Choice>) -> impl IntoView {
    let action = ServerAction::<Choose>::new();
    leave_on_success(action);
    let kinds = Kind::ALL
        .map(|kind| {
            let ways = choices.iter().copied().filter(|choice| choice.kind == kind).collect();
            view! { <KindChoice kind ways/> }
        })
        .collect_view();
    view! {
        <Subpage title="Уведомления" back="/settings" to="К настройкам">
            <div class="stack stack--wide">
                <News told=&[("saved", "Сохранено.")]/>
                <section class="card stack" aria-labelledby="safety">
                    <h2 id="safety">"Безопасность"</h2>
                    <p>
                        "Письма и смс о входе, пароле, смене email и телефона, о доступе к вашим лицевым счетам приходят всегда: по ним вы узнаете, если кабинетом пользуется кто-то чужой."
                    </p>
                </section>
                <Form action check=nothing_to_check()>
                    <input type="hidden" name="form[sent]" value="yes"/>
                    {kinds}
                    <SubmitButton label="Сохранить"/>
                </Form>
            </div>
        </Subpage>
    }
}

#[component]
fn KindChoice(kind: Kind, ways: Vec<Choice>) -> impl IntoView {
    let boxes = ways
        .into_iter()
        .map(|choice| {
            let name = format!("form[{}_{}]", kind.key(), choice.channel.key());
            view! {
                <CheckField name checked=choice.wanted>
                    {choice.channel.title()}
                </CheckField>
            }
        })
        .collect_view();
    view! {
        <fieldset class="group">
            <legend>{kind.title()}</legend>
            <p class="hint">{kind.meaning()}</p>
            {boxes}
        </fieldset>
    }
}
