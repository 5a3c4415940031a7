//! The scanner's answer is understood, and no answer lets nothing in.

use adapters::files::{ClamdScanner, ScannerAddress, ScannerAddressError, ScannerSettings};
use services::ports::{Scan, VirusScanner as _};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream, UnixListener},
};
use twins::Twins;

fn scanner(address: &str) -> ClamdScanner {
    ClamdScanner::new(ScannerSettings {
        address: address.parse().unwrap(),
        connect_timeout_ms: 5_000,
        timeout_ms: 20_000,
    })
}

fn of(twins: &Twins) -> ClamdScanner {
    scanner(&twins.clamd_addr().to_string())
}

fn eicar() -> Vec<u8> {
    [
        br"X5O!P%@AP[4\PZX54(P^)7CC)7}$".as_slice(),
        b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ]
    .concat()
}

#[tokio::test]
async fn a_clean_file_passes_and_the_test_virus_does_not() {
    let twins = Twins::start().await.unwrap();
    assert_eq!(of(&twins).scan(b"").await.unwrap(), Scan::Clean);
    assert_eq!(of(&twins).scan(&vec![7; 10 * 1024 * 1024]).await.unwrap(), Scan::Clean);
    let mut infected = vec![7; 200_000];
    infected.extend(eicar());
    assert_eq!(of(&twins).scan(&infected).await.unwrap(), Scan::Infected);
}

#[tokio::test]
async fn what_is_too_large_for_the_scanner_does_not_pass() {
    let twins = Twins::start().await.unwrap();
    // Refused, or the connection broke while sending: never clean.
    let answer = of(&twins).scan(&vec![0; 26 * 1024 * 1024]).await;
    assert_ne!(answer.ok(), Some(Scan::Clean));
}

#[tokio::test]
async fn the_scanner_is_reached_over_a_socket_of_the_file_system() {
    let twins = Twins::start().await.unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("clamd.sock");
    let listener = UnixListener::bind(&path).unwrap();
    let addr = twins.clamd_addr();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let mut far = TcpStream::connect(addr).await.unwrap();
            let _ = copy_bidirectional(&mut near, &mut far).await;
        }
    });
    let scanner = scanner(&format!("unix:{}", path.display()));
    assert_eq!(scanner.scan(&eicar()).await.unwrap(), Scan::Infected);
}

#[tokio::test]
async fn a_scanner_that_is_down_or_hangs_up_or_is_silent_lets_nothing_in() {
    let twins = Twins::start().await.unwrap();
    twins.scanner().hang_up(true);
    assert!(of(&twins).scan(b"a").await.is_err());

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let silent = ClamdScanner::new(ScannerSettings {
        address: address.parse().unwrap(),
        connect_timeout_ms: 5_000,
        timeout_ms: 100,
    });
    assert!(silent.scan(b"a").await.unwrap_err().to_string().contains("in time"));
    drop(listener);
    assert!(scanner(&address).scan(b"a").await.is_err());
}

#[test]
fn an_address_is_a_path_or_a_host_with_a_port() {
    for (text, expected) in [
        ("127.0.0.1:3310", ScannerAddress::Tcp("127.0.0.1:3310".into())),
        ("localhost:3310", ScannerAddress::Tcp("localhost:3310".into())),
        ("[::1]:3310", ScannerAddress::Tcp("[::1]:3310".into())),
        (
            "/run/clamav/clamd.ctl",
            ScannerAddress::Unix("/run/clamav/clamd.ctl".into()),
        ),
        (
            "unix:/run/clamav/clamd.ctl",
            ScannerAddress::Unix("/run/clamav/clamd.ctl".into()),
        ),
    ] {
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }
    for (text, expected) in [
        ("clamd.example.ru:3310", ScannerAddressError::InClear),
        ("10.0.0.7:3310", ScannerAddressError::InClear),
        ("clamd", ScannerAddressError::Malformed),
        ("localhost:", ScannerAddressError::Malformed),
        ("localhost:clamd", ScannerAddressError::Malformed),
        ("::1:3310", ScannerAddressError::Malformed),
        ("unix:run/clamd.ctl", ScannerAddressError::Malformed),
        ("", ScannerAddressError::Malformed),
    ] {
        assert_eq!(text.parse::<ScannerAddress>(), Err(expected), "{text}");
    }
}
