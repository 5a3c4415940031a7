//! Rows to begin with: branches, accounts, meters, readings, payments, people.

use chrono::NaiveDate;
use db::{
    Db,
    entity::{accounts, branches, meters, payments, readings, registers, users},
};
use domain::fold::fold;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, FromQueryResult, IntoActiveModel, PaginatorTrait};
use services::identity::Caller;
use uuid::Uuid;

use crate::world::{World, start};

pub const ADDRESS: &str = "170100, г. Тверь, ул. Садовая, д. 5, кв. 12";
pub const OWNER: &str = "Сёмина Анна Петровна";

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// How many rows a table has.
pub async fn count<E>(db: &Db) -> u64
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    E::find().count(db.reader()).await.unwrap()
}

/// Every row of a table.
pub async fn all<E: EntityTrait>(db: &Db) -> Vec<E::Model> {
    E::find().all(db.reader()).await.unwrap()
}

impl World {
    pub fn db(&self) -> &Db {
        &self.services.db
    }

    pub fn id(&self) -> Uuid {
        self.services.new_id().unwrap()
    }

    /// Adds a row of any table.
    pub async fn add<M, A>(&self, row: M) -> M
    where
        M: IntoActiveModel<A> + Clone,
        A: ActiveModelTrait + ActiveModelBehavior + Send,
    {
        let row_to_add = row.clone().into_active_model();
        A::Entity::insert(row_to_add)
            .exec_without_returning(self.db().writer())
            .await
            .unwrap();
        row
    }

    /// Тверь (+3, sums and addresses, 20–25) and Хакасия (+7, sums and surnames, 20–25).
    pub async fn branches(&self) {
        for (code, name, company, offset_minutes, mask, proofs) in [
            ("tver", "Тверь", "АО «АтомЭнергоСбыт»", 180, "69#######", "sum+address"),
            (
                "khakassia",
                "Хакасия",
                "«Росатом Энергосбыт»",
                420,
                "19##########",
                "sum+surname",
            ),
        ] {
            self.add(branches::Model {
                code: code.into(),
                name: name.into(),
                company: company.into(),
                offset_minutes,
                mask: mask.into(),
                proofs: proofs.into(),
                window_from: 20,
                window_to: 25,
                zone_hours: "day=7-23 night=23-7".into(),
                phone: "8 800 000-00-00".into(),
                is_sample: true,
            })
            .await;
        }
    }

    /// An account of the branch that its number tells.
    pub async fn account(&self, number: &str, phone: Option<&str>) -> accounts::Model {
        let branch = if number.starts_with("69") { "tver" } else { "khakassia" };
        self.add(accounts::Model {
            id: self.id(),
            number: number.into(),
            branch: branch.into(),
            address: ADDRESS.into(),
            address_folded: fold(ADDRESS),
            owner: OWNER.into(),
            surname_folded: "семина".into(),
            phone: phone.map(Into::into),
            balance: 123_456,
            balance_on: day(2026, 11, 1),
            created_at: start(),
            category: None,
        })
        .await
    }

    pub async fn payment(&self, account: &accounts::Model, paid_on: NaiveDate, kopecks: i64) {
        let id = self.id();
        self.add(payments::Model {
            id,
            account_id: account.id,
            paid_on,
            amount: kopecks,
            reference: id.to_string(),
        })
        .await;
    }

    /// A meter with five digits and a register for each zone.
    pub async fn meter(&self, account: &accounts::Model, serial: &str, zones: &[&str]) -> meters::Model {
        let meter = meters::Model {
            id: self.id(),
            account_id: account.id,
            serial: serial.into(),
            zones: i32::try_from(zones.len()).unwrap(),
            digits: 5,
            decimals: 0,
            installed_on: day(2020, 1, 15),
            verification_due: None,
            archived_on: None,
            seal: None,
            automatic: false,
        };
        self.meter_row(meter, zones).await
    }

    /// A meter that differs.
    pub async fn meter_row(&self, meter: meters::Model, zones: &[&str]) -> meters::Model {
        let meter = self.add(meter).await;
        for zone in zones {
            self.add(registers::Model {
                id: self.id(),
                meter_id: meter.id,
                zone: (*zone).into(),
            })
            .await;
        }
        meter
    }

    /// A controller's reading in kWh.
    pub async fn reading(&self, meter: &meters::Model, zone: &str, taken_on: NaiveDate, kwh: i64) {
        self.reading_from("controller", meter, zone, taken_on, kwh).await;
    }

    /// A customer's reading that a registry has brought today.
    pub async fn sent_elsewhere(&self, meter: &meters::Model, kwh: i64) {
        self.reading_from("customer", meter, "single", self.now().date_naive(), kwh)
            .await;
    }

    async fn reading_from(&self, source: &str, meter: &meters::Model, zone: &str, taken_on: NaiveDate, kwh: i64) {
        self.add(readings::Model {
            id: self.id(),
            meter_id: meter.id,
            zone: zone.into(),
            value: kwh * 1_000,
            taken_on,
            received_at: start(),
            source: source.into(),
            user_id: None,
            typed_at: None,
            submission_id: None,
            superseded_at: None,
        })
        .await;
    }

    /// Somebody who is logged in; their password is of no matter.
    pub async fn somebody(&self, email: &str, phone: &str) -> Caller {
        let user = self.add(self.user(email, phone, "$argon2id$".to_owned())).await;
        Caller {
            user_id: user.id,
            session: uuid::Uuid::nil(),
            email: user.email,
            phone: user.phone,
            since: self.now(),
        }
    }

    /// Takes somebody away again.
    pub async fn remove_user(&self, id: uuid::Uuid) {
        users::Entity::delete_by_id(id)
            .exec(self.services.db.writer())
            .await
            .unwrap();
    }

    /// A user's row.
    pub fn user(&self, email: &str, phone: &str, password_hash: String) -> users::Model {
        users::Model {
            id: self.id(),
            email: email.into(),
            phone: phone.into(),
            name: None,
            password_hash,
            consent_version: "1".into(),
            consent_at: self.now(),
            created_at: self.now(),
            password_changed_at: self.now(),
            leaves_at: None,
        }
    }
}
