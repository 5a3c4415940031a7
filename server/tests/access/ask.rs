//! Asks the server as each kind of person would, and tells what was answered otherwise than the tables say.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, TimeZone, Utc};
use db::{Db, readings::photos, testing::TestDb};
use reqwest::{Response, header};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    house::{HIDDEN_FROM_READERS, House},
    kabinet::Kabinet,
    png::PNG,
    table::{Line, Who},
};

/// The server, and its database.
pub struct Site {
    kabinet: Kabinet,
    _folder: TempDir,
    db: Db,
    houses: AtomicUsize,
}

/// A day on which Хакасия takes readings.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).unwrap()
}

impl Site {
    pub async fn start(db: &TestDb) -> Self {
        let clock = format!("clock = '{}'", now().to_rfc3339());
        let folder = tempfile::tempdir().unwrap();
        Self {
            kabinet: Kabinet::start(folder.path(), &db.settings().url, &clock).await,
            _folder: folder,
            db: Db::clone(db),
            houses: AtomicUsize::new(0),
        }
    }

    pub async fn house(&self) -> House {
        House::build(&self.db, self.houses.fetch_add(1, Ordering::Relaxed), now()).await
    }

    /// A house with a photo of its meter, which knows a photo of another house, too.
    pub async fn house_with_photos(&self) -> House {
        let (mut house, other) = (self.house().await, self.house().await);
        let (photo, elsewhere) = (self.send_photo(&house).await, self.send_photo(&other).await);
        house.hang(photo, elsewhere);
        house
    }

    /// Sends readings with a photo as the owner: its content lies in the server's own store.
    async fn send_photo(&self, house: &House) -> Uuid {
        let mut form = Vec::new();
        for (name, value) in [("account", "{account}"), ("meter", "{meter}"), ("single", "100")] {
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"form[{name}]\"\r\n\r\n");
            form.extend([head.as_bytes(), house.fill(value).as_bytes(), b"\r\n"].concat());
        }
        let head = "--edge\r\nContent-Disposition: form-data; name=\"form[files]\"; filename=\"a.png\"\r\n\r\n";
        form.extend([head.as_bytes(), PNG, b"\r\n--edge--\r\n"].concat());
        let request = self
            .kabinet
            .client
            .post(format!("{}/api/readings/submit", self.kabinet.origin))
            .header(header::ORIGIN, &self.kabinet.origin)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .header(header::COOKIE, cookie(house, Who::Owner))
            .body(form);
        assert_eq!(request.send().await.unwrap().status().as_u16(), 200);
        let account = house.fill("{account}").parse::<Uuid>().unwrap();
        photos::of_account(self.db.reader(), account).await.unwrap()[0].file_id
    }

    /// Calls a function as the page's script does.
    pub async fn call(&self, house: &House, line: &Line, who: Who) -> Option<String> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in line.fields {
            form.append_pair(name, &house.fill(value));
        }
        let request = self
            .kabinet
            .client
            .post(format!("{}/api/{}", self.kabinet.origin, line.path))
            .header(header::ORIGIN, &self.kabinet.origin)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie(house, who))
            .body(form.finish());
        judge(house, line, who, 401, request.send().await.unwrap()).await
    }

    /// Opens a page as a browser does.
    pub async fn open(&self, house: &House, line: &Line, who: Who) -> Option<String> {
        let path = line.fields.iter().fold(line.path.to_owned(), |path, (name, value)| {
            path.replace(name, &house.fill(value))
        });
        let request = self
            .kabinet
            .client
            .get(format!("{}{path}", self.kabinet.origin))
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookie(house, who));
        judge(house, line, who, 302, request.send().await.unwrap()).await
    }
}

fn cookie(house: &House, who: Who) -> String {
    let session = house.session(who).map(services::secrets::Token::expose);
    format!("__Host-session={}", session.unwrap_or_default())
}

async fn judge(house: &House, line: &Line, who: Who, signed_out: u16, answer: Response) -> Option<String> {
    let (status, expected) = (answer.status().as_u16(), line.expected(who, signed_out));
    let body = answer.text().await.unwrap();
    if status != expected {
        let beginning: String = body.chars().take(200).collect();
        return Some(format!(
            "{} answers {who:?} {status} in place of {expected}: {beginning}",
            line.path
        ));
    }
    if let Some(secret) = house.hidden_from(who).into_iter().find(|secret| body.contains(secret)) {
        return Some(format!("{} shows {who:?} what they may not see: {secret}", line.path));
    }
    let shows_all = line.path == "accounts/page" && matches!(who, Who::Owner | Who::Payer);
    if shows_all && !HIDDEN_FROM_READERS[..3].iter().all(|secret| body.contains(secret)) {
        return Some(format!(
            "{} does not show {who:?} what the others are watched for",
            line.path
        ));
    }
    None
}
