//! Forms with files as browsers send them, and as others do.

use futures::{StreamExt as _, stream};
use services::limits::Network;

use super::*;
use crate::layers::gate::Gate;

fn part(name: &str, file: Option<&str>, content: &[u8]) -> Vec<u8> {
    let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"form[{name}]\"{file}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

fn place() -> Option<Place> {
    Gate::new(1).enter(&Network("a".to_owned()))
}

async fn received(parts: &[Vec<u8>], has_place: bool) -> Received {
    let body = [parts.concat(), b"--x--\r\n".to_vec()].concat();
    // In pieces, as a network brings it.
    let pieces: Vec<_> = body.chunks(16 * 1024).map(Bytes::copy_from_slice).collect();
    let pieces = stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
    let place = place().filter(|_| has_place);
    receive(
        Body::from_stream(pieces),
        "x".to_owned(),
        Purpose::Message,
        place.as_ref(),
    )
    .await
}

fn files(received: &Received) -> Vec<(&str, u64, usize)> {
    match &received.uploads {
        Uploads::Received(files) => files
            .iter()
            .map(|f| (f.name.as_str(), f.bytes, f.content.len()))
            .collect(),
        _ => panic!("should be received"),
    }
}

#[tokio::test]
async fn texts_and_files_are_told_apart_and_an_empty_input_is_no_file() {
    let text = part("text", None, "Добрый\r\nдень".as_bytes());
    let form = received(
        &[
            text.clone(),
            part("files", Some("a.pdf"), b"1234"),
            part("files", Some(""), b""),
        ],
        true,
    )
    .await;
    let told: Vec<_> = form
        .fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    assert_eq!(told, [("form[text]", "Добрый\r\nдень"), ("form[files]", "a.pdf")]);
    assert_eq!(files(&form), [("a.pdf", 4, 4)]);
    let form = received(&[text, part("files", Some(""), b"")], false).await;
    assert!(files(&form).is_empty(), "a form without files needs no place");
}

#[tokio::test]
async fn what_is_too_large_or_too_many_is_counted_and_not_kept() {
    let most = usize::try_from(BYTES_MAX).expect("it fits");
    let large = part("files", Some("b.jpg"), &vec![7; most + 1]);
    let fits = part("files", Some("a.jpg"), &vec![7; most]);
    let after = part("name", None, b"Anna");
    let form = received(&[fits, large, after.clone()], true).await;
    assert_eq!(files(&form), [("a.jpg", BYTES_MAX, most), ("b.jpg", BYTES_MAX + 1, 0)]);
    assert_eq!(form.fields.first(), Some(&("form[name]".to_owned(), "Anna".to_owned())));
    let many: Vec<_> = (0..50).map(|_| part("files", Some("a"), b"1")).collect();
    let form = received(&many, true).await;
    assert_eq!(files(&form).len(), 6, "one too many is enough to know");
    let enormous = part("files", Some("film.mp4"), &vec![0; 70 * 1024 * 1024]);
    let form = received(&[after, part("files", Some("a.pdf"), b"1234"), enormous], true).await;
    assert!(form.uploads.check(Purpose::Message).is_err());
    assert_eq!(form.fields.len(), 2, "what was typed is there");
    assert_eq!(
        files(&form)[0],
        ("a.pdf", 4, 0),
        "told, and not kept while the rest runs past"
    );
}

#[tokio::test]
async fn without_a_place_the_text_is_kept_and_the_files_run_past() {
    let form = received(
        &[part("text", None, b"a"), part("files", Some("a"), &vec![0; 3_000_000])],
        false,
    )
    .await;
    assert!(matches!(form.uploads, Uploads::Busy));
    assert_eq!(form.fields.first(), Some(&("form[text]".to_owned(), "a".to_owned())));
}

#[tokio::test]
async fn what_no_browser_sends_is_broken() {
    for body in [
        &b"nothing"[..],
        b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
    ] {
        let form = receive(Body::from(body), "x".to_owned(), Purpose::Message, place().as_ref()).await;
        assert!(matches!(form.uploads, Uploads::Broken));
    }
    let form = received(&[part("text", None, &vec![b'a'; TEXT_MAX + 1])], true).await;
    assert!(matches!(form.uploads, Uploads::Broken));
}

#[tokio::test(start_paused = true)]
async fn who_falls_silent_is_given_up_and_what_was_typed_is_there() {
    let begun = [part("text", None, b"a"), part("files", Some("a.pdf"), b"12")].concat();
    let begun = stream::once(async move { Ok::<_, std::io::Error>(Bytes::from(begun)) });
    let body = Body::from_stream(begun.chain(stream::pending()));
    let form = receive(body, "x".to_owned(), Purpose::Message, place().as_ref()).await;
    assert!(matches!(form.uploads, Uploads::Slow));
    assert_eq!(form.fields.first(), Some(&("form[text]".to_owned(), "a".to_owned())));
}
