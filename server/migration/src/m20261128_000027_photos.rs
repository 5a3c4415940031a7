//! Photos of a meter that came with its readings, sent or kept.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(reading_photos()).await?;
        manager.create_index(unique("reading_photos", &["file_id"])).await?;
        manager.create_index(index("reading_photos", &["meter_id"])).await?;
        manager.create_index(index("reading_photos", &["user_id"])).await?;
        // The last ones are listed, the oldest are forgotten.
        manager.create_index(index("reading_photos", &["sent_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["reading_photos"]).await
    }
}

/// A sending is no row of its own: its readings bear its id. What is kept is known by the id of its row.
fn reading_photos() -> TableCreateStatement {
    table(
        "reading_photos",
        [
            uuid("submission_id"),
            integer("place"),
            uuid("file_id"),
            uuid("meter_id"),
            uuid("user_id"),
            timestamp_with_time_zone("sent_at"),
        ],
    )
    .primary_key(Index::create().col("submission_id").col("place"))
    // A photo is forgotten by deleting its file.
    .foreign_key(references("reading_photos", "file_id", "files", "id").on_delete(ForeignKeyAction::Cascade))
    .foreign_key(&mut references("reading_photos", "meter_id", "meters", "id"))
    .foreign_key(&mut references("reading_photos", "user_id", "users", "id"))
    .take()
}
