//! One account with everybody who may ask about it, made anew for each try.

use adapters::OsEntropy;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use db::{
    Db,
    entity::{accounts, invitations, links, meters, readings, registers, sessions, users},
    readings::receipts as receipt_rows,
};
use domain::{
    accounts::{ProofKind, Role},
    readings::{ReceiptNumber, Stage},
};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};
use services::{ids::new_id, secrets::Token};
use uuid::Uuid;

use crate::table::Who;

/// What nobody but owners and payers may be shown: the owner's name, the address, what is owed.
pub const HIDDEN_FROM_READERS: [&str; 4] = ["Тайнова", "д. 7731", "7713177", "77\u{a0}131"];

/// An account in Хакасия with one meter, and its people.
pub struct House {
    number: String,
    account: Uuid,
    meter: Uuid,
    receipt: String,
    photo: Uuid,
    elsewhere: Uuid,
    member: Uuid,
    invitation: Uuid,
    token: Token,
    sessions: [Token; 4],
}

impl House {
    /// Writes everything in one transaction.
    pub async fn build(db: &Db, at: usize, now: DateTime<Utc>) -> Self {
        let tx = db.begin().await.unwrap();
        let builder = Builder { tx, now, at };
        let house = builder.house().await;
        builder.tx.commit().await.unwrap();
        house
    }

    /// Says which photo is of this house's meter, and which of another's.
    pub fn hang(&mut self, photo: Uuid, elsewhere: Uuid) {
        (self.photo, self.elsewhere) = (photo, elsewhere);
    }

    /// Puts this house's ids in the place of `{account}`, `{meter}`, `{receipt}`, `{photo}`, `{elsewhere}` (a photo of another
    /// house), `{member}` (the link of one more reader), `{invitation}` and `{token}` (of an invitation to somebody who does
    /// not ask).
    pub fn fill(&self, text: &str) -> String {
        let known = [
            ("{account}", self.account.to_string()),
            ("{meter}", self.meter.to_string()),
            ("{receipt}", self.receipt.clone()),
            ("{photo}", self.photo.to_string()),
            ("{elsewhere}", self.elsewhere.to_string()),
            ("{member}", self.member.to_string()),
            ("{invitation}", self.invitation.to_string()),
            ("{token}", self.token.expose()),
        ];
        known
            .iter()
            .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// The session of one of them.
    pub fn session(&self, who: Who) -> Option<&Token> {
        let [stranger, owner, payer, reader] = &self.sessions;
        match who {
            Who::Anonymous => None,
            Who::Stranger => Some(stranger),
            Who::Owner => Some(owner),
            Who::Payer => Some(payer),
            Who::Reader => Some(reader),
        }
    }

    /// What this person must not find in any answer.
    pub fn hidden_from(&self, who: Who) -> Vec<&str> {
        match who {
            Who::Anonymous | Who::Stranger => HIDDEN_FROM_READERS.into_iter().chain([self.number.as_str()]).collect(),
            Who::Reader => HIDDEN_FROM_READERS.into(),
            Who::Owner | Who::Payer => Vec::new(),
        }
    }
}

struct Builder {
    tx: DatabaseTransaction,
    now: DateTime<Utc>,
    at: usize,
}

impl Builder {
    async fn house(&self) -> House {
        let account = self.account().await;
        let meter = self.meter(account.id).await;
        let receipt = self.receipt(meter).await;
        let (_, stranger) = self.person("stranger").await;
        let (owner_id, owner) = self.person("owner").await;
        let (payer_id, payer) = self.person("payer").await;
        let (reader_id, reader) = self.person("reader").await;
        let (guest_id, _) = self.person("guest").await;
        self.link(account.id, owner_id, Role::Owner, None).await;
        self.link(account.id, payer_id, Role::Payer, Some(owner_id)).await;
        self.link(account.id, reader_id, Role::Reader, Some(owner_id)).await;
        let member = self.link(account.id, guest_id, Role::Reader, Some(owner_id)).await;
        let token = Token::new(&OsEntropy).unwrap();
        let invitation = invitations::Model {
            id: self.id(),
            account_id: account.id,
            inviter_id: owner_id,
            email: format!("invited{}@example.com", self.at),
            role: Role::Payer.key().to_owned(),
            token_hash: token.digest(),
            created_at: self.now,
            expires_at: self.now + Duration::days(7),
        };
        House {
            number: account.number,
            account: account.id,
            meter,
            receipt,
            photo: Uuid::nil(),
            elsewhere: Uuid::nil(),
            member,
            invitation: self.add(invitation).await.id,
            token,
            sessions: [stranger, owner, payer, reader],
        }
    }

