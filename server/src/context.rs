//! What every page and server function finds in its context.

use app::{caller::Once, draft::Draft};
use domain::calendar::{MOSCOW, long_moment};
use leptos::prelude::*;
use services::Services;

/// Provides the use cases, the form that came back, and the strip of a demonstration.
pub fn provider(services: Services, demo: bool) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(services.clone());
        provide_context(Once::default());
        provide_context(services.settings.password);
        if demo {
            provide_context(app::Demo(Some(long_moment(services.now(), MOSCOW))));
        }
        let draft = use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get::<Draft>().cloned());
        if let Some(draft) = draft {
            provide_context(draft);
        }
    }
}
