//! Recovery codes: shown until they are copied, and made anew.

use domain::Field;
use leptos::prelude::*;

use super::{Back, proof::ProofFields};
use crate::{
    api::identity::{CodesCopied, NewCodes as MakeCodes},
    components::{
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        notice::{Notice, Tone},
        password::PasswordField,
    },
};

/// The codes, once.
#[component]
pub(super) fn ToCopy(
    /// In groups of four.
    codes: Vec<String>,
) -> impl IntoView {
    let action = ServerAction::<CodesCopied>::new();
    leave_on_success(action);
    let rows = codes
        .into_iter()
        .map(|code| view! { <li><code class="secret">{code}</code></li> })
        .collect_view();
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn title="Сохраните коды восстановления сейчас">
                "Позже мы их не покажем. Перепишите или распечатайте их и храните отдельно от телефона: с ними вы войдёте, если он потеряется."
            </Notice>
            <section class="card" aria-labelledby="codes">
                <h2 id="codes">"Коды восстановления"</h2>
                <ol class="secrets">{rows}</ol>
                <p class="muted">"Каждый код действует один раз. Личный кабинет «АтомЭнергоСбыт»."</p>
            </section>
            <div class="no-print">
                <Form action check=nothing_to_check() class="">
                    <SubmitButton label="Коды сохранены"/>
                </Form>
            </div>
        </div>
    }
}

/// The password and a code.
#[component]
pub(super) fn NewCodes(
    /// Whether an app gives codes.
    app: bool,
) -> impl IntoView {
    let action = ServerAction::<MakeCodes>::new();
    leave_on_success(action);
    view! {
        <div class="stack">
            <h2>"Создать новые коды восстановления"</h2>
            <p class="muted">"Старые коды перестанут действовать."</p>
            <Form action check=|typed: MakeCodes| typed.form.validate().map(|_| ())>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <ProofFields app/>
                <SubmitButton label="Создать коды"/>
            </Form>
            <Back/>
        </div>
    }
}
