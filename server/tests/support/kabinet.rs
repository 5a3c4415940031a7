//! The program itself as a process, with a little sample data; shared by the tests that ask it over HTTP.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, StatusCode, redirect::Policy};
use tokio::time::{Instant, sleep};

/// Ends with the test.
pub struct Kabinet {
    process: Child,
    pub origin: String,
    pub client: Client,
}

impl Kabinet {
    /// Starts the server in a folder, on a database, and waits until it is ready. The demonstration's own settings may be
    /// added to. Its log is the file `log`.
    pub async fn start(folder: &Path, database: &str, dev: &str) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        std::fs::create_dir_all(folder.join("site/pkg")).unwrap();
        let text = format!(
            "[server]\naddress = '{address}'\n[database]\nurl = '{database}'\nmax_connections = 4\n[security]\n\
             hash_patience_ms = 10000\n[dev]\nsample_accounts = 10\nsample_dir = 'data/sample'\n{dev}\n",
        );
        std::fs::write(folder.join("kabinet.toml"), text).unwrap();
        let log = std::fs::File::create(folder.join("log")).unwrap();
        let process = command(folder, &["serve"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        // reqwest asks for it although nothing here goes over TLS.
        adapters::install_crypto_provider();
        let kabinet = Self {
            process,
            origin: format!("http://{address}"),
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
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
}

/// The program with a command, in the folder of a server.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kabinet"));
    command
        .args(["--config", "kabinet.toml"])
        .args(arguments)
        .env("LEPTOS_OUTPUT_NAME", "kabinet")
        .env("LEPTOS_SITE_ROOT", folder.join("site"))
        .env("LEPTOS_SITE_PKG_DIR", "pkg")
        .env("NO_COLOR", "1")
        .current_dir(folder);
    command
}

impl Drop for Kabinet {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
