//! The program itself as a process, with a little sample data; shared by the tests that ask it over HTTP.

use std::{
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, StatusCode, redirect::Policy};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// Ends with the test.
pub struct Kabinet {
    process: Child,
    pub origin: String,
    pub client: Client,
    _folder: TempDir,
}

impl Kabinet {
    /// Starts the server on a database and waits until it is ready. The demonstration's own settings may be added to.
    pub async fn start(database: &str, dev: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("kabinet-outage.").tempdir().unwrap();
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let (config, site) = (folder.path().join("kabinet.toml"), folder.path().join("site"));
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        let samples = folder.path().join("sample");
        let text = format!(
            "[server]\naddress = '{address}'\n[database]\nurl = '{database}'\nmax_connections = 4\n[security]\n\
             hash_patience_ms = 10000\n[dev]\nsample_accounts = 10\nsample_dir = '{}'\n{dev}\n",
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
}

impl Drop for Kabinet {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
