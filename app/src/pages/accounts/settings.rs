//! The settings of one account: its name, who else has linked it, taking it off the list.

use domain::{
    Field,
    accounts::{Action, LinkedAccount},
};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::accounts::{Rename, Unlink, load_linked},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        loaded::loaded,
        news::News,
    },
    data::load,
    draft::Draft,
    pages::accounts::{address::account_id, household::HouseholdCard},
};

/// What the address says has just been done.
const TOLD: &[(&str, &str)] = &[
    ("invited", "Приглашение отправлено."),
    ("withdrawn", "Приглашение отозвано."),
    ("role-changed", "Роль изменена."),
    ("removed", "Участник отключён."),
];

/// «Название для лицевого счета», the household, «Отвязать».
#[component]
pub fn AccountSettingsPage() -> impl IntoView {
    let id = account_id();
    let data = load(move || id.get(), load_linked);
    loaded(data, |account| view! { <Body account/> })
}

#[component]
fn Body(account: LinkedAccount) -> impl IntoView {
    let title = account.title();
    let manages = account.role.may(Action::ManageHousehold);
    view! {
        <Title text=title.clone()/>
        <div class="page--narrow">
            <div class="page-head">
                <a class="back" href="/settings">
                    "К настройкам"
                </a>
                <h1 class="title">{title}</h1>
                <p class="lead">{account.address.clone()}</p>
            </div>
            <div class="stack stack--wide">
                <News told=TOLD/>
                <NameForm account=account.clone()/>
                {manages.then(|| view! { <HouseholdCard account=account.id/> })}
                <UnlinkForm account/>
            </div>
        </div>
    }
}

#[component]
fn NameForm(account: LinkedAccount) -> impl IntoView {
    let action = ServerAction::<Rename>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let label = draft.find("label").map(ToOwned::to_owned).or(account.label);
    view! {
        <Form action check=|typed: Rename| typed.form.validate().map(|_| ())>
            <input type="hidden" name="form[account]" value=account.id.to_string()/>
            <TextField
                field=Field::Label
                label="Название для лицевого счета"
                optional=true
                value=label.unwrap_or_default()
                hint=Signal::stored("Например, «Дача».".to_owned())
            />
            <SubmitButton label="Сохранить"/>
        </Form>
    }
}

/// Asks first: the button is behind a line that has to be opened.
#[component]
fn UnlinkForm(account: LinkedAccount) -> impl IntoView {
    let action = ServerAction::<Unlink>::new();
    leave_on_success(action);
    view! {
        <details class="card">
            <summary>"Отвязать лицевой счёт"</summary>
            <div class="stack">
                <p>
                    "Счёт " <span class="num">{account.number}</span>
                    " исчезнет из личного кабинета. Показания и платежи сохранятся, привязать его можно будет снова."
                </p>
                <Form action check=nothing_to_check() class="">
                    <input type="hidden" name="account" value=account.id.to_string()/>
                    <button class="btn btn--danger" type="submit">
                        "Отвязать"
                    </button>
                </Form>
            </div>
        </details>
    }
}