    async fn account(&self) -> accounts::Model {
        self.add(accounts::Model {
            id: self.id(),
            number: format!("19{:08}", 90_000_000 + self.at),
            branch: "khakassia".to_owned(),
            address: "655017, г. Абакан, ул. Вымышленная, д. 7731".to_owned(),
            address_folded: "655017, г. абакан, ул. вымышленная, д. 7731".to_owned(),
            owner: "Тайнова Секретина Игоревна".to_owned(),
            surname_folded: "тайнова".to_owned(),
            phone: Some(self.phone("owner")),
            balance: 7_713_177,
            balance_on: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(),
            created_at: self.now,
            category: None,
        })
        .await
    }

    async fn meter(&self, account_id: Uuid) -> Uuid {
        let meter = meters::Model {
            id: self.id(),
            account_id,
            serial: format!("access-{}", self.at),
            zones: 1,
            digits: 5,
            decimals: 0,
            installed_on: NaiveDate::from_ymd_opt(2020, 1, 15).unwrap(),
            verification_due: None,
            archived_on: None,
            seal: None,
            automatic: false,
        };
        let meter = self.add(meter).await;
        let register = registers::Model {
            id: self.id(),
            meter_id: meter.id,
            zone: "single".to_owned(),
        };
        self.add(register).await;
        meter.id
    }

    /// The number of the receipt for readings of last month.
    async fn receipt(&self, meter_id: Uuid) -> String {
        let at = u64::try_from(self.at).unwrap() + 1;
        let number = ReceiptNumber::from_random(at.to_be_bytes());
        let accepted = Stage::accepted(self.now.date_naive());
        let receipt = receipt_rows::row(self.id(), meter_id, number.digits().to_owned(), accepted);
        let reading = readings::Model {
            id: self.id(),
            meter_id,
            zone: "single".to_owned(),
            value: 1_000,
            taken_on: NaiveDate::from_ymd_opt(2026, 10, 24).unwrap(),
            received_at: self.now - Duration::days(29),
            source: "customer".to_owned(),
            user_id: None,
            typed_at: None,
            submission_id: Some(receipt.id),
            superseded_at: None,
        };
        self.add(receipt).await;
        self.add(reading).await;
        number.to_string()
    }

    /// Somebody who is logged in.
    async fn person(&self, name: &str) -> (Uuid, Token) {
        let user = users::Model {
            id: self.id(),
            email: format!("{name}{}@example.com", self.at),
            phone: self.phone(name),
            name: None,
            password_hash: "$argon2id$".to_owned(),
            consent_version: "1".to_owned(),
            consent_at: self.now,
            created_at: self.now,
            password_changed_at: self.now,
            leaves_at: None,
        };
        let user = self.add(user).await;
        let token = Token::new(&OsEntropy).unwrap();
        let session = sessions::Model {
            id: self.id(),
            token_hash: token.digest(),
            user_id: user.id,
            created_at: self.now,
            // Nobody is idle, however long the tries take.
            last_seen_at: self.now + Duration::hours(6),
            expires_at: self.now + Duration::hours(12),
            remember: false,
            device: "Firefox".to_owned(),
            network: "198.51.100.7".to_owned(),
        };
        self.add(session).await;
        (user.id, token)
    }

    async fn link(&self, account_id: Uuid, user_id: Uuid, role: Role, invited_by: Option<Uuid>) -> Uuid {
        let proof = invited_by.map_or(ProofKind::Phone, |_| ProofKind::Invitation);
        let link = links::Model {
            id: self.id(),
            user_id,
            account_id,
            label: None,
            proof: proof.key().to_owned(),
            created_at: self.now,
            place: 0,
            undo_hash: None,
            undo_until: None,
            role: role.key().to_owned(),
            seen_as: invited_by.map(|_| ProofKind::Phone.key().to_owned()),
            invited_by,
        };
        self.add(link).await.id
    }

    fn phone(&self, name: &str) -> String {
        let digit = ["owner", "stranger", "payer", "reader"]
            .iter()
            .position(|known| *known == name);
        format!("+7901{}{:06}", digit.unwrap_or(9), self.at)
    }

    fn id(&self) -> Uuid {
        new_id(self.now, &OsEntropy).unwrap()
    }

    async fn add<M, A>(&self, row: M) -> M
    where
        M: IntoActiveModel<A> + Clone,
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: EntityTrait,
    {
        A::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(&self.tx)
            .await
            .unwrap();
        row
    }
}
