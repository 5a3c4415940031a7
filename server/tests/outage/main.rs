//! The database goes away while the server runs and comes back: every page says so meanwhile, and nothing has to be
//! restarted.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod door;
#[path = "../support/kabinet.rs"]
mod kabinet;
mod wire;

use std::time::Duration;

use reqwest::StatusCode;
use tokio::time::{Instant, sleep};

use crate::{kabinet::Kabinet, wire::Wire};

const PAGE: &str = "/accounts/add";
const TROUBLE: &str = "Сервис временно недоступен";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_say_that_the_database_is_gone_and_come_back_with_it() {
    let db = db::testing::postgres().await;
    let (wire, url) = Wire::before(&db.settings().url).await;
    let folder = tempfile::tempdir().unwrap();
    let kabinet = Kabinet::start(folder.path(), &url, "").await;
    let session = kabinet.log_in().await;

    let (status, page) = kabinet.get(PAGE, &session).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Добавление лицевого счёта") && !page.contains(TROUBLE));
    assert_eq!(kabinet.get("/readyz", "").await.0, StatusCode::OK);

    wire.cut();
    for attempt in 0..10 {
        let (status, page) = kabinet.get(PAGE, &session).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "attempt {attempt}: {page}");
        assert!(page.contains(TROUBLE) && page.contains("Попробовать ещё раз"));
    }
    assert_eq!(kabinet.get("/readyz", "").await.0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(kabinet.get("/healthz", "").await.0, StatusCode::OK);
    assert_eq!(
        kabinet.get("/login", "").await.0,
        StatusCode::OK,
        "what needs no data is shown"
    );
    let (status, answer) = kabinet.try_log_in().await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.contains("Unavailable"), "{answer}");

    wire.mend();
    let until = Instant::now() + Duration::from_secs(60);
    while kabinet.get(PAGE, &session).await.0 != StatusCode::OK {
        assert!(Instant::now() < until, "the database is back and the pages are not");
        sleep(Duration::from_millis(200)).await;
    }
    for _ in 0..10 {
        assert_eq!(kabinet.get(PAGE, &session).await.0, StatusCode::OK);
    }
    assert_eq!(kabinet.get("/readyz", "").await.0, StatusCode::OK);
}
