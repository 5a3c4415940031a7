//! A sum, large, with small kopecks.

use domain::Money;
use leptos::prelude::*;

/// «1 234,56 ₽»
#[component]
pub fn Sum(
    /// The sum.
    money: Money,
) -> impl IntoView {
    let text = money.to_string();
    let (rubles, kopecks) = text
        .split_once(',')
        .map(|(rubles, rest)| (rubles.to_owned(), format!(",{rest}")))
        .unwrap_or_default();
    view! { <p class="money">{rubles}<small>{kopecks}</small></p> }
}
