//! Tells this machine's own addresses from the network's: a secret may go to the former without TLS.

use std::net::IpAddr;

/// Whether the host, as it stands in a setting or an address, is this machine.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    bare.eq_ignore_ascii_case("localhost") || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "10.0.0.1",
            "0.0.0.0",
            "localhost.example.ru",
            "127.0.0.1.example.ru",
            "::",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
