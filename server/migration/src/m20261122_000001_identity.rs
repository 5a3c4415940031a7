//! Who the customers are: users, registrations and recoveries on their way, codes sent to phones, sessions.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{drop_all, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(users()).await?;
        manager.create_index(unique("users", &["email"])).await?;
        manager.create_table(registrations()).await?;
        manager.create_index(unique("registrations", &["token_hash"])).await?;
        manager.create_table(recoveries()).await?;
        manager.create_index(unique("recoveries", &["token_hash"])).await?;
        manager.create_table(phone_codes()).await?;
        manager.create_index(index("phone_codes", &["attempt_hash"])).await?;
        manager.create_table(sessions()).await?;
        manager.create_index(unique("sessions", &["token_hash"])).await?;
        manager.create_index(index("sessions", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &["sessions", "phone_codes", "recoveries", "registrations", "users"],
        )
        .await
    }
}

fn users() -> TableCreateStatement {
    table(
        "users",
        [
            pk_uuid("id"),
            text("email"),
            text("phone"),
            text("password_hash"),
            text("consent_version"),
            timestamp_with_time_zone("consent_at"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("password_changed_at"),
        ],
    )
}

fn registrations() -> TableCreateStatement {
    table(
        "registrations",
        [
            pk_uuid("id"),
            text("email"),
            text("phone"),
            text("password_hash"),
            blob("token_hash"),
            text("consent_version"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("expires_at"),
            timestamp_with_time_zone_null("used_at"),
        ],
    )
}

fn recoveries() -> TableCreateStatement {
    table(
        "recoveries",
        [
            pk_uuid("id"),
            uuid("user_id"),
            blob("token_hash"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("expires_at"),
            timestamp_with_time_zone_null("used_at"),
        ],
    )
    .foreign_key(&mut references("recoveries", "user_id", "users", "id"))
    .take()
}

fn phone_codes() -> TableCreateStatement {
    table(
        "phone_codes",
        [
            pk_uuid("id"),
            blob("attempt_hash"),
            text("phone"),
            blob("code_hash"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("expires_at"),
            integer("checks").default(0).take(),
            timestamp_with_time_zone_null("used_at"),
            timestamp_with_time_zone_null("replaced_at"),
        ],
    )
}

fn sessions() -> TableCreateStatement {
    table(
        "sessions",
        [
            pk_uuid("id"),
            blob("token_hash"),
            uuid("user_id"),
            timestamp_with_time_zone("created_at"),
            timestamp_with_time_zone("last_seen_at"),
            timestamp_with_time_zone("expires_at"),
            boolean("remember"),
            text("device"),
        ],
    )
    .foreign_key(&mut references("sessions", "user_id", "users", "id"))
    .take()
}
