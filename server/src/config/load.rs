//! Reads the settings and checks them: a file, then the environment, before anything starts.

use std::path::Path;

use adapters::is_loopback;
use config::{Config as Source, Environment, File};
use db::unverified_host;

use super::{Config, ConfigError};

/// Values that must not stand in a file.
const SECRETS: [&str; 4] = ["security.key", "files.keys", "mail.login.password", "sms.token"];

/// Whether a database's address carries a password.
fn holds_password(url: &str) -> bool {
    let user = url.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@'));
    user.is_some_and(|(user, _)| user.contains(':'))
}

impl Config {
    /// Reads the file, if one is given, and the environment above it.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting and what to do.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::read(file, Environment::default())
    }

    fn read(file: Option<&Path>, environment: Environment) -> Result<Self, ConfigError> {
        let mut source = Source::builder();
        if let Some(file) = file {
            let alone = Source::builder().add_source(File::from(file)).build()?;
            if let Some(secret) = SECRETS.into_iter().find(|key| alone.get_string(key).is_ok()) {
                return Err(ConfigError::SecretInFile(secret));
            }
            if alone.get_string("database.url").is_ok_and(|url| holds_password(&url)) {
                return Err(ConfigError::SecretInFile("database.url"));
            }
            source = source.add_source(alone);
        }
        // Nothing is guessed from a text's looks: a key of digits stays a text, a field that wants a number reads one.
        let environment = environment.prefix("KABINET").prefix_separator("__").separator("__");
        let config: Self = source.add_source(environment).build()?.try_deserialize()?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        if self.dev.is_some() {
            if !self.server.address.ip().is_loopback() {
                return Err(ConfigError::DevInPublic(self.server.address));
            }
        } else {
            for (missing, name) in [
                (self.mail.is_none(), "mail"),
                (self.sms.is_none(), "sms"),
                (self.server.public_url.is_none(), "server.public_url"),
                (
                    self.security.key.is_none() && self.security.key_file.is_none(),
                    "security.key_file",
                ),
                (
                    self.files.keys.is_none() && self.files.keys_file.is_none(),
                    "files.keys_file",
                ),
                (self.scanner.is_none(), "scanner.address"),
            ] {
                if missing {
                    return Err(ConfigError::Missing(name));
                }
            }
        }
        if self.dev.is_none() && unverified_host(&self.database.url).is_some_and(|host| !is_loopback(&host)) {
            return Err(ConfigError::Value(
                "database.url",
                "сервер на другой машине: добавьте ?sslmode=verify-full",
            ));
        }
        let url = self.server.public_url.as_deref().unwrap_or("http://localhost");
        let plain = self.dev.is_some() && url.starts_with("http://");
        if !url.starts_with("https://") && !plain {
            return Err(ConfigError::Value("server.public_url", "адрес начинается с https://"));
        }
        if !(6..=128).contains(&self.security.password_min) {
            return Err(ConfigError::Value("security.password_min", "от 6 до 128"));
        }
        if self.database.max_connections < 2 {
            return Err(ConfigError::Value("database.max_connections", "не меньше 2"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Config, String> {
        let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file");
        std::fs::write(file.path(), text).expect("written");
        Config::load(Some(file.path())).map_err(|error| error.to_string())
    }

    #[test]
    fn a_demonstration_needs_nothing_but_its_section() {
        let config = load("[dev]").expect("it is enough");
        assert_eq!(config.public_url(), "http://127.0.0.1:3000");
        assert_eq!(config.dev.expect("dev").sample_accounts, 200);
    }

    #[test]
    fn a_demonstration_is_never_public() {
        assert!(
            load("[dev]\n[server]\naddress = '0.0.0.0:3000'")
                .expect_err("refused")
                .contains("[dev]")
        );
    }

    #[test]
    fn in_earnest_everything_needed_is_asked_for() {
        assert!(load("").expect_err("refused").contains("mail"));
    }

    fn earnest(name: &str, value: &str) -> Result<Config, ConfigError> {
        let variables = [
            ("SERVER__PUBLIC_URL", "https://lk.example.com"),
            ("SECURITY__KEY", "aa"),
            ("FILES__KEYS_FILE", "/etc/kabinet/files.keys"),
            ("SCANNER__ADDRESS", "/run/clamav/clamd.ctl"),
            ("MAIL__HOST", "localhost"),
            ("MAIL__PORT", "25"),
            ("MAIL__TLS", "none"),
            ("MAIL__FROM_ADDRESS", "no-reply@example.com"),
            ("MAIL__FROM_NAME", "sample"),
            ("SMS__BASE_URL", "http://localhost"),
            ("SMS__TOKEN", "sample"),
            ("SMS__SENDER", "sample"),
            (name, value),
        ];
        let variables = variables.map(|(name, value)| (format!("KABINET__{name}"), value.to_owned()));
        Config::read(None, Environment::default().source(Some(variables.into())))
    }

    #[test]
    fn in_earnest_the_address_of_the_site_is_encrypted() {
        assert!(earnest("SERVER__PUBLIC_URL", "https://lk.example.com").is_ok());
        assert!(matches!(
            earnest("SERVER__PUBLIC_URL", "http://lk.example.com"),
            Err(ConfigError::Value("server.public_url", _))
        ));
    }

    #[test]
    fn a_database_beyond_this_machine_has_to_prove_who_it_is() {
        for url in [
            "sqlite:data/kabinet.db",
            "postgres://localhost/kabinet",
            "postgres://127.0.0.1/kabinet",
            "postgres:///kabinet?host=/run/postgresql",
            "postgres://db.example.com/kabinet?sslmode=verify-full",
        ] {
            assert!(earnest("DATABASE__URL", url).is_ok(), "{url}");
        }
        for url in [
            "postgres://db.example.com/kabinet",
            "postgres://db.example.com/kabinet?sslmode=disable",
            "postgres://db.example.com/kabinet?sslmode=require",
            "postgres://db.example.com/kabinet?sslmode=verify-ca",
            "postgres://10.0.0.7/kabinet",
        ] {
            let refused = matches!(
                earnest("DATABASE__URL", url),
                Err(ConfigError::Value("database.url", _))
            );
            assert!(refused, "{url}");
        }
    }

    #[test]
    fn the_environment_is_taken_as_what_each_setting_wants() {
        let variables = [
            ("KABINET__DEV__CLOCK", "2026-11-24T09:00:00Z"),
            ("KABINET__DEV__SAMPLE_ACCOUNTS", "7"),
            ("KABINET__DATABASE__MIGRATE_ON_START", "true"),
            ("KABINET__SERVER__TRUSTED_PROXIES", "10.0.0.1, ::1"),
            ("KABINET__SECURITY__KEY", &"01234567".repeat(8)),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let config = Config::read(None, Environment::default().source(Some(variables.into()))).expect("all of it fits");
        let dev = config.dev.expect("dev");
        assert_eq!((dev.sample_accounts, dev.clock.is_some()), (7, true));
        assert_eq!(config.database.migrate_on_start, Some(true));
        assert_eq!(config.server.trusted_proxies.len(), 2);
        assert!(config.security.key.expect("a key").expose().starts_with("0123"));
    }

    #[test]
    fn an_address_that_is_none_is_named() {
        let error = load("[dev]\n[server]\ntrusted_proxies = ['10.0.0.0/8']").expect_err("refused");
        assert!(error.contains("10.0.0.0/8"), "{error}");
    }

    #[test]
    fn secrets_and_typing_errors_in_the_file_are_refused() {
        let key = format!("[dev]\n[security]\nkey = '{}'", "0".repeat(64));
        assert!(load(&key).expect_err("refused").contains("секрет"));
        let with = |user: &str| {
            load(&format!(
                "[dev]\n[database]\nurl = 'postgres://{user}@localhost/kabinet'"
            ))
        };
        assert!(with("kabinet:p@ss").expect_err("refused").contains("database.url"));
        assert!(with("kabinet").is_ok());
        assert!(
            load("[dev]\n[server]\nadress = 'x'")
                .expect_err("refused")
                .contains("adress")
        );
    }
}
