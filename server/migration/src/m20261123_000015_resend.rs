//! The letter of a registration once more: which browser may ask for it, how often it has, and when.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, index, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A registration from before has no browser that may ask.
        add(manager, "registrations", blob_null("browser_hash")).await?;
        add(manager, "registrations", integer("resends").default(0).take()).await?;
        add(manager, "registrations", timestamp_with_time_zone_null("resent_at")).await?;
        manager.create_index(index("registrations", &["browser_hash"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_registrations_browser_hash")
            .table("registrations")
            .to_owned();
        manager.drop_index(index).await?;
        for column in ["resent_at", "resends", "browser_hash"] {
            remove(manager, "registrations", column).await?;
        }
        Ok(())
    }
}
