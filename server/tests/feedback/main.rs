//! Files of customers, from the browser's form without scripts to the operator's command line.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod browser;
#[path = "../support/kabinet.rs"]
mod kabinet;
mod photos;
#[path = "../support/png.rs"]
mod png;

use std::process::Output;

use reqwest::{Response, header};

use crate::{
    browser::Part,
    kabinet::{Kabinet, command},
};

const PDF: &[u8] =
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";

fn typed() -> Vec<Part<'static>> {
    vec![
        ("topic", None, b"readings"),
        ("name", None, "Анна".as_bytes()),
        ("email", None, b"anna@example.com"),
        ("phone", None, b""),
        ("text", None, "Снимок счётчика\r\nприложен".as_bytes()),
    ]
}

fn with<'a>(files: &[(&'a str, &'a [u8])]) -> Vec<Part<'a>> {
    let files = files.iter().map(|(name, content)| ("files", Some(*name), *content));
    typed().into_iter().chain(files).collect()
}

fn words(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace('\u{a0}', " ")
}

/// The page that an answer leads to.
fn location(answer: &Response) -> &str {
    answer.headers().get(header::LOCATION).unwrap().to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_with_files_reaches_the_operator() {
    let folder = tempfile::tempdir().unwrap();
    let kabinet = Kabinet::start(folder.path(), "sqlite:data/kabinet.db", "").await;
    let run = |arguments: &[&str]| -> Output { command(folder.path(), arguments).output().unwrap() };

    let answer = kabinet
        .send(&with(&[("photo.jpg", b"just words"), ("b.pdf", PDF)]))
        .await;
    let to = location(&answer);
    assert!(to.contains("__err=") && !to.contains("photo"), "{to}");
    let page = kabinet.follow(&answer).await;
    for kept in [
        "anna@example.com",
        "Снимок счётчика",
        "Файлы нужно выбрать заново",
        "«photo.jpg»: такой файл мы не открываем",
    ] {
        assert!(page.contains(kept), "{kept} is not on {page}");
    }
    assert_eq!(words(run(&["appeals", "list"]).stdout), "Обращений нет.\n");

    let answer = kabinet.send(&with(&[("", b"")])).await;
    assert!(location(&answer).ends_with("/sent/feedback?number=1"));
    let answer = kabinet.send(&with(&[("счёт.pdf", PDF), ("b.pdf", PDF)])).await;
    assert!(location(&answer).ends_with("/sent/feedback?number=2"));

    let list = words(run(&["appeals", "list"]).stdout);
    let lines: Vec<_> = list.lines().collect();
    assert!(
        lines.first().unwrap().starts_with("№ 2; ") && lines.first().unwrap().ends_with("; файлов: 2"),
        "{list}"
    );
    assert!(
        lines.last().unwrap().starts_with("№ 1; ") && lines.last().unwrap().ends_with("; файлов: 0"),
        "{list}"
    );
    assert!(!list.contains("anna@example.com"), "a list shows nobody");

    let show = run(&["appeals", "show", "2"]);
    let log = words(show.stderr);
    assert!(
        log.contains("appeal-read") && !log.contains("anna") && !log.contains("Анна"),
        "{log}"
    );
    let show = words(show.stdout);
    for shown in [
        "Показания и счётчик",
        "anna@example.com",
        "Снимок счётчика",
        "1. счёт.pdf (application/pdf",
        "2. b.pdf",
    ] {
        assert!(show.contains(shown), "{shown} is not in {show}");
    }

    let out = folder.path().join("out.pdf");
    let file = run(&["appeals", "file", "2", "1", "--out", "out.pdf"]);
    let log = words(file.stderr);
    assert!(
        file.status.success() && log.contains("appeal-file-read") && !log.contains("счёт"),
        "{log}"
    );
    assert_eq!(std::fs::read(&out).unwrap(), PDF);
    assert!(
        !run(&["appeals", "file", "2", "1", "--out", "out.pdf"]).status.success(),
        "nothing is replaced"
    );
    assert!(!run(&["appeals", "file", "2", "3", "--out", "c.pdf"]).status.success());
    assert!(!run(&["appeals", "show", "3"]).status.success());

    assert_eq!(words(run(&["sweep"]).stdout), "Убрано файлов: 0.\n");
    assert!(words(run(&["rewrap"]).stdout).starts_with("Переведено на ключ «dev»: 0."));
}
