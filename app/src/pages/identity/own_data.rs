//! «Ваши данные»: a file with all of them, and the deletion of the cabinet.

use domain::{
    Field,
    identity::{CurrentPasswordForm, GRACE_DAYS},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::Deserialize;
use server_fn::error::ServerFnUrlError;

use crate::{
    AppError,
    api::identity::{Leave, OWN_DATA_FILE, may_see_data},
    components::{
        field::CheckField,
        form::{FileForm, Form, SubmitButton, leave_on_success},
        loaded::loaded,
        password::PasswordField,
        subpage::Subpage,
    },
    data::load,
};

/// «Скачать данные», «Удалить личный кабинет».
#[component]
pub(super) fn OwnDataPage() -> impl IntoView {
    let data = load(|| (), |()| may_see_data());
    loaded(data, |()| view! { <Body/> })
}

#[component]
fn Body() -> impl IntoView {
    view! {
        <Subpage title="Ваши данные" back="/settings" to="К настройкам">
            <div class="stack stack--wide">
                <Download/>
                <section class="card stack" aria-labelledby="leave">
                    <h2 id="leave">"Удаление личного кабинета"</h2>
                    <p>
                        {format!(
                            "Кабинет удаляется через {GRACE_DAYS} дней: до этого его можно восстановить. Договор и лицевые счета от этого не меняются.",
                        )}
                    </p>
                    <div class="actions">
                        <a class="btn btn--danger" href="/settings/leave">
                            "Удалить личный кабинет"
                        </a>
                    </div>
                </section>
            </div>
        </Subpage>
    }
}

/// What the form sends.
#[derive(Deserialize)]
struct Asked {
    form: CurrentPasswordForm,
}

#[component]
fn Download() -> impl IntoView {
    let refused = use_query_map().read_untracked().get("__err");
    let error = refused.map(|error| ServerFnUrlError::<AppError>::decode_err(&error));
    let check = Callback::new(|asked: Asked| asked.form.validate().map(|_| ()));
    view! {
        <section class="card stack" aria-labelledby="download">
            <h2 id="download">"Копия ваших данных"</h2>
            <p>
                "В файле (JSON) всё, что мы храним о вас: профиль, согласия, сеансы, лицевые счета, переданные показания, обращения."
            </p>
            <FileForm action=OWN_DATA_FILE check error>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <SubmitButton label="Скачать данные"/>
            </FileForm>
        </section>
    }
}

/// «Удалить личный кабинет»: what happens, a tick, the password.
#[component]
pub(super) fn LeavePage() -> impl IntoView {
    let data = load(|| (), |()| may_see_data());
    loaded(data, |()| view! { <LeavingForm/> })
}

#[component]
fn LeavingForm() -> impl IntoView {
    let action = ServerAction::<Leave>::new();
    leave_on_success(action);
    view! {
        <Subpage title="Удаление личного кабинета" back="/settings/data" to="К вашим данным">
            <Form action check=|typed: Leave| typed.form.validate().map(|_| ())>
                <p>
                    {format!(
                        "Все сеансы завершатся. {GRACE_DAYS} дней кабинет ждёт удаления: войдите, и его можно будет восстановить. Потом он будет удалён вместе с профилем и привязками.",
                    )}
                </p>
                <p>
                    "Переданные показания остаются у лицевого счёта без вашего имени, обращения хранятся столько, сколько требует закон."
                </p>
                <CheckField name="form[agreed]" field=Field::Agreed>
                    "Понимаю, что личный кабинет будет удалён"
                </CheckField>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <SubmitButton label="Удалить личный кабинет"/>
            </Form>
        </Subpage>
    }
}
