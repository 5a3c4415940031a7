//! Forms with files: the files are taken out and the rest goes on as the plain form that every other layer and every
//! server function knows. Only these forms may be large, only so many come at once, and none takes for ever.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use services::limits::Network;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::multipart;

/// The server functions whose forms have files.
const TAKE_FILES: [&str; 1] = ["/api/appeals/feedback"];
/// One network takes at most this share of the places.
const SHARE: usize = 2;

/// The places for forms with files.
#[derive(Clone)]
pub struct Gate {
    places: Arc<Semaphore>,
    per_network: usize,
    networks: Arc<Mutex<HashMap<String, usize>>>,
}

/// A place; free again when dropped.
struct Place {
    networks: Arc<Mutex<HashMap<String, usize>>>,
    network: String,
    _permit: OwnedSemaphorePermit,
}

impl Gate {
    /// So many places, at least one; one network gets half of them.
    #[must_use]
    pub fn new(places: usize) -> Self {
        let places = places.max(1);
        Self {
            places: Arc::new(Semaphore::new(places)),
            per_network: places.div_ceil(SHARE),
            networks: Arc::default(),
        }
    }

    fn enter(&self, network: &str) -> Option<Place> {
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = networks.entry(network.to_owned()).or_default();
        if *taken >= self.per_network {
            return None;
        }
        *taken += 1;
        drop(networks);
        Some(Place {
            networks: Arc::clone(&self.networks),
            network: network.to_owned(),
            _permit: permit,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = networks.get_mut(&self.network) {
            *taken = taken.saturating_sub(1);
            if *taken == 0 {
                networks.remove(&self.network);
            }
        }
    }
}

/// Takes the files out of a form that may have some.
pub async fn take(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let Some(boundary) = boundary(&request) else {
        return next.run(request).await;
    };
    let network = request.extensions().get::<Network>().map(|network| network.0.clone());
    let place = gate.enter(&network.unwrap_or_default());
    let (mut parts, body) = request.into_parts();
    let received = multipart::receive(body, boundary, place.is_some()).await;
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(received.fields)
        .finish();
    parts.headers.remove(header::TRANSFER_ENCODING);
    parts.headers.insert(header::CONTENT_LENGTH, form.len().into());
    let plain = HeaderValue::from_static("application/x-www-form-urlencoded");
    parts.headers.insert(header::CONTENT_TYPE, plain);
    parts.extensions.insert(received.uploads);
    let response = next.run(Request::from_parts(parts, Body::from(form))).await;
    // The files are in memory until the answer is ready.
    drop(place);
    response
}

fn boundary(request: &Request) -> Option<String> {
    if request.method() != Method::POST || !TAKE_FILES.contains(&request.uri().path()) {
        return None;
    }
    let content_type = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(content_type).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_takes_half_of_the_places_and_gives_them_back() {
        let gate = Gate::new(4);
        let held = [gate.enter("a"), gate.enter("a")];
        assert!(held.iter().all(Option::is_some));
        assert!(gate.enter("a").is_none());
        let others = [gate.enter("b"), gate.enter("c")];
        assert!(others.iter().all(Option::is_some));
        assert!(gate.enter("d").is_none(), "all are taken");
        drop(held);
        assert!(gate.enter("a").is_some());
        drop(others);
        assert!(gate.networks.lock().expect("whole").is_empty());
    }
}
