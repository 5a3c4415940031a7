//! Consent to news, apart from the consent to the processing of personal data: which text was agreed to.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nobody who registered before was asked.
        add(manager, "registrations", text_null("news_version")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "registrations", "news_version").await
    }
}
