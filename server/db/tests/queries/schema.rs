//! The schema: taken once, by one at a time, and back again.

use db::{Db, both_databases, testing::TestDb};
use futures::future::join_all;
use migration::Migrator;
use sea_orm::ConnectionTrait;
use sea_orm_migration::{MigratorTrait, SchemaManager};

both_databases! {
    async fn migrating_twice_is_harmless(db: TestDb) {
        assert_eq!(db.pending_migrations().await.unwrap(), 0);
        db.migrate().await.unwrap();
        db.migrate().await.unwrap();
        assert_eq!(db.pending_migrations().await.unwrap(), 0);
    }

    async fn every_step_can_be_taken_back_and_again(db: TestDb) {
        Migrator::down(db.writer(), None).await.unwrap();
        assert_eq!(db.pending_migrations().await.unwrap(), Migrator::migrations().len());
        db.migrate().await.unwrap();
        assert_eq!(db.pending_migrations().await.unwrap(), 0);
    }

    async fn photos_are_found_by_their_age(db: TestDb) {
        let schema = SchemaManager::new(db.writer());
        assert!(schema.has_index("reading_photos", "ix_reading_photos_sent_at").await.unwrap());
    }

    async fn processes_that_migrate_at_once_do_not_disturb_each_other(db: TestDb) {
        Migrator::down(db.writer(), None).await.unwrap();
        db.writer().execute_unprepared("DROP TABLE seaql_migrations").await.unwrap();
        assert_eq!(db.pending_migrations().await.unwrap(), Migrator::migrations().len());
        let others = [Db::connect(db.settings()).await.unwrap(), Db::connect(db.settings()).await.unwrap()];
        for result in join_all([&*db, &others[0], &others[1]].map(Db::migrate)).await {
            result.unwrap();
        }
        assert_eq!(db.pending_migrations().await.unwrap(), 0);
    }
}
