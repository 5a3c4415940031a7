//! What a page shows when its data has come, or what kept it from coming.

use leptos::prelude::*;

use super::trouble::Trouble;
use crate::{AppError, data::Data};

/// Waits for the data and shows it.
pub fn loaded<T, V>(
    data: Data<Result<T, AppError>>,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let body = move || {
        let show = show.clone();
        Suspend::new(async move {
            match data.await {
                Ok(value) => show(value).into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! { <Suspense>{body}</Suspense> }
}
