//! «Добавление лицевого счёта».

use domain::{
    Field, Refusal,
    accounts::{AllowedProofs, BranchRules, OfferedAccount},
    texts,
};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::accounts::{Adding, Link, LinkOffered, load_adding},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success, nothing_to_check},
        loaded::loaded,
        notice::{Notice, Tone},
    },
    data::load,
    draft::Draft,
};

/// Accounts offered by phone; number and proof for all others.
#[component]
pub fn AddPage() -> impl IntoView {
    let data = load(|| (), |()| load_adding());
    let body = loaded(data, |adding| view! { <Add adding/> });
    view! {
        <Title text="Добавление лицевого счёта"/>
        {body}
    }
}

#[component]
fn Add(adding: Adding) -> impl IntoView {
    let Adding {
        branches,
        offered,
        phone,
        closed,
    } = adding;
    let any = !offered.is_empty();
    view! {
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Добавление лицевого счёта"</h1>
            </div>
            <div class="stack stack--wide">
                {any.then(|| view! { <Offers offered phone/> })}
                {if closed {
                    view! { <Closed/> }.into_any()
                } else {
                    view! {
                        {any.then(|| view! { <p class="or">"или введите вручную"</p> })}
                        <LinkForm branches/>
                    }
                        .into_any()
                }}
                <Notice tone=Tone::Info>
                    "Если у вас ещё нет лицевого счёта в АО «АтомЭнергоСбыт», "
                    <a href="/feedback">"напишите нам"</a> ": поможем заключить договор энергоснабжения."
                </Notice>
            </div>
        </div>
    }
}

/// In place of the form, after five failures.
#[component]
fn Closed() -> impl IntoView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn title="Добавление по номеру закрыто">
                {texts::refusal(&Refusal::LinkingClosed)}
            </Notice>
            <a class="btn btn--primary" href="/feedback">
                "Обратная связь"
            </a>
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
    let hint = Signal::derive(move || branches.with_value(|branches| proof_hint(branches, &typed.get())));
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

/// What may be typed as a proof, in the manual's words: by the branch of the number, or by every branch there is.
fn proof_hint(branches: &BranchRules, number: &str) -> String {
    if let Some(branch) = branches.by_beginning(number) {
        return ways(branch.proofs);
    }
    let usual = branches.0.iter().find(|branch| !branch.proofs.surname);
    let usual = usual.map(|branch| ways(branch.proofs)).unwrap_or_default();
    let others = branches.0.iter().filter(|branch| branch.proofs.surname);
    let others = others.map(|branch| {
        let beginning = branch.mask.prefix();
        let own = if branch.proofs.sum {
            "фамилия либо сумма"
        } else {
            "фамилия"
        };
        format!(". {} (номер начинается на {beginning}): {own}", branch.name)
    });
    std::iter::once(usual).chain(others).collect()
}

/// The proofs of one branch.
fn ways(proofs: AllowedProofs) -> String {
    let ways = [
        (proofs.surname, "фамилия"),
        (
            proofs.sum,
            "сумма любого ненулевого платежа за последние 3 года (с копейками: 102.00)",
        ),
        (
            proofs.address,
            "адрес объекта, как указан в счёте (с индексом и сокращениями)",
        ),
    ];
    let ways: Vec<_> = ways
        .into_iter()
        .filter_map(|(taken, words)| taken.then_some(words))
        .collect();
    let text = ways.join(if proofs.surname { " либо " } else { " или " });
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
