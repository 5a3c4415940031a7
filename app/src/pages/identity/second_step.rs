//! The second step of a login: a code of the app, a recovery code or a passkey; and a login by a passkey alone.

use domain::identity::{ReturnPath, SecondStep};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::factors::proof::ProofFields;
use crate::{
    api::identity::{FinishKeyLogin, FinishLogin, StartKeyLogin, load_second_step},
    components::{
        ending::Ending,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        loaded::loaded,
        notice::Tone,
        passkey::{KeyScript, KeyTrouble, NoKeys},
    },
    data::load,
};

/// «Вход в личный кабинет»
#[component]
pub fn SecondStepPage() -> impl IntoView {
    let data = load(|| (), |()| load_second_step());
    let query = use_query_map();
    let next = ReturnPath::or_home(&query.read_untracked().get("next").unwrap_or_default());
    let wants_key = query.read_untracked().get("key").is_some();
    let body = loaded(data, move |step| {
        let next = next.as_str().to_owned();
        match step {
            Some(step) => view! { <Confirm step next/> }.into_any(),
            None if wants_key => view! { <KeyStart next/> }.into_any(),
            None => view! { <Over/> }.into_any(),
        }
    });
    view! {
        <Title text="Подтверждение входа"/>
        <KeyScript/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Подтверждение входа"</h1>
            </div>
            {body}
        </div>
    }
}

#[component]
fn Confirm(step: SecondStep, next: String) -> impl IntoView {
    let SecondStep { codes, app, key } = step;
    let either = codes && key.is_some();
    view! {
        <div class="stack">
            {key.map(|options| view! { <KeyForm options next=next.clone()/> })}
            {either.then(|| view! { <p class="or passkey-only">"или введите код"</p> })}
            {codes.then(|| view! { <CodeForm app next/> })}
            <a href="/login">"Вернуться ко входу"</a>
        </div>
    }
}

/// The device's turn.
#[component]
fn KeyForm(options: String, next: String) -> impl IntoView {
    let action = ServerAction::<FinishKeyLogin>::new();
    leave_on_success(action);
    view! {
        <NoKeys/>
        <div class="passkey-only">
            <Form action check=nothing_to_check()>
                <input type="hidden" name="form[next]" value=next/>
                <input type="hidden" name="form[credential]" data-passkey="answer" data-options=options/>
                <KeyTrouble/>
                <SubmitButton label="Войти с ключом доступа"/>
            </Form>
        </div>
    }
}

/// Without a password: the device is asked whose key it holds.
#[component]
fn KeyStart(next: String) -> impl IntoView {
    let action = ServerAction::<StartKeyLogin>::new();
    leave_on_success(action);
    view! {
        <div class="stack">
            <NoKeys/>
            <div class="passkey-only">
                <Form action check=nothing_to_check()>
                    <p>"Если вы добавили ключ доступа в настройках, email и пароль не нужны."</p>
                    <input type="hidden" name="next" value=next/>
                    <SubmitButton label="Выбрать ключ доступа"/>
                </Form>
            </div>
            <a href="/login">"Вернуться ко входу"</a>
        </div>
    }
}

#[component]
fn CodeForm(app: bool, next: String) -> impl IntoView {
    let action = ServerAction::<FinishLogin>::new();
    leave_on_success(action);
    view! {
        <Form action check=|typed: FinishLogin| typed.form.validate().map(|_| ())>
            <input type="hidden" name="form[next]" value=next/>
            <ProofFields app/>
            <SubmitButton label="Войти"/>
        </Form>
    }
}

/// The login was finished, has taken too long, or was never begun here.
#[component]
fn Over() -> impl IntoView {
    view! {
        <Ending tone=Tone::Info title="Вход нужно начать заново" to="/login" action="Ко входу">
            "Пароль действует для этого шага 10 минут и только в одном браузере. Введите email и пароль ещё раз."
        </Ending>
    }
}
