//! A new password with a meter that says how good it is while it is typed. Without scripts it is a password field.

use std::time::Duration;

use domain::{
    Field, FieldError,
    identity::{PasswordPolicy, Rating, RatingForm},
    texts,
};
use leptos::{ev, prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use web_sys::HtmlInputElement;

use super::{field::input_name, password::PasswordField};
use crate::api::identity::rate_password;

/// How long nobody types before the server is asked.
const PAUSE: Duration = Duration::from_millis(600);

/// The cheap part of the rule answers at every key, the server's dictionary when the typing pauses.
#[component]
pub fn NewPasswordField(
    /// What it is called.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let policy = expect_context::<PasswordPolicy>();
    let rating = RwSignal::new(None::<Rating>);
    // Counts the keys: an answer to what is not typed any more is no answer.
    let keys = StoredValue::new(0_u32);
    let on_input = move |event: ev::Event| {
        let form = typed(&event_target(&event));
        keys.update_value(|keys| *keys = keys.wrapping_add(1));
        let key = keys.get_value();
        match form.validate(policy) {
            Err(errors) => {
                let error = errors.get(Field::Password).filter(|error| **error != FieldError::Empty);
                rating.set(error.cloned().map(Rating::Weak));
            }
            Ok(_) => {
                // What was refused is mended; what it is worth is not known yet.
                rating.update(|rating| *rating = rating.take().filter(|rating| !matches!(rating, Rating::Weak(_))));
                set_timeout(
                    move || {
                        if keys.try_get_value() == Some(key) {
                            spawn_local(async move {
                                let answer = rate_password(form).await;
                                if keys.try_get_value() == Some(key) {
                                    rating.try_set(answer.ok().flatten());
                                }
                            });
                        }
                    },
                    PAUSE,
                );
            }
        }
    };
    view! {
        <div class="rated" on:input=on_input>
            <PasswordField field=Field::Password label autocomplete="new-password" hint=policy.rule()/>
            <Strength rating/>
        </div>
    }
}

/// The meter, and in words what it shows. The words' element is always there, so that a change in it is announced.
#[component]
fn Strength(rating: RwSignal<Option<Rating>>) -> impl IntoView {
    let level = Memo::new(move |_| rating.with(|rating| rating.as_ref().map(Rating::level)));
    let said = Memo::new(move |_| rating.with(|rating| rating.as_ref().map(texts::rating)));
    let meter = move |level: u8| {
        view! {
            <meter class="meter-strength" min="0" max="3" low="1.5" high="2.5" optimum="3" value=level.to_string()
                aria-label="Надёжность пароля"></meter>
        }
    };
    view! {
        {move || level.get().map(meter)}
        <p class="rated-words" role="status">
            {move || said.get()}
        </p>
    }
}

/// The password, and the fields around it that must not be part of it.
fn typed(input: &HtmlInputElement) -> RatingForm {
    let form = input.form();
    let around = |field: Field| {
        let selector = format!("[name='{}']", input_name(field));
        let element = form.as_ref()?.query_selector(&selector).ok()??;
        Some(element.dyn_into::<HtmlInputElement>().ok()?.value())
    };
    RatingForm {
        password: input.value(),
        email: around(Field::Email).unwrap_or_default(),
        phone: around(Field::Phone).unwrap_or_default(),
    }
}
