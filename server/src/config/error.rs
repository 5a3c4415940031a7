//! What is wrong with the settings, and what to do.

use std::net::SocketAddr;

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file or the environment cannot be read.
    #[error("настройки не читаются: {0}")]
    Unreadable(#[from] config::ConfigError),
    /// A secret stands in the file.
    #[error("«{0}» — секрет: задайте его переменной окружения или отдельным файлом, а не в файле настроек")]
    SecretInFile(&'static str),
    /// The demonstration would be open to strangers.
    #[error("раздел [dev] включён, а адрес {0} виден другим: демонстрация показывает все письма и коды")]
    DevInPublic(SocketAddr),
    /// Something that is needed in earnest is missing.
    #[error("не задано «{0}» (без раздела [dev] это обязательно)")]
    Missing(&'static str),
    /// A value makes no sense.
    #[error("«{0}»: {1}")]
    Value(&'static str, &'static str),
}
