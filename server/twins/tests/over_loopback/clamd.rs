//! The scanner's twin speaks clamd's language.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use twins::Twins;

/// The EICAR test file.
fn eicar() -> Vec<u8> {
    [
        br"X5O!P%@AP[4\PZX54(P^)7CC)7}$".as_slice(),
        b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ]
    .concat()
}

async fn say(addr: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    // The twin may have hung up in the middle.
    let _ = stream.write_all(bytes).await;
    let mut reply = Vec::new();
    let _ = stream.read_to_end(&mut reply).await;
    String::from_utf8(reply).unwrap()
}

fn stream(chunks: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"zINSTREAM\0".to_vec();
    for chunk in chunks {
        bytes.extend(u32::try_from(chunk.len()).unwrap().to_be_bytes());
        bytes.extend(*chunk);
    }
    bytes.extend([0; 4]);
    bytes
}

#[tokio::test]
async fn the_scanner_answers_in_the_form_of_the_command() {
    let twins = Twins::start().await.unwrap();
    let addr = twins.clamd_addr();
    assert_eq!(say(addr, b"zPING\0").await, "PONG\0");
    assert_eq!(say(addr, b"nPING\n").await, "PONG\n");
    assert_eq!(say(addr, b"zSHUTDOWN\0").await, "UNKNOWN COMMAND\0");
    assert_eq!(say(addr, &stream(&[b"a", b"scan"])).await, "stream: OK\0");
    assert_eq!(say(addr, &stream(&[])).await, "stream: OK\0");
}

#[tokio::test]
async fn the_scanner_finds_the_test_virus_across_chunks() {
    let twins = Twins::start().await.unwrap();
    let eicar = eicar();
    let (head, tail) = eicar.split_at(30);
    let reply = say(twins.clamd_addr(), &stream(&[b"before ", head, tail])).await;
    assert_eq!(reply, "stream: Eicar-Signature FOUND\0");
}

#[tokio::test]
async fn the_scanner_refuses_a_stream_that_is_too_long() {
    let twins = Twins::start().await.unwrap();
    let mut bytes = b"zINSTREAM\0".to_vec();
    bytes.extend((26_u32 * 1024 * 1024).to_be_bytes());
    let reply = say(twins.clamd_addr(), &bytes).await;
    assert_eq!(reply, "INSTREAM size limit exceeded. ERROR\0");
}

#[tokio::test]
async fn the_scanner_can_be_told_to_hang_up() {
    let twins = Twins::start().await.unwrap();
    twins.scanner().hang_up(true);
    assert_eq!(say(twins.clamd_addr(), b"zPING\0").await, "");
    twins.scanner().hang_up(false);
    assert_eq!(say(twins.clamd_addr(), b"zPING\0").await, "PONG\0");
}
