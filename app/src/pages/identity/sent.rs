//! What a person sees after a letter was sent.

use leptos::prelude::*;
use leptos_meta::Title;

/// After «Зарегистрироваться».
#[component]
pub fn RegisterSentPage() -> impl IntoView {
    view! {
        <Sent title="Проверьте почту">
            "На указанную вами электронную почту отправлено письмо. Перейдите по ссылке в нём, чтобы подтвердить регистрацию. Ссылка действует 24 часа."
        </Sent>
    }
}

/// After «Забыли пароль?».
#[component]
pub fn RecoverySentPage() -> impl IntoView {
    view! {
        <Sent title="Проверьте почту">
            "Если личный кабинет с этим адресом есть, на него отправлено письмо со ссылкой. Она действует один час."
        </Sent>
    }
}

#[component]
fn Sent(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <Title text=title/>
        <div class="page--narrow stack">
            <h1 class="title">{title}</h1>
            <p class="lead">{children()}</p>
            <p class="muted">"Письма нет несколько минут? Посмотрите в папке «Спам» и проверьте, верно ли указан адрес."</p>
            <div class="actions">
                <a class="btn btn--primary" href="/login">
                    "Ко входу"
                </a>
                <a class="btn" href="/feedback">
                    "Обратная связь"
                </a>
            </div>
        </div>
    }
}
