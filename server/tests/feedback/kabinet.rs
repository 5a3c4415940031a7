//! The program itself as a process with a demonstration's data, and its commands beside it.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use reqwest::{Client, Response, StatusCode, header, redirect::Policy};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// Ends with the test.
pub struct Kabinet {
    process: Child,
    origin: String,
    client: Client,
    folder: TempDir,
}

/// One part of a form: its field, the name of a file, the content.
pub type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl Kabinet {
    /// Starts the server and waits until it is ready.
    pub async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("kabinet-feedback.").tempdir().unwrap();
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        let text = format!("[server]\naddress = '{address}'\n[dev]\nsample_accounts = 0\n");
        std::fs::write(folder.path().join("kabinet.toml"), text).unwrap();
        let process = command(folder.path(), &["serve"])
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
            folder,
        };
        kabinet.wait().await;
        kabinet
    }

    async fn wait(&self) {
        let until = Instant::now() + Duration::from_secs(120);
        let ready = || self.client.get(format!("{}/readyz", self.origin)).send();
        while !ready().await.is_ok_and(|answer| answer.status() == StatusCode::OK) {
            assert!(Instant::now() < until, "the server does not start");
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Sends a form as a browser without scripts does.
    pub async fn send(&self, parts: &[Part<'_>]) -> Response {
        let mut body = Vec::new();
        for (field, file, content) in parts {
            let file = file.map(|name| format!("; filename=\"{name}\"")).unwrap_or_default();
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"form[{field}]\"{file}\r\n\r\n");
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        self.client
            .post(format!("{}/api/appeals/feedback", self.origin))
            .header(header::ORIGIN, &self.origin)
            .header(header::REFERER, format!("{}/feedback", self.origin))
            .header(header::ACCEPT, "text/html,*/*")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// The page that an answer leads to, with the cookie it set.
    pub async fn follow(&self, answer: &Response) -> String {
        let header = |name| {
            answer
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        let to = header(header::LOCATION).unwrap();
        let cookie = header(header::SET_COOKIE).unwrap_or_default();
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let to = to.strip_prefix(&self.origin).unwrap_or(&to);
        let request = self
            .client
            .get(format!("{}{to}", self.origin))
            .header(header::COOKIE, cookie);
        request.send().await.unwrap().text().await.unwrap()
    }

    /// Runs a command beside the server.
    pub fn run(&self, arguments: &[&str]) -> Output {
        command(self.folder.path(), arguments).output().unwrap()
    }

    /// A path in the server's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kabinet"));
    command
        .args(["--config", "kabinet.toml"])
        .args(arguments)
        .env("LEPTOS_OUTPUT_NAME", "kabinet")
        .env("LEPTOS_SITE_ROOT", folder.join("site"))
        .env("LEPTOS_SITE_PKG_DIR", "pkg")
        .current_dir(folder);
    command
}

impl Drop for Kabinet {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
