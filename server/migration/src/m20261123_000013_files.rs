//! Files that customers send: their rows, which appeal has which, and the phone of an appeal.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{add, drop_all, index, references, remove, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(files()).await?;
        manager.create_index(index("files", &["key_id"])).await?;
        manager.create_table(appeal_files()).await?;
        manager.create_index(unique("appeal_files", &["file_id"])).await?;
        add(manager, "appeals", text_null("phone")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        remove(manager, "appeals", "phone").await?;
        drop_all(manager, &["appeal_files", "files"]).await
    }
}

fn files() -> TableCreateStatement {
    table(
        "files",
        [
            pk_uuid("id"),
            text("name"),
            text("kind"),
            big_integer("bytes"),
            text("key_id"),
            blob("wrapped_key"),
            timestamp_with_time_zone("created_at"),
        ],
    )
}

fn appeal_files() -> TableCreateStatement {
    table(
        "appeal_files",
        [big_integer("appeal_number"), integer("place"), uuid("file_id")],
    )
    .primary_key(Index::create().col("appeal_number").col("place"))
    .foreign_key(&mut references("appeal_files", "appeal_number", "appeals", "number"))
    .foreign_key(&mut references("appeal_files", "file_id", "files", "id"))
    .take()
}
