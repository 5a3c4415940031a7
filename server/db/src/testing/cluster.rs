//! The PostgreSQL server of a test process and the databases on it.

use std::{
    env,
    future::Future,
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::Duration,
};

use sea_orm::sqlx::{
    self, AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions,
};

use super::unique;
use crate::{Db, Settings};

/// An address of a server to use instead of starting one. It is left with this process's template: give a throwaway one.
const GIVEN: &str = "KABINET_TEST_POSTGRES_URL";
const INSTALLED: &str = "/usr/lib/postgresql";
const SCRIPT: &str = include_str!("cluster.sh");

static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();

struct Server {
    maintenance: PgConnectOptions,
    template: String,
    /// Holds the script's standard input open: the script ends the server when this process is no more.
    _script: Option<Child>,
}

/// Copies the migrated template; gives the new database's address.
pub(super) async fn create_database(name: &str) -> String {
    let server = server();
    let statement = format!("CREATE DATABASE {name} TEMPLATE {}", server.template);
    execute(&server.maintenance, statement)
        .await
        .unwrap_or_else(|error| panic!("no database for the test: {error}"));
    address(&server.maintenance, name)
}

/// Removes a database and whoever is still connected to it.
pub(super) fn drop_database(name: &str) {
    let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    // What stays behind goes with the server.
    let _ = apart(execute(&server().maintenance, statement));
}

fn server() -> &'static Server {
    let server = SERVER.get_or_init(|| {
        let (url, script) = match env::var(GIVEN) {
            Ok(url) if !url.is_empty() => (url, None),
            _ => start().map(|(url, script)| (url, Some(script)))?,
        };
        let maintenance = url.parse::<PgConnectOptions>().map_err(|error| error.to_string())?;
        let template = apart(make_template(&maintenance))?;
        Ok(Server {
            maintenance,
            template,
            _script: script,
        })
    });
    server
        .as_ref()
        .unwrap_or_else(|error| panic!("no PostgreSQL for the tests: {error}"))
}

async fn make_template(maintenance: &PgConnectOptions) -> Result<String, String> {
    let name = format!("template_{}", unique());
    execute(maintenance, format!("CREATE DATABASE {name}"))
        .await
        .map_err(|error| error.to_string())?;
    let url = address(maintenance, &name);
    let settings = Settings {
        url,
        max_connections: 1,
        acquire_timeout: Duration::from_secs(60),
    };
    let db = Db::connect(&settings).await.map_err(|error| error.to_string())?;
    db.migrate().await.map_err(|error| error.to_string())?;
    // A database that somebody is connected to cannot be copied.
    db.close().await.map_err(|error| error.to_string())?;
    Ok(name)
}

async fn execute(maintenance: &PgConnectOptions, statement: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect_with(maintenance).await?;
    connection.execute(AssertSqlSafe(statement)).await?;
    connection.close().await
}

fn address(maintenance: &PgConnectOptions, database: &str) -> String {
    maintenance.clone().database(database).to_url_lossy().into()
}

/// Runs a future to its end on a thread of its own: a thread of a runtime may not block on one.
fn apart<T: Send, E: Send + ToString>(future: impl Future<Output = Result<T, E>> + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime
                .map_err(|error| error.to_string())?
                .block_on(future)
                .map_err(|error| error.to_string())
        });
        thread.join().unwrap_or_else(|_| Err("the thread panicked".to_owned()))
    })
}

/// Starts a server on a free port of the loopback; another process may take the port first, so tries a few.
fn start() -> Result<(String, Child), String> {
    let programs = programs()?;
    let mut failure = String::new();
    for _ in 0..5 {
        match start_once(&programs) {
            Ok(started) => return Ok(started),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn start_once(programs: &Path) -> Result<(String, Child), String> {
    let folder = tempfile::Builder::new()
        .prefix("kabinet-pg.")
        .tempdir()
        .map_err(|error| error.to_string())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    let port = listener.map_err(|error| error.to_string())?.port();
    let mut script = Command::new("sh")
        .args(["-c", SCRIPT, "sh"])
        .arg(folder.path())
        .arg(programs)
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // Ctrl+C ends the tests; the script then cleans up by itself.
        .process_group(0)
        .spawn()
        .map_err(|error| error.to_string())?;
    // From here on the script removes the folder.
    let _ = folder.keep();
    let mut answer = String::new();
    let mut output = BufReader::new(script.stdout.take().ok_or("the script has no output")?);
    output.read_line(&mut answer).map_err(|error| error.to_string())?;
    if answer.trim() == "ready" {
        return Ok((format!("postgres://kabinet@127.0.0.1:{port}/postgres"), script));
    }
    drop(script.stdin.take());
    let rest = output.lines().map_while(Result::ok).collect::<Vec<_>>().join("\n");
    let _ = script.wait();
    Err(format!("{answer}{rest}"))
}

/// The programs of the newest version installed.
fn programs() -> Result<PathBuf, String> {
    let versions = std::fs::read_dir(INSTALLED).map_err(|error| format!("{INSTALLED}: {error}"))?;
    versions
        .filter_map(|version| {
            let version = version.ok()?;
            let number: u32 = version.file_name().to_str()?.parse().ok()?;
            let programs = version.path().join("bin");
            programs.join("postgres").exists().then_some((number, programs))
        })
        .max()
        .map(|(_, programs)| programs)
        .ok_or_else(|| format!("no server in {INSTALLED}"))
}
