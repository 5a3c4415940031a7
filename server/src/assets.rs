//! The files of the page: precompressed, cached for long where their names carry a hash.

use std::path::Path;

use axum::{
    Router,
    http::{HeaderValue, Response, header},
};
use tower::ServiceBuilder;
use tower_http::{
    services::{ServeDir, ServeFile, fs::ServeFileSystemResponseBody},
    set_header::SetResponseHeaderLayer,
};

const HASHED: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const PLAIN: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// A route for everything the build put under the site's root.
///
/// # Errors
/// When the root cannot be listed: the page was not built.
pub fn router<S: Clone + Send + Sync + 'static>(root: &Path, pkg: &str) -> std::io::Result<Router<S>> {
    let mut router = Router::new();
    for entry in std::fs::read_dir(root)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let cache = |value: HeaderValue| {
            // That a file is not here may be true for a moment only, while another build takes the place of this one.
            let unless_missing = move |answer: &Response<ServeFileSystemResponseBody>| {
                (!answer.status().is_client_error()).then(|| value.clone())
            };
            ServiceBuilder::new().layer(SetResponseHeaderLayer::overriding(
                header::CACHE_CONTROL,
                unless_missing,
            ))
        };
        router = if entry.file_type()?.is_dir() {
            let files = ServeDir::new(entry.path()).precompressed_br().precompressed_gzip();
            router.nest_service(
                &format!("/{name}"),
                cache(if name == pkg { HASHED } else { PLAIN }).service(files),
            )
        } else {
            let file = ServeFile::new(entry.path()).precompressed_br().precompressed_gzip();
            router.route_service(&format!("/{name}"), cache(PLAIN).service(file))
        };
    }
    Ok(router)
}
