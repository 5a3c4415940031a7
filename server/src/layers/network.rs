//! Where a request comes from, coarsely enough for quotas.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use services::limits::Network;

/// Notes the network of a request. `X-Forwarded-For` is believed only from the proxies in front.
pub async fn note(State(trusted): State<Arc<Vec<IpAddr>>>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(peer)| peer.ip());
    // A proxy may add a line of its own under the one that its customer sent.
    let forwarded: Vec<_> = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .map(|value| value.to_str().unwrap_or_default())
        .collect();
    let address = peer.map(|peer| origin(peer, &forwarded.join(","), &trusted));
    request
        .extensions_mut()
        .insert(Network(address.map_or_else(|| "unknown".to_owned(), coarse)));
    next.run(request).await
}

/// Takes a request's id away unless a proxy in front has given it: a stranger's would stand in the log as ours.
pub async fn own_ids(State(trusted): State<Arc<Vec<IpAddr>>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if !peer.is_some_and(|ConnectInfo(peer)| ours(&trusted, &peer.ip())) {
        request.headers_mut().remove("x-request-id");
    }
    next.run(request).await
}

fn ours(trusted: &[IpAddr], address: &IpAddr) -> bool {
    trusted
        .iter()
        .any(|proxy| proxy.to_canonical() == address.to_canonical())
}

/// The last address of the chain that is no proxy of ours. What stands before an entry that cannot be read may be forged.
fn origin(peer: IpAddr, forwarded: &str, trusted: &[IpAddr]) -> IpAddr {
    let mut at = peer;
    for earlier in forwarded.rsplit(',') {
        let Ok(earlier) = earlier.trim().parse() else { break };
        if !ours(trusted, &at) {
            break;
        }
        at = earlier;
    }
    at
}

/// An IPv4 address, or the /64 of an IPv6 one.
fn coarse(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, to_bytes},
        http::HeaderMap,
        middleware::from_fn_with_state,
        routing::get,
    };
    use tower::ServiceExt as _;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_stranger_cannot_say_to_be_somebody_else() {
        let proxy = [ip("10.0.0.1")];
        assert_eq!(origin(ip("203.0.113.9"), "198.51.100.1", &proxy), ip("203.0.113.9"));
        assert_eq!(
            origin(ip("10.0.0.1"), "192.0.2.7, 198.51.100.1", &proxy),
            ip("198.51.100.1")
        );
        assert_eq!(origin(ip("10.0.0.1"), "", &proxy), ip("10.0.0.1"));
    }

    #[test]
    fn a_proxy_that_adds_a_line_or_a_port_hides_what_stands_before() {
        let proxy = [ip("10.0.0.1")];
        // The customer's own line first, then the proxy's.
        assert_eq!(
            origin(ip("10.0.0.1"), "192.0.2.7,198.51.100.1", &proxy),
            ip("198.51.100.1")
        );
        assert_eq!(
            origin(ip("10.0.0.1"), "192.0.2.7, 198.51.100.1:4711", &proxy),
            ip("10.0.0.1")
        );
        assert_eq!(
            origin(ip("::ffff:10.0.0.1"), "198.51.100.1", &proxy),
            ip("198.51.100.1")
        );
    }

    #[tokio::test]
    async fn only_a_proxy_in_front_gives_a_request_its_id() {
        let trusted = Arc::new(vec![ip("10.0.0.1")]);
        let id = async |headers: HeaderMap| headers.contains_key("x-request-id").to_string();
        let site = Router::new()
            .route("/", get(id))
            .layer(from_fn_with_state(trusted, own_ids));
        for (peer, kept) in [("10.0.0.1", "true"), ("203.0.113.9", "false")] {
            let request = Request::get("/")
                .header("x-request-id", "forged")
                .extension(ConnectInfo(SocketAddr::new(ip(peer), 443)))
                .body(Body::empty());
            let answer = site
                .clone()
                .oneshot(request.expect("a request"))
                .await
                .expect("an answer");
            let told = to_bytes(answer.into_body(), 10).await.expect("a body");
            assert_eq!(told, kept, "{peer}");
        }
    }

    #[test]
    fn a_house_full_of_ipv6_addresses_is_one_network() {
        assert_eq!(coarse(ip("2001:db8:1:2:3:4:5:6")), coarse(ip("2001:db8:1:2::1")));
        assert_eq!(coarse(ip("::ffff:192.0.2.1")), "192.0.2.1");
    }
}
