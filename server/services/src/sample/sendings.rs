//! The last months of a sample as if customers had sent them here: with a receipt for each sending.

use chrono::{DateTime, NaiveDate, Utc};
use db::exchange::sendings::{SampleSending, make_sendings, sent_by_customers};

use super::{SampleError, states};
use crate::{
    ids::new_id,
    ports::{Clock, Entropy},
    readings::receipt_number,
};

/// Makes sendings of what the registry of readings brought.
pub(super) async fn make(
    db: &db::Db,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    today: NaiveDate,
) -> Result<(), SampleError> {
    let transaction = db.begin().await?;
    let mut sendings = Vec::new();
    for (meter_id, taken_on) in sent_by_customers(&transaction, states::since(today)).await? {
        sendings.push(SampleSending {
            id: new_id(clock.now(), entropy)?,
            number: receipt_number(entropy)?,
            meter_id,
            taken_on,
            received_at: noon(taken_on),
        });
    }
    make_sendings(&transaction, &sendings).await?;
    transaction.commit().await.map_err(db::Error::from)?;
    Ok(())
}

/// In the daytime of every branch.
fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(9, 0, 0).unwrap_or_default().and_utc()
}
