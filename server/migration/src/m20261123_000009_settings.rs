//! What the settings page needs: the order of a person's accounts, the way to undo a link, where a session began.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, index, remove};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "links", integer("place").default(0).take()).await?;
        add(manager, "links", blob_null("undo_hash")).await?;
        add(manager, "links", timestamp_with_time_zone_null("undo_until")).await?;
        manager.create_index(index("links", &["undo_hash"])).await?;
        add(manager, "sessions", text("network").default("").take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name("ix_links_undo_hash").table("links").to_owned())
            .await?;
        for column in ["undo_until", "undo_hash", "place"] {
            remove(manager, "links", column).await?;
        }
        remove(manager, "sessions", "network").await
    }
}
