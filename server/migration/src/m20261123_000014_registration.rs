//! Consent to news, apart from the consent to the processing of personal data: which text was agreed to, and when.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nobody who registered before was asked.
        add(manager, "registrations", text_null("news_version")).await?;
        add(manager, "users", text_null("news_version")).await?;
        add(manager, "users", timestamp_with_time_zone_null("news_at")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["news_at", "news_version"] {
            remove(manager, "users", column).await?;
        }
        remove(manager, "registrations", "news_version").await
    }
}
