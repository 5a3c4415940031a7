//! Where the letter of an invitation leads. Only the buttons answer it: programs that look into letters open links, too.

use domain::accounts::{InvitationView, Visitor};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::accounts::{AcceptInvitation, DeclineInvitation, load_invitation},
    components::{
        ending::Ending,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        loaded::loaded,
        notice::{Notice, Tone},
    },
    data::load,
};

/// Who invites to what, and the answer.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let query = use_query_map();
    let token = query.read_untracked().get("token");
    let declined = query.read_untracked().get("declined").is_some();
    let data = load(move || token.clone(), load_invitation);
    let body = loaded(data, move |found| match found {
        Some(invitation) => view! { <Invited invitation/> }.into_any(),
        None if declined => view! { <Declined/> }.into_any(),
        None => view! { <DeadLink/> }.into_any(),
    });
    view! {
        <Title text="Приглашение"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Приглашение к лицевому счёту"</h1>
            </div>
            {body}
        </div>
    }
}

#[component]
fn Invited(invitation: InvitationView) -> impl IntoView {
    let InvitationView {
        token,
        tail,
        role,
        from,
        to,
        visitor,
    } = invitation;
    view! {
        <div class="stack stack--wide">
            <div class="stack">
                <p class="lead">
                    {format!("Пользователь {from} приглашает вас к лицевому счёту, который оканчивается на {tail}.")}
                </p>
                <p>{format!("Ваша роль: «{}» ({}).", role.title(), role.meaning())}</p>
            </div>
            {match visitor {
                Visitor::Nobody => view! { <Enter to/> }.into_any(),
                Visitor::Invited => view! { <Accept token=token.clone()/> }.into_any(),
                Visitor::Another => view! { <Another to/> }.into_any(),
            }}
            <Decline token/>
        </div>
    }
}

/// Nobody is logged in: the invitation waits in this browser meanwhile.
#[component]
fn Enter(to: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Info>
            {format!("Чтобы принять приглашение, войдите или зарегистрируйтесь с адресом {to}. Приглашение дождётся вас здесь.")}
        </Notice>
        <div class="actions">
            <a class="btn btn--primary" href="/login?next=/invitation">
                "Войти"
            </a>
            <a class="btn" href="/register">
                "Зарегистрироваться"
            </a>
        </div>
    }
}

#[component]
fn Another(to: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warn title="Приглашение для другого адреса">
            {format!(
                "Оно отправлено на {to}, а вы вошли с другим адресом. Выйдите и войдите с тем адресом, на который пришло письмо, затем откройте ссылку из письма ещё раз.",
            )}
        </Notice>
    }
}

#[component]
fn Accept(token: String) -> impl IntoView {
    let action = ServerAction::<AcceptInvitation>::new();
    leave_on_success(action);
    view! {
        <Form action check=nothing_to_check()>
            <input type="hidden" name="token" value=token/>
            <SubmitButton label="Принять приглашение"/>
        </Form>
    }
}

#[component]
fn Decline(token: String) -> impl IntoView {
    let action = ServerAction::<DeclineInvitation>::new();
    leave_on_success(action);
    view! {
        <Form action check=nothing_to_check() class="">
            <input type="hidden" name="token" value=token/>
            <button class="btn" type="submit">
                "Отказаться"
            </button>
        </Form>
    }
}

#[component]
fn Declined() -> impl IntoView {
    view! {
        <Ending tone=Tone::Ok title="Вы отказались от приглашения" to="/" action="На главную">
            "Ссылка из письма больше не действует."
        </Ending>
    }
}

#[component]
fn DeadLink() -> impl IntoView {
    view! {
        <Ending tone=Tone::Warn title="Приглашение больше не действует" to="/" action="На главную">
            "На него уже ответили, его отозвали или прошло 7 дней. Попросите прислать новое."
        </Ending>
    }
}
