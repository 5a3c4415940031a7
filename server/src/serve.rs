//! `kabinet serve`.

use std::{
    future::IntoFuture,
    io::{Write, stdout},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use adapters::{
    Secret,
    mail::{SmtpMailer, SmtpSettings, SmtpTls},
    sms::{HttpSmsGateway, SmsSettings},
};
use jobs::Runner;
use services::{
    Services,
    notices::Dispatcher,
    ports::{Mailer, SmsGateway},
};
use tokio::{net::TcpListener, signal::unix, sync::watch, time::timeout};
use tokio_util::sync::CancellationToken;
use twins::Twins;

use crate::{
    config::Config,
    layers::gate::Gate,
    router::{Wanted, router},
    seed, sweep,
    wiring::{self, Failure},
};

/// After the signal to stop, requests under way get so long.
const FAREWELL: Duration = Duration::from_secs(20);

/// Serves until it is told to stop.
///
/// # Errors
/// When something needed does not start.
pub async fn run(config: Config) -> Result<(), Failure> {
    let db = wiring::database(&config).await?;
    let migrate = config
        .database
        .migrate_on_start
        .unwrap_or(db.is_sqlite() || config.dev.is_some());
    if migrate {
        db.migrate().await?;
    } else if db.pending_migrations().await? > 0 {
        return Err("схема базы данных старее программы: выполните «kabinet migrate»".into());
    }
    let twins = match &config.dev {
        Some(_) => Some(Twins::start().await?),
        None => None,
    };
    let scanner = wiring::scanner(&config, twins.as_ref());
    let services = wiring::services(&config, db, scanner)?;
    if let Some(dev) = &config.dev {
        seed::fill(&services, dev).await?;
    }
    let (mailer, sms) = gateways(&config, twins.as_ref())?;
    let dispatcher = Dispatcher::new(services.clone(), mailer, sms);
    let mut sending = tokio::spawn(async move { dispatcher.run().await });
    let sweeping = tokio::spawn(sweep::hourly(services.clone()));
    let stop_working = CancellationToken::new();
    let mut working = {
        let (runner, stop) = (Runner::new(services.clone(), jobs::all()), stop_working.clone());
        tokio::spawn(async move { runner.run(&stop).await })
    };

    let mut options = leptos::config::get_configuration(None)?.leptos_options;
    options.site_addr = config.server.address;
    let outbox = twins.as_ref().map(|twins| twins::outbox_router(twins.outbox().clone()));
    let proxies = config.server.trusted_proxies.clone();
    let site = router(Wanted {
        options,
        services: services.clone(),
        proxies,
        uploads: Gate::new(config.files.uploads_at_once),
        outbox,
    })?;
    let listener = TcpListener::bind(config.server.address)
        .await
        .map_err(|error| format!("{}: {error}", config.server.address))?;
    greet(&config, &services)?;

    let (stop, mut stopped) = watch::channel(());
    let signal = async move {
        wait_for_signal().await;
        let _ = stop.send(());
    };
    let server =
        axum::serve(listener, site.into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(signal);
    tokio::select! {
        result = server.into_future() => result?,
        // Codes and letters would silently stay behind: better to end and be started again.
        ended = &mut sending => return Err(format!("рассылка писем и смс остановилась: {ended:?}").into()),
        ended = &mut working => return Err(format!("фоновые работы остановились: {ended:?}").into()),
        () = async move { let _ = stopped.changed().await; tokio::time::sleep(FAREWELL).await } => tracing::warn!("some requests were cut off"),
    }
    stop_working.cancel();
    if timeout(FAREWELL, working).await.is_err() {
        tracing::warn!("a job was broken off: it goes on where it stood");
    }
    services.aside.close();
    if timeout(FAREWELL, services.aside.wait()).await.is_err() {
        tracing::warn!("something beside the requests was cut off");
    }
    sending.abort();
    sweeping.abort();
    tracing::info!("stopped");
    Ok(())
}

/// The ways out to the customers.
type Gateways = (Arc<dyn Mailer>, Arc<dyn SmsGateway>);

/// Mail and SMS as configured; in a demonstration without them, the twins.
fn gateways(config: &Config, twins: Option<&Twins>) -> Result<Gateways, Failure> {
    let twin_mail = twins.map(|twins| SmtpSettings {
        host: twins.smtp_addr().ip().to_string(),
        port: twins.smtp_addr().port(),
        tls: SmtpTls::None,
        login: None,
        from_address: "no-reply@example.com".to_owned(),
        from_name: "АтомЭнергоСбыт".to_owned(),
        connect_timeout_ms: 2_000,
        timeout_ms: 5_000,
    });
    let twin_sms = twins.map(|twins| SmsSettings {
        base_url: format!("http://{}", twins.sms_addr()),
        token: Secret::new(twins.sms_token()),
        sender: "AtomSbyt".to_owned(),
        connect_timeout_ms: 2_000,
        timeout_ms: 5_000,
    });
    let mail = config.mail.clone().or(twin_mail).ok_or("не задано «mail»")?;
    let sms = config.sms.clone().or(twin_sms).ok_or("не задано «sms»")?;
    Ok((Arc::new(SmtpMailer::new(&mail)?), Arc::new(HttpSmsGateway::new(&sms)?)))
}

/// Tells where to look; in a demonstration also who may log in.
fn greet(config: &Config, services: &Services) -> Result<(), Failure> {
    let mut out = stdout().lock();
    writeln!(out, "Личный кабинет: {}", config.public_url())?;
    if config.dev.is_some() {
        seed::describe(&mut out, config, services)?;
    }
    out.flush()?;
    Ok(())
}

async fn wait_for_signal() {
    let terminate = async {
        match unix::signal(unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
