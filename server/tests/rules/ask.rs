//! Sends forms as the page's script does, without what the page checks before.

use app::AppError;
use db::testing::TestDb;
use domain::{
    accounts::{AccountPage, Role},
    readings::MeterCard,
};
use reqwest::{RequestBuilder, Response, header};
use tempfile::TempDir;

use crate::{kabinet::Kabinet, rule::Rule};

/// A day on which Тверь takes readings and Хакасия does not any more.
const CLOCK: &str = "clock = '2026-11-26T09:00:00Z'";
const EDGE: &str = "edge-of-a-part";

/// The server with its demonstration's customer logged in.
pub struct Site {
    kabinet: Kabinet,
    session: String,
    _folder: TempDir,
}

/// The customer's account and a meter of theirs that has been read before.
pub struct Home {
    pub page: AccountPage,
    pub meter: MeterCard,
}

impl Site {
    pub async fn start(db: &TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let kabinet = Kabinet::start(folder.path(), &db.settings().url, CLOCK).await;
        let mut site = Self {
            kabinet,
            session: String::new(),
            _folder: folder,
        };
        let login = [
            ("form[email]", "sample@example.com"),
            ("form[password]", "Sample-Home-42"),
        ];
        let answer = plain(site.to("identity/login"), &login).send().await.unwrap();
        site.session = session(&answer);
        site
    }

    /// An account whose readings the customer sends.
    pub async fn home(&self) -> Home {
        let answer = plain(self.to("accounts/sendable"), &[("none", "")])
            .send()
            .await
            .unwrap();
        let pages: Vec<AccountPage> = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        let was_read = |meter: &MeterCard| {
            let known = |register: &domain::readings::RegisterRules| register.previous.is_some();
            meter.archived_on.is_none() && !meter.automatic && meter.rules.registers.iter().all(known)
        };
        let home = |page: AccountPage| {
            let meter = page.meters.iter().find(|meter| was_read(meter))?.clone();
            Some(Home { page, meter })
        };
        let home = pages.into_iter().find_map(home).expect("a meter that has been read");
        assert_eq!(home.page.account.role, Role::Owner);
        home
    }

    /// Sends a rule's form; gives what is answered otherwise than the rule says.
    pub async fn ask(&self, rule: &Rule) -> Option<String> {
        let request = self.to(rule.function);
        let request = if rule.files.is_empty() {
            plain(request, &rule.fields)
        } else {
            with_files(request, rule)
        };
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let body = answer.text().await.unwrap();
        let told: Option<AppError> = serde_json::from_str(&body).ok();
        (status != 422 || told.as_ref() != Some(&rule.answer)).then(|| {
            let beginning: String = body.chars().take(200).collect();
            format!("rule {}: {} answers {status} {beginning}", rule.name, rule.function)
        })
    }

    fn to(&self, function: &str) -> RequestBuilder {
        self.kabinet
            .client
            .post(format!("{}/api/{function}", self.kabinet.origin))
            .header(header::ORIGIN, &self.kabinet.origin)
            .header(header::ACCEPT, "application/json")
            .header(header::COOKIE, &self.session)
    }
}

fn plain<N: AsRef<str>, V: AsRef<str>>(request: RequestBuilder, fields: &[(N, V)]) -> RequestBuilder {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    request
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form)
}

fn with_files(request: RequestBuilder, rule: &Rule) -> RequestBuilder {
    let part = |name: &str, file: &str, content: &[u8]| {
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    };
    let fields = rule.fields.iter().map(|(name, value)| part(name, "", value.as_bytes()));
    let files = rule.files.iter();
    let files = files.map(|(name, content)| part("files[]", &format!("; filename=\"{name}\""), content));
    let mut body: Vec<u8> = fields.chain(files).flatten().collect();
    body.extend(format!("--{EDGE}--\r\n").into_bytes());
    request
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"))
        .body(body)
}

/// The cookie that the login set.
fn session(answer: &Response) -> String {
    let cookies = answer.headers().get_all(header::SET_COOKIE);
    let pair = |cookie: &header::HeaderValue| cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
    cookies
        .iter()
        .map(pair)
        .find(|pair| pair.starts_with("__Host-session="))
        .expect("the demonstration's customer is logged in")
}
