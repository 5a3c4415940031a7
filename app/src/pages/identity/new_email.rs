//! Where the letters about a new e-mail lead. Only the button changes anything: programs that look into letters open
//! links, too.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::{ConfirmEmail, ReturnEmail, returnable_email, waiting_email},
    components::{
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        notice::{Notice, Tone},
        trouble::Trouble,
    },
    data::load,
};

/// «Подтвердить email»: the letter to the new address.
#[component]
pub(super) fn ConfirmEmailPage() -> impl IntoView {
    let token = token();
    let source = token.clone();
    let data = load(move || source.clone(), waiting_email);
    let body = move || {
        let token = token.clone();
        let done = is_done();
        Suspend::new(async move {
            let found = data.await;
            if done {
                return view! { <Confirmed/> }.into_any();
            }
            match found {
                Ok(Some(email)) => view! { <ConfirmForm token email/> }.into_any(),
                Ok(None) => view! { <DeadLetter/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! {
        <Page title="Новый email">
            <Suspense>{body}</Suspense>
        </Page>
    }
}

/// «Вернуть прежний email»: the letter to the old address.
#[component]
pub(super) fn ReturnEmailPage() -> impl IntoView {
    let token = token();
    let source = token.clone();
    let data = load(move || source.clone(), returnable_email);
    let body = move || {
        let token = token.clone();
        let done = is_done();
        Suspend::new(async move {
            let found = data.await;
            if done {
                return view! { <Returned/> }.into_any();
            }
            match found {
                Ok(Some(email)) => view! { <ReturnForm token email/> }.into_any(),
                Ok(None) => view! { <DeadWayBack/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! {
        <Page title="Прежний email">
            <Suspense>{body}</Suspense>
        </Page>
    }
}

#[component]
fn Page(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <Title text=title/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">{title}</h1>
            </div>
            {children()}
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
        <Told title="Email изменён" to="/" action="Продолжить">
            "Теперь вы входите с новым адресом. На других устройствах нужно войти заново."
        </Told>
    }
}

#[component]
fn Returned() -> impl IntoView {
    view! {
        <Told title="Прежний email возвращён" to="/recovery" action="Задать новый пароль">
            "Все сеансы завершены, а прежний пароль больше не действует. Задайте новый: письмо со ссылкой придёт на ваш адрес."
        </Told>
    }
}

#[component]
fn DeadLetter() -> impl IntoView {
    view! {
        <Told warn=true title="Ссылка больше не действует" to="/settings/email" action="Сменить email">
            "Адрес уже подтверждён, прошло 24 часа или пароль с тех пор изменился. Если email не изменился, запросите письмо ещё раз."
        </Told>
    }
}

#[component]
fn DeadWayBack() -> impl IntoView {
    view! {
        <Told warn=true title="Ссылка больше не действует" to="/feedback" action="Обратная связь">
            "Прежний адрес уже вернули или прошло 7 дней. Если кабинетом пользуется кто-то чужой, напишите нам."
        </Told>
    }
}

#[component]
fn Told(
    #[prop(optional)] warn: bool,
    title: &'static str,
    to: &'static str,
    action: &'static str,
    children: Children,
) -> impl IntoView {
    let tone = if warn { Tone::Warn } else { Tone::Ok };
    view! {
        <div class="stack">
            <Notice tone title>
                {children()}
            </Notice>
            <a class="btn btn--primary" href=to>
                {action}
            </a>
        </div>
    }
}

fn token() -> String {
    use_query_map().read_untracked().get("token").unwrap_or_default()
}

fn is_done() -> bool {
    use_query_map().read_untracked().get("done").is_some()
}
