//! All the routes and what stands before them.

use std::{net::IpAddr, path::Path, sync::Arc, time::Duration};

use app::{App, shell::shell};
use axum::{
    Router,
    extract::FromRef,
    http::{HeaderName, StatusCode},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
    routing::{get, post},
};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list, handle_server_fns_with_context};
use services::Services;
use tower_http::{
    catch_panic::CatchPanicLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
};

use crate::{
    assets, context, health, history,
    layers::{csrf, drafts, gate, headers, network, status, trace, uploads},
    own_data, photos, plain, receipt, unsubscribe,
    wiring::Failure,
};

/// The largest request: no form of ours comes near it; files are taken out of theirs before.
const BODY_MAX: usize = 256 * 1024;
/// A request that takes longer is given up; the time that files need to come is not counted.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the handlers share.
#[derive(Clone, FromRef)]
struct Host {
    options: LeptosOptions,
    services: Services,
}

/// What the router is made of.
pub struct Wanted {
    /// How the page was built.
    pub options: LeptosOptions,
    /// The use cases.
    pub services: Services,
    /// The proxies in front.
    pub proxies: Vec<IpAddr>,
    /// Forms with files that may come at once.
    pub uploads: gate::Gate,
    /// The outbox of a demonstration.
    pub outbox: Option<Router>,
}

/// The whole site.
///
/// # Errors
/// When the page was not built.
pub fn router(wanted: Wanted) -> Result<Router, Failure> {
    let Wanted {
        options,
        services,
        proxies,
        uploads,
        outbox,
    } = wanted;
    let provide = context::provider(services.clone(), outbox.is_some());
    let pages = generate_route_list(App);
    let for_functions = provide.clone();
    let functions = move |request| {
        let answer = handle_server_fns_with_context(for_functions.clone(), request);
        async { status::tell(answer.await.into_response()).await }
    };
    let files = assets::router(Path::new(&*options.site_root), &options.site_pkg_dir)
        .map_err(|error| format!("страница не собрана ({}): {error}", options.site_root))?;
    let document = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let (for_files, for_headers) = (services.clone(), services.clone());
    let host = Host {
        options,
        services: services.clone(),
    };
    let demonstration = outbox.map(|outbox| outbox.merge(plain::router(services.clone())));

    let site = Router::<Host>::new()
        .route("/api/{*name}", post(functions))
        .leptos_routes_with_context(&host, pages, provide, document)
        .layer(from_fn_with_state(services, drafts::carry))
        .merge(files)
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .with_state(host)
        .merge(own_data::router(for_files.clone()))
        .merge(history::router(for_files.clone()))
        .merge(photos::router(for_files.clone()))
        .merge(receipt::router(for_files.clone()))
        .merge(unsubscribe::router(for_files))
        .merge(demonstration.unwrap_or_default());

    // The last layer is the first to see a request.
    let id = HeaderName::from_static("x-request-id");
    let proxies = Arc::new(proxies);
    Ok(site
        .layer(RequestBodyLimitLayer::new(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        .layer(from_fn_with_state(uploads, uploads::take))
        .layer(from_fn_with_state(Arc::clone(&proxies), network::note))
        .layer(CsrfLayer::new())
        .layer(from_fn(csrf::refuse_unknown_origin))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(headers::Headers::new(for_headers), headers::add))
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(from_fn(trace::hand_on))
        .layer(trace::layer())
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
        .layer(from_fn_with_state(proxies, network::own_ids)))
}
