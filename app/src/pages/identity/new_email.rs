//! Where the letters about a new e-mail lead. Only the button changes anything: programs that look into letters open
//! links, too.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    AppError,
    api::identity::{ConfirmEmail, ReturnEmail, returnable_email, waiting_email},
    components::{
        ending::Ending,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        notice::Tone,
        trouble::Trouble,
    },
    data::load,
};

/// «Подтвердить email»: the letter to the new address.
#[component]
pub(super) fn ConfirmEmailPage() -> impl IntoView {
    letter_page(
        "Новый email",
        waiting_email,
        |token, email| view! { <ConfirmForm token email/> }.into_any(),
        || view! { <Confirmed/> }.into_any(),
        || view! { <DeadLetter/> }.into_any(),
    )
}

/// «Вернуть прежний email»: the letter to the old address.
#[component]
pub(super) fn ReturnEmailPage() -> impl IntoView {
    letter_page(
        "Прежний email",
        returnable_email,
        |token, email| view! { <ReturnForm token email/> }.into_any(),
        || view! { <Returned/> }.into_any(),
        || view! { <DeadWayBack/> }.into_any(),
    )
}

/// Looks the letter's token up: it stands for an address (`form`), or for none any more (`dead`). `done`: the button was
/// pressed.
fn letter_page<F>(
    title: &'static str,
    look_up: fn(String) -> F,
    form: fn(String, String) -> AnyView,
    done: fn() -> AnyView,
    dead: fn() -> AnyView,
) -> impl IntoView
where
    F: Future<Output = Result<Option<String>, AppError>> + Send + 'static,
{
    let query = use_query_map();
    let token = query.read_untracked().get("token").unwrap_or_default();
    let source = token.clone();
    let data = load(move || source.clone(), look_up);
    let body = move || {
        let token = token.clone();
        let is_done = query.read_untracked().get("done").is_some();
        Suspend::new(async move {
            match data.await {
                _ if is_done => done(),
                Ok(Some(email)) => form(token, email),
                Ok(None) => dead(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=title/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">{title}</h1>
            </div>
            <Suspense>{body}</Suspense>
        </div>
    }
}

#[component]
fn ConfirmForm(token: String, email: String) -> impl IntoView {
    let action = ServerAction::<ConfirmEmail>::new();
    leave_on_success(action);
    view! {
        <Form action check=nothing_to_check()>
            <p>"Адрес " <b>{email}</b> " станет адресом для входа в личный кабинет вместо прежнего."</p>
            <input type="hidden" name="token" value=token/>
            <SubmitButton label="Подтвердить email"/>
        </Form>
    }
}

#[component]
fn ReturnForm(token: String, email: String) -> impl IntoView {
    let action = ServerAction::<ReturnEmail>::new();
    leave_on_success(action);
    view! {
        <Form action check=nothing_to_check()>
            <p>
                "В личный кабинет снова нужно будет входить с адресом " <b>{email}</b>
                ". Все сеансы завершатся, нынешний пароль перестанет действовать, и вы зададите новый."
            </p>
            <input type="hidden" name="token" value=token/>
            <SubmitButton label="Вернуть прежний email"/>
        </Form>
    }
}

#[component]
fn Confirmed() -> impl IntoView {
    view! {
        <Ending tone=Tone::Ok title="Email изменён" to="/" action="Продолжить">
            "Теперь вы входите с новым адресом. На других устройствах нужно войти заново."
        </Ending>
    }
}

#[component]
fn Returned() -> impl IntoView {
    view! {
        <Ending tone=Tone::Ok title="Прежний email возвращён" to="/recovery" action="Задать новый пароль">
            "Все сеансы завершены, а прежний пароль больше не действует. Задайте новый: письмо со ссылкой придёт на ваш адрес."
        </Ending>
    }
}

#[component]
fn DeadLetter() -> impl IntoView {
    view! {
        <Ending tone=Tone::Warn title="Ссылка больше не действует" to="/settings/email" action="Сменить email">
            "Адрес уже подтверждён, прошло 24 часа или пароль с тех пор изменился. Если email не изменился, запросите письмо ещё раз."
        </Ending>
    }
}

#[component]
fn DeadWayBack() -> impl IntoView {
    view! {
        <Ending tone=Tone::Warn title="Ссылка больше не действует" to="/feedback" action="Обратная связь">
            "Прежний адрес уже вернули или прошло 7 дней. Если кабинетом пользуется кто-то чужой, напишите нам."
        </Ending>
    }
}
