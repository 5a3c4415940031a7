//! Which registries have been taken in, so that none is taken in twice.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(imports()).await?;
        manager.create_index(unique("imports", &["kind", "digest"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["imports"]).await
    }
}

fn imports() -> TableCreateStatement {
    table(
        "imports",
        [
            pk_uuid("id"),
            text("kind"),
            blob("digest"),
            big_integer("rows"),
            timestamp_with_time_zone("imported_at"),
        ],
    )
}
