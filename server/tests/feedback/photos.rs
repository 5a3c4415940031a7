//! A photo of a meter, from the form without scripts to the operator's command line.

use std::{path::Path, process::Output};

use reqwest::header;
use serde_json::Value;

use crate::{
    browser::Form,
    kabinet::{Kabinet, command},
    location,
    png::PNG,
    words,
};

/// The demonstration's customer, logged in.
async fn log_in(kabinet: &Kabinet) -> String {
    let form = "form[email]=sample@example.com&form[password]=Sample-Home-42";
    let answer = post(kabinet, "identity/login", "", form).await;
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
    let session = cookies
        .map(|cookie| cookie.to_str().unwrap())
        .find(|cookie| cookie.starts_with("__Host-session="));
    session.unwrap().split(';').next().unwrap().to_owned()
}

async fn post(kabinet: &Kabinet, function: &str, cookie: &str, form: &'static str) -> reqwest::Response {
    let request = kabinet
        .client
        .post(format!("{}/api/{function}", kabinet.origin))
        .header(header::ORIGIN, &kabinet.origin)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie);
    request.body(form).send().await.unwrap()
}

/// The id of an account, of its meter, and what that showed last.
async fn home(kabinet: &Kabinet, cookie: &str) -> (String, String, i64) {
    let pages = post(kabinet, "accounts/sendable", cookie, "")
        .await
        .text()
        .await
        .unwrap();
    let pages: Value = serde_json::from_str(&pages).unwrap();
    let meters = pages.as_array().unwrap().iter().flat_map(|page| {
        let meters = page["meters"].as_array().unwrap().iter();
        meters.map(|meter| (page["account"]["id"].as_str().unwrap(), meter))
    });
    let single = |(_, meter): &(&str, &Value)| {
        meter["rules"]["registers"].as_array().unwrap().len() == 1
            && meter["automatic"] == false
            && meter["archived_on"].is_null()
    };
    let (account, meter) = { meters }.find(single).unwrap();
    let previous = &meter["rules"]["registers"][0]["previous"]["value"];
    let kwh = previous.as_i64().unwrap() / 1_000;
    (account.to_owned(), meter["id"].as_str().unwrap().to_owned(), kwh)
}

/// Whoever opens a file of an account stands in the log, whether they get it or not.
async fn expect_named(kabinet: &Kabinet, folder: &Path, cookie: &str, account: &str, photo: &str) {
    for (file, route, status) in [
        (format!("photos/{photo}"), "photos/{photo}", 200),
        ("receipts/4815.pdf".to_owned(), "receipts/{file}", 404),
        ("history.csv".to_owned(), "history.csv", 200),
    ] {
        let request = kabinet
            .client
            .get(format!("{}/accounts/{account}/{file}", kabinet.origin))
            .header(header::COOKIE, cookie);
        assert_eq!(request.send().await.unwrap().status().as_u16(), status, "{file}");
        let log = std::fs::read_to_string(folder.join("log")).unwrap();
        let route = format!("route=\"/accounts/{{id}}/{route}\"");
        let is_named = log.lines().any(|line| line.contains(&route) && line.contains(" user="));
        assert!(is_named, "{route} is not in {log}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_of_a_meter_reaches_the_operator() {
    let folder = tempfile::tempdir().unwrap();
    let clock = "clock = '2026-11-24T09:00:00Z'";
    let kabinet = Kabinet::start(folder.path(), "sqlite:data/kabinet.db", clock).await;
    let run = |arguments: &[&str]| -> Output { command(folder.path(), arguments).output().unwrap() };
    assert_eq!(words(run(&["readings", "photos"]).stdout), "Снимков нет.\n");

    let cookie = log_in(&kabinet).await;
    let (account, meter, before) = home(&kabinet, &cookie).await;
    let page = format!("/accounts/{account}");
    let form = Form {
        page: &page,
        function: "readings/submit",
        cookie: &cookie,
    };
    let kwh = (before + 40).to_string();
    let typed = |photo: (&'static str, &'static [u8])| {
        let typed = [
            ("account", account.as_bytes()),
            ("meter", meter.as_bytes()),
            ("single", kwh.as_bytes()),
        ];
        let typed = typed.into_iter().map(|(name, value)| (name, None, value));
        typed.chain([("files", Some(photo.0), photo.1)]).collect::<Vec<_>>()
    };
    let answer = kabinet.send_form(&form, &typed(("IMG_1.jpg", b"just words"))).await;
    assert!(location(&answer).contains("__err="), "{}", location(&answer));
    let answer = kabinet.send_form(&form, &typed(("IMG_1.jpg", PNG))).await;
    assert!(!location(&answer).contains("__err="), "{}", location(&answer));

    let list = words(run(&["readings", "photos"]).stdout);
    assert!(list.lines().count() == 1 && list.contains("image/png"), "{list}");
    let id = list.split(';').next().unwrap();
    expect_named(&kabinet, folder.path(), &cookie, &account, id).await;
    assert_eq!(words(run(&["readings", "photos", "--account", "1"]).stdout), "");
    let saved = run(&["readings", "photo", id, "--out", "out.png"]);
    let log = words(saved.stderr);
    assert!(
        saved.status.success() && log.contains("reading-photo-read") && !log.contains("IMG_1"),
        "{log}"
    );
    let saved = std::fs::read(folder.path().join("out.png")).unwrap();
    assert!(saved.starts_with(b"\x89PNG"));
    assert!(
        !run(&["readings", "photo", id, "--out", "out.png"]).status.success(),
        "nothing is replaced"
    );
    let nothing = "00000000-0000-0000-0000-000000000000";
    assert!(
        !run(&["readings", "photo", nothing, "--out", "other.png"])
            .status
            .success()
    );
}
