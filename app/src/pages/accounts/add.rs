//! «Добавление лицевого счёта».

use domain::{
    Field,
    accounts::{AllowedProofs, BranchRules, OfferedAccount},
};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::accounts::{Adding, Link, LinkOffered, load_adding},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        notice::{Notice, Tone},
        trouble::Trouble,
    },
    data::load,
    draft::Draft,
};

/// Accounts offered by phone; number and proof for all others.
#[component]
pub fn AddPage() -> impl IntoView {
    let data = load(|| (), |()| load_adding());
    let body = move || {
        Suspend::new(async move {
            match data.await {
                Ok(adding) => view! { <Add adding/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text="Добавление лицевого счёта"/>
        <Suspense>{body}</Suspense>
    }
}

#[component]
fn Add(adding: Adding) -> impl IntoView {
    let Adding {
        branches,
        offered,
        phone,
    } = adding;
    let any = !offered.is_empty();
    view! {
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Добавление лицевого счёта"</h1>
            </div>
            <div class="stack stack--wide">
                {any.then(|| view! { <Offers offered phone/> })}
                {any.then(|| view! { <p class="or">"или введите вручную"</p> })}
                <LinkForm branches/>
                <Notice tone=Tone::Info>
                    "Если у вас ещё нет лицевого счёта в АО «АтомЭнергоСбыт», "
                    <a href="/feedback">"напишите нам"</a> ": поможем заключить договор энергоснабжения."
                </Notice>
            </div>
        </div>
    }
}

/// The accounts that carry the person's phone.
#[component]
fn Offers(offered: Vec<OfferedAccount>, phone: String) -> impl IntoView {
    let action = ServerAction::<LinkOffered>::new();
    leave_on_success(action);
    let offers = offered
        .into_iter()
        .map(|account| {
            let label = format!("Добавить счёт {}", account.number);
            view! {
                <li class="offer">
                    <div>
                        <b>{account.address}</b>
                        <span class="muted">{account.branch} ", " <span class="num">{account.number}</span></span>
                    </div>
                    <Form action check=nothing_to_check() class="">
                        <input type="hidden" name="account" value=account.id.to_string()/>
                        <button class="btn btn--primary" type="submit" aria-label=label>
                            "Добавить"
                        </button>
                    </Form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="offered">
            <div class="stack stack--tight">
                <h2 id="offered">"Найдены по вашему телефону"</h2>
                <p class="muted">{format!("Для этих счетов уже сохранён номер {phone}.")}</p>
            </div>
            <ul class="offers" role="list">
                {offers}
            </ul>
        </section>
    }
}

/// Number, proof, a name of one's own. The hint under the proof follows the number.
#[component]
fn LinkForm(branches: BranchRules) -> impl IntoView {
    let action = ServerAction::<Link>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let typed = RwSignal::new(draft.get("number"));
    let branches = StoredValue::new(branches);
    let hint = Signal::derive(move || {
        let known = branches.with_value(|branches| branches.by_beginning(&typed.get()).map(|branch| branch.proofs));
        proof_hint(known).to_owned()
    });
    let check = move |typed: Link| branches.with_value(|branches| typed.form.validate(branches).map(|_| ()));
    view! {
        <Form action check>
            <TextField
                field=Field::Number
                label="Номер лицевого счёта"
                inputmode="numeric"
                class="input num"
                value=draft.get("number")
                hint=Signal::stored("Введите номер лицевого счёта: он напечатан в верхней части квитанции.".to_owned())
                on_input=Callback::new(move |text| typed.set(text))
            />
            <TextField field=Field::Proof label="Подтверждение" value=draft.get("proof") hint/>
            <TextField
                field=Field::Label
                label="Название для лицевого счета"
                optional=true
                value=draft.get("label")
                hint=Signal::stored("Например, «Дача».".to_owned())
            />
            <SubmitButton label="Добавить"/>
        </Form>
    }
}

/// What may be typed as a proof, in the manual's words.
const fn proof_hint(proofs: Option<AllowedProofs>) -> &'static str {
    match proofs {
        Some(AllowedProofs { surname: true, .. }) => {
            "Фамилия либо сумма любого ненулевого платежа за последние 3 года, с копейками: 102.00"
        }
        Some(_) => {
            "Сумма любого ненулевого платежа за последние 3 года (с копейками: 102.00) или адрес объекта, как указан в счёте (с индексом и сокращениями)"
        }
        None => {
            "Сумма любого ненулевого платежа за последние 3 года (с копейками: 102.00) или адрес объекта, как указан в счёте (с индексом и сокращениями). Для Хакасии, если номер начинается на 19, — фамилия либо сумма"
        }
    }
}
