//! Passkeys in the settings: the list, adding one, taking one away.

use domain::{
    Field,
    identity::{KEYS_MAX, KeyRow},
};
use leptos::prelude::*;

use super::{Back, overview::State};
use crate::{
    api::identity::{FinishKey, RemoveKey, StartKey},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        notice::{Notice, Tone},
        passkey::{KeyTrouble, NoKeys},
        password::PasswordField,
    },
};

/// The keys, and the way to another one.
#[component]
pub(super) fn Keys(
    /// The oldest first.
    keys: Vec<KeyRow>,
) -> impl IntoView {
    let on = !keys.is_empty();
    let more = keys.len() < KEYS_MAX;
    let rows = keys.into_iter().map(|key| view! { <Row key/> }).collect_view();
    view! {
        <section class="card" aria-labelledby="keys">
            <div class="card-head">
                <h2 id="keys">"Ключи доступа"</h2>
                <State on/>
            </div>
            <p class="muted">
                "Ключ хранит телефон, компьютер или брелок. Входить с ним можно по отпечатку, лицу или ПИН-коду устройства, даже без пароля."
            </p>
            {on.then(|| view! { <ul class="offers" role="list">{rows}</ul> })}
            {more
                .then(|| {
                    view! {
                        <a class="btn" href="/settings/factors?do=key">
                            "Добавить ключ доступа"
                        </a>
                    }
                })}
        </section>
    }
}

#[component]
fn Row(key: KeyRow) -> impl IntoView {
    let KeyRow { id, name, added, used } = key;
    let used = used.map_or_else(
        || "ещё не использовался".to_owned(),
        |used| format!("последний вход {used}"),
    );
    view! {
        <li class="offer">
            <div>
                <b>{name.clone()}</b>
                <p class="muted">{format!("Добавлен {added}, {used}")}</p>
            </div>
            <a class="btn" href=format!("/settings/factors?do=key-off&key={id}") aria-label=format!("Удалить ключ «{name}»")>
                "Удалить"
            </a>
        </li>
    }
}

/// The password and a name first.
#[component]
pub(super) fn Begin() -> impl IntoView {
    let action = ServerAction::<StartKey>::new();
    leave_on_success(action);
    let draft = crate::draft::Draft::of_page();
    view! {
        <div class="stack">
            <h2>"Добавить ключ доступа: шаг 1 из 2"</h2>
            <NoKeys/>
            <Form action check=|typed: StartKey| typed.form.validate().map(|_| ())>
                <TextField field=Field::Label label="Название ключа" value=draft.get("label")
                    hint=Signal::stored("Например, «Мой телефон».".to_owned())/>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <SubmitButton label="Продолжить"/>
            </Form>
            <Back/>
        </div>
    }
}

/// The device's turn.
#[component]
pub(super) fn Make(
    /// For the browser (JSON).
    options: String,
) -> impl IntoView {
    let action = ServerAction::<FinishKey>::new();
    leave_on_success(action);
    view! {
        <div class="stack">
            <h2>"Добавить ключ доступа: шаг 2 из 2"</h2>
            <NoKeys/>
            <div class="passkey-only">
                <Form action check=nothing_to_check()>
                    <p>"Нажмите кнопку и подтвердите на устройстве: отпечатком, лицом или ПИН-кодом."</p>
                    <input type="hidden" name="form[credential]" data-passkey="make" data-options=options/>
                    <KeyTrouble/>
                    <SubmitButton label="Создать ключ доступа"/>
                </Form>
            </div>
            <Back/>
        </div>
    }
}

/// The password once more.
#[component]
pub(super) fn Remove(
    /// Which.
    key: KeyRow,
    /// Whether a password is enough from then on.
    last: bool,
) -> impl IntoView {
    let action = ServerAction::<RemoveKey>::new();
    leave_on_success(action);
    view! {
        <div class="stack">
            <h2>{format!("Удалить ключ «{}»", key.name)}</h2>
            {last
                .then(|| {
                    view! {
                        <Notice tone=Tone::Warn>
                            "Это последнее подтверждение: после удаления для входа хватит одного пароля."
                        </Notice>
                    }
                })}
            <Form action check=|typed: RemoveKey| typed.form.validate().map(|_| ())>
                <input type="hidden" name="form[id]" value=key.id.to_string()/>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <SubmitButton label="Удалить ключ"/>
            </Form>
            <Back/>
        </div>
    }
}
