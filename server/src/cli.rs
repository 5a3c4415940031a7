//! The command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use uuid::Uuid;

use crate::{appeals, readings};

/// Личный кабинет клиента: сервер и его служебные команды.
#[derive(Debug, Parser)]
#[command(name = "kabinet", version)]
pub struct Cli {
    /// Файл настроек (TOML). Переменные окружения KABINET__РАЗДЕЛ__КЛЮЧ важнее файла.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Что сделать.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Запустить сервер.
    Serve,
    /// Обновить схему базы данных до этой версии программы.
    Migrate,
    /// Удалить личные кабинеты, чей срок ожидания истёк (сервер делает это сам раз в час).
    Purge,
    /// Создать реестры с вымышленными данными и загрузить их (только с разделом [dev] в настройках).
    Sample {
        /// Сколько лицевых счетов.
        #[arg(long, default_value_t = 200)]
        accounts: u32,
        /// Начальное число: одинаковое даёт одинаковые данные.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// До какого дня (ГГГГ-ММ-ДД) тянется история; по умолчанию сегодня.
        #[arg(long, value_name = "DATE")]
        until: Option<NaiveDate>,
        /// Куда положить файлы реестров.
        #[arg(long, default_value = "data/sample", value_name = "DIR")]
        dir: PathBuf,
        /// Только создать файлы, в базу не загружать.
        #[arg(long)]
        files_only: bool,
    },
    /// Загрузить реестр из биллинга: файл CSV в UTF-8 или windows-1251, разделитель «;» или «,».
    Import {
        /// Какой реестр.
        #[arg(value_enum)]
        kind: Kind,
        /// Файл.
        file: PathBuf,
    },
    /// Показать обращения клиентов.
    #[command(subcommand)]
    Appeals(appeals::Wanted),
    /// Показать снимки счётчиков, которые клиенты приложили к показаниям.
    #[command(subcommand)]
    Readings(readings::Wanted),
    /// Убрать файлы, которые остались от неотправленных форм. Сервер делает это сам раз в час.
    Sweep,
    /// Перевести файлы клиентов на новый ключ: он стоит первым в files.keys_file.
    Rewrap,
    /// Помочь клиенту, который доказал в отделении, кто он.
    People {
        /// Что сделать.
        #[command(subcommand)]
        what: People,
    },
    /// Фоновые работы, от которых сервер отступился.
    Jobs {
        /// Что сделать.
        #[command(subcommand)]
        what: Jobs,
    },
    /// Клиенты, которым после пяти неудач закрыто добавление лицевых счетов по номеру.
    Linking {
        /// Что сделать.
        #[command(subcommand)]
        what: Linking,
    },
}

/// What to do about work that was given up.
#[derive(Debug, Subcommand)]
pub enum Jobs {
    /// Показать, новые сверху: номер, время, работа, причина.
    List,
    /// Начать снова с того места, где остановилась.
    Restart {
        /// Номер из «kabinet jobs list».
        id: Uuid,
    },
}

/// What to do about people for whom linking is closed.
#[derive(Debug, Subcommand)]
pub enum Linking {
    /// Показать, кто ждёт, дольше всех ждущие сверху.
    List,
    /// Открыть добавление снова: ещё пять попыток.
    Release {
        /// Адрес, с которым клиент входит.
        email: String,
    },
}

/// What to do for one customer.
#[derive(Debug, Subcommand)]
pub enum People {
    /// Завершить все сеансы клиента.
    EndSessions {
        /// Адрес, с которым клиент входит.
        email: String,
    },
    /// Отключить вход с подтверждением клиенту, который потерял и приложение, и ключи, и коды.
    RemoveFactors {
        /// Адрес, с которым клиент входит.
        email: String,
    },
}

/// The registries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Филиалы.
    Branches,
    /// Лицевые счета.
    Accounts,
    /// Счётчики.
    Meters,
    /// Показания.
    Readings,
    /// Платежи.
    Payments,
    /// Тарифы: заменяют всё, что было известно о названных в файле филиалах и категориях.
    Tariffs,
    /// Состояния переданных показаний: проверены, не приняты к расчёту, учтены в счёте.
    States,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_configuration_may_stand_behind_the_command() {
        let cli = Cli::try_parse_from(["kabinet", "serve", "--config", "a.toml"]).expect("it is accepted");
        assert_eq!(cli.config, Some(PathBuf::from("a.toml")));
    }
}
