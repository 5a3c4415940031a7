//! Second factors of the login: an app, recovery codes, passkeys, and what has been begun and not finished.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(authenticators()).await?;
        manager.create_table(recovery_codes()).await?;
        manager
            .create_index(unique("recovery_codes", &["user_id", "code_hash"]))
            .await?;
        manager.create_table(passkeys()).await?;
        manager.create_index(unique("passkeys", &["credential_hash"])).await?;
        manager.create_index(index("passkeys", &["user_id"])).await?;
        manager.create_table(ceremonies()).await?;
        manager.create_index(unique("ceremonies", &["token_hash"])).await?;
        manager.create_index(index("ceremonies", &["user_id"])).await?;
        manager.create_index(index("ceremonies", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["ceremonies", "passkeys", "recovery_codes", "authenticators"]).await
    }
}

fn authenticators() -> TableCreateStatement {
    table(
        "authenticators",
        [
            pk_uuid("user_id"),
            blob("secret"),
            big_integer("last_step"),
            timestamp_with_time_zone("created_at"),
        ],
    )
    .foreign_key(&mut of_user("authenticators"))
    .take()
}

fn recovery_codes() -> TableCreateStatement {
    table(
        "recovery_codes",
        [
            pk_uuid("id"),
            uuid("user_id"),
            blob("code_hash"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("used_at"),
        ],
    )
    .foreign_key(&mut of_user("recovery_codes"))
    .take()
}

fn passkeys() -> TableCreateStatement {
    table(
        "passkeys",
        [
            pk_uuid("id"),
            uuid("user_id"),
            text("name"),
            blob("credential_hash"),
            text("credential"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone_null("used_at"),
        ],
    )
    .foreign_key(&mut of_user("passkeys"))
    .take()
}

fn ceremonies() -> TableCreateStatement {
    table(
        "ceremonies",
        [
            pk_uuid("id"),
            blob("token_hash"),
            text("kind"),
            uuid_null("user_id"),
            blob("state"),
            integer("tries").default(0).take(),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("expires_at"),
        ],
    )
    .foreign_key(&mut of_user("ceremonies"))
    .take()
}

/// Nothing of a factor outlives its person.
fn of_user(name: &'static str) -> ForeignKeyCreateStatement {
    references(name, "user_id", "users", "id")
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}
