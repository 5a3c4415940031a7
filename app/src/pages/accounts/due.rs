//! What is owed.

use domain::{Money, accounts::Balance, calendar::long_date};
use leptos::prelude::*;

use crate::components::money::Sum;

/// The sum to pay, an advance, or nothing.
#[component]
pub fn Due(
    /// The supplier's last word.
    balance: Balance,
) -> impl IntoView {
    let (label, class) = match balance.due.cmp(&Money::ZERO) {
        std::cmp::Ordering::Greater => ("К оплате", "due"),
        std::cmp::Ordering::Equal => ("Долга нет", "due due--calm"),
        std::cmp::Ordering::Less => ("Переплата", "due due--calm"),
    };
    view! {
        <section class=class aria-labelledby="due">
            <h2 class="due-label" id="due">
                {label}
            </h2>
            <Sum money=balance.due.abs()/>
            <p class="due-note">{format!("По данным на {}", long_date(balance.as_of))}</p>
        </section>
    }
}
