//! The database schema, step by step: the steps in order, each in a file named for what it brings.

use sea_orm_migration::prelude::*;

mod m20261122_000001_identity;
mod m20261122_000002_accounts;
mod m20261122_000003_readings;
mod m20261122_000004_payments;
mod m20261122_000005_exchange;
mod m20261122_000006_limits;
mod m20261122_000007_appeals;
mod m20261122_000008_notices;
mod m20261123_000009_settings;
mod m20261123_000010_factors;
mod m20261123_000012_household;
mod m20261123_000013_files;
mod m20261123_000014_registration;
mod m20261123_000015_resend;
mod m20261123_000016_profile;
mod m20261123_000017_leaving;
mod m20261123_000018_choices;
mod m20261123_000019_expired;
mod m20261123_000020_way_back;
mod m20261123_000021_letters;
mod m20261124_000022_tariffs;
mod m20261124_000023_seals;
mod m20261124_000024_jobs;
mod m20261124_000025_submissions;
mod m20261128_000026_receipts;
mod m20261128_000027_photos;
mod m20261128_000028_leaving_index;
mod m20261128_000029_zone_hours;
mod m20261129_000030_company;
mod table;

/// Knows every step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_identity::Migration),
            Box::new(m20261122_000002_accounts::Migration),
            Box::new(m20261122_000003_readings::Migration),
            Box::new(m20261122_000004_payments::Migration),
            Box::new(m20261122_000005_exchange::Migration),
            Box::new(m20261122_000006_limits::Migration),
            Box::new(m20261122_000007_appeals::Migration),
            Box::new(m20261122_000008_notices::Migration),
            Box::new(m20261123_000009_settings::Migration),
            Box::new(m20261123_000010_factors::Migration),
            Box::new(m20261123_000012_household::Migration),
            Box::new(m20261123_000013_files::Migration),
            Box::new(m20261123_000014_registration::Migration),
            Box::new(m20261123_000015_resend::Migration),
            Box::new(m20261123_000016_profile::Migration),
            Box::new(m20261123_000017_leaving::Migration),
            Box::new(m20261123_000018_choices::Migration),
            Box::new(m20261123_000019_expired::Migration),
            Box::new(m20261123_000020_way_back::Migration),
            Box::new(m20261123_000021_letters::Migration),
            Box::new(m20261124_000022_tariffs::Migration),
            Box::new(m20261124_000023_seals::Migration),
            Box::new(m20261124_000024_jobs::Migration),
            Box::new(m20261124_000025_submissions::Migration),
            Box::new(m20261128_000026_receipts::Migration),
            Box::new(m20261128_000027_photos::Migration),
            Box::new(m20261128_000028_leaving_index::Migration),
            Box::new(m20261128_000029_zone_hours::Migration),
            Box::new(m20261129_000030_company::Migration),
        ]
    }
}
