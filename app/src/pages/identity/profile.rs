//! «Профиль»: the name, and the ways to a new e-mail and a new phone.

use domain::{Field, identity::Profile};
use leptos::prelude::*;

use crate::{
    api::identity::{SetName, load_profile},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success},
        loaded::loaded,
        news::News,
        subpage::Subpage,
    },
    data::load,
    draft::Draft,
};

/// What the address says has just been done.
const TOLD: &[(&str, &str)] = &[
    ("saved", "Сохранено."),
    (
        "email-asked",
        "На новый адрес отправлено письмо. Email изменится, когда вы подтвердите его по ссылке; она действует 24 часа.",
    ),
    (
        "phone-changed",
        "Телефон изменён. На других устройствах нужно войти заново.",
    ),
];

/// «Как к вам обращаться», «Email», «Телефон».
#[component]
pub(super) fn ProfilePage() -> impl IntoView {
    let data = load(|| (), |()| load_profile());
    loaded(data, |profile| view! { <Body profile/> })
}

#[component]
fn Body(profile: Profile) -> impl IntoView {
    let Profile { name, email, phone } = profile;
    view! {
        <Subpage title="Профиль" back="/settings" to="К настройкам">
            <div class="stack stack--wide">
                <News told=TOLD/>
                <NameCard name/>
                <section class="card" aria-labelledby="ways">
                    <div class="card-head">
                        <h2 id="ways">"Вход и связь"</h2>
                    </div>
                    <Contacts email phone/>
                    <div class="actions">
                        <a class="btn" href="/settings/email">
                            "Изменить email"
                        </a>
                        <a class="btn" href="/settings/phone">
                            "Изменить телефон"
                        </a>
                    </div>
                </section>
            </div>
        </Subpage>
    }
}

/// How the person is reached.
#[component]
pub(super) fn Contacts(email: String, phone: String) -> impl IntoView {
    view! {
        <dl class="facts">
            <div>
                <dt>"Email"</dt>
                <dd>{email}</dd>
            </div>
            <div>
                <dt>"Телефон"</dt>
                <dd class="num">{phone}</dd>
            </div>
        </dl>
    }
}

#[component]
fn NameCard(name: String) -> impl IntoView {
    let action = ServerAction::<SetName>::new();
    leave_on_success(action);
    let value = Draft::of_page().find("name").map_or(name, ToOwned::to_owned);
    view! {
        <section class="card">
            <Form action check=|typed: SetName| typed.form.validate().map(|_| ()) class="form">
                <TextField field=Field::Name label="Как к вам обращаться" autocomplete="name" value optional=true/>
                <SubmitButton label="Сохранить"/>
            </Form>
        </section>
    }
}
