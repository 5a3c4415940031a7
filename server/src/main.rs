//! `kabinet`: serves the customers' account, migrates its database, makes sample data, imports registries.

#![recursion_limit = "512"]

mod appeals;
mod assets;
mod cli;
mod commands;
mod config;
mod context;
mod download;
mod health;
mod history;
mod keys;
mod layers;
mod logs;
mod own_data;
mod photos;
mod plain;
mod readings;
mod receipt;
mod router;
mod save;
mod seed;
mod serve;
mod sweep;
mod unsubscribe;
mod wiring;

use std::process::ExitCode;

use clap::Parser;
use tikv_jemallocator::Jemalloc;

/// Serves SQLite, too, whose connections hand every value over to another thread: docs/decisions/032-embedded-database.md.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

/// Text messages, letters and passwords are worked on beside the requests.
#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::tell_error(error.as_ref());
            ExitCode::FAILURE
        }
    }
}
