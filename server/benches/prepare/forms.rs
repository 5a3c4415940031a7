//! The reading forms that the load sends: one for each meter in use that customers read, a hundred kWh above what it last
//! showed.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use db::{
    Db,
    entity::{meters, registers},
    readings::readings,
};
use domain::{calendar::months_before, readings::Energy};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Outcome;

/// Accounts of one query.
const BLOCK: usize = 500;
/// The last reading is not older than this, in months.
const MONTHS: u32 = 4;
/// What is used since, in kWh: never called a jump.
const USED: i64 = 100;

/// Accounts with the bodies of their forms, in no order.
pub(crate) async fn of_accounts(db: &Db, accounts: &[Uuid], moment: DateTime<Utc>) -> Outcome<Vec<(Uuid, String)>> {
    let since = months_before(moment.date_naive(), MONTHS);
    let mut forms = Vec::with_capacity(accounts.len());
    for block in accounts.chunks(BLOCK) {
        of_block(db, block, since, &mut forms).await?;
    }
    Ok(forms)
}

async fn of_block(db: &Db, accounts: &[Uuid], since: NaiveDate, forms: &mut Vec<(Uuid, String)>) -> Outcome<()> {
    let found = meters::Entity::find()
        .filter(meters::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(meters::Column::ArchivedOn.is_null())
        .filter(meters::Column::Automatic.eq(false))
        .find_with_related(registers::Entity)
        .all(db.reader())
        .await?;
    let ids: Vec<Uuid> = found.iter().map(|(meter, _)| meter.id).collect();
    let mut last: HashMap<(Uuid, String), i64> = HashMap::new();
    for reading in readings::since(db.reader(), &ids, since).await? {
        // The newest comes first.
        last.entry((reading.meter_id, reading.zone)).or_insert(reading.value);
    }
    for (meter, registers) in found {
        let mut form = format!("form%5Baccount%5D={}&form%5Bmeter%5D={}", meter.account_id, meter.id);
        for register in registers {
            let shown = last
                .get(&(meter.id, register.zone.clone()))
                .copied()
                .unwrap_or_default();
            // Whole kWh are taken by every register.
            let typed = Energy::from_kwh(shown / 1_000 + USED + 1).plain();
            form.push_str(&format!("&form%5B{}%5D={typed}", register.zone));
        }
        forms.push((meter.account_id, form));
    }
    Ok(())
}
