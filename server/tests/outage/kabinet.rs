//! The program itself as a process, with a little sample data.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, RequestBuilder, StatusCode, header, redirect::Policy};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// Ends with the test.
pub struct Kabinet {
    process: Child,
    origin: String,
    client: Client,
    _folder: TempDir,
}

impl Kabinet {
    /// Starts the server on a database and waits until it is ready.
    pub async fn start(database: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("kabinet-outage.").tempdir().unwrap();
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let (config, site) = (folder.path().join("kabinet.toml"), folder.path().join("site"));
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        let samples = folder.path().join("sample");
        let text = format!(
            "[server]\naddress = '{address}'\n[database]\nurl = '{database}'\nmax_connections = 4\n[security]\n\
             hash_patience_ms = 10000\n[dev]\nsample_accounts = 10\nsample_dir = '{}'\n",
            samples.display()
        );
        std::fs::write(&config, text).unwrap();
        let process = Command::new(env!("CARGO_BIN_EXE_kabinet"))
            .arg("--config")
            .arg(&config)
            .arg("serve")
            .env("LEPTOS_OUTPUT_NAME", "kabinet")
            .env("LEPTOS_SITE_ROOT", &site)
            .env("LEPTOS_SITE_PKG_DIR", "pkg")
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // reqwest asks for it although nothing here goes over TLS.
        adapters::install_crypto_provider();
        let kabinet = Self {
            process,
            origin: format!("http://{address}"),
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            _folder: folder,
        };
        kabinet.wait().await;
        kabinet
    }

    async fn wait(&self) {
        let until = Instant::now() + Duration::from_secs(120);
        while !self.answers().await {
            assert!(Instant::now() < until, "the server does not start");
            sleep(Duration::from_millis(100)).await;
        }
    }

    async fn answers(&self) -> bool {
        let answer = self.client.get(format!("{}/readyz", self.origin)).send().await;
        answer.is_ok_and(|answer| answer.status() == StatusCode::OK)
    }

    /// A page as a browser asks for it.
    pub async fn get(&self, path: &str, session: &str) -> (StatusCode, String) {
        let request = self.client.get(format!("{}{path}", self.origin));
        let answer = request.header(header::COOKIE, session).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    /// «Войти» without scripts: the session's cookie.
    pub async fn log_in(&self) -> String {
        let answer = self.login().header(header::ACCEPT, "text/html").send().await.unwrap();
        let cookie = answer.headers().get(header::SET_COOKIE).unwrap().to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// «Войти» with scripts: what the page is answered.
    pub async fn try_log_in(&self) -> (StatusCode, String) {
        let request = self.login().header(header::ACCEPT, "application/json");
        let answer = request.send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    fn login(&self) -> RequestBuilder {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("form[email]", "newcomer@example.com")
            .append_pair("form[password]", "Sample-Home-42")
            .append_pair("form[next]", "/")
            .finish();
        self.client
            .post(format!("{}/api/identity/login", self.origin))
            .header(header::ORIGIN, &self.origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form)
    }
}

impl Drop for Kabinet {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
