//! What readings cost before they are sent: the same figures in the browser, on the server and after sending.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Category, Charge, Tariff, Use};
use crate::readings::{Energy, MeterCard, MeterRules, Zone};

/// What an account pays by, as far as this month needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// Whose tariff it is.
    pub category: Category,
    /// The prices of the month.
    pub tariff: Tariff,
}

impl Prices {
    /// What a meter's readings come to on the day they are sent. `before`: what other meters of the account have used in
    /// the same month, as [`sent_volume`] tells.
    ///
    /// Nothing while a zone is missing, has no reading before or no price.
    #[must_use]
    pub fn estimate(
        &self,
        rules: &MeterRules,
        values: &[(Zone, Energy)],
        today: NaiveDate,
        before: Energy,
    ) -> Option<Charge> {
        self.tariff.charge(today, &used(rules, values)?, before)
    }
}

/// What was sent in the present window for all meters of an account but one, all zones together.
#[must_use]
pub fn sent_volume(meters: &[MeterCard], except: Uuid) -> Energy {
    meters
        .iter()
        .filter(|meter| meter.id != except)
        .filter_map(|meter| used(&meter.rules, &meter.sent))
        .flatten()
        .map(|used| used.volume)
        .fold(Energy::ZERO, Energy::plus)
}

/// A rate in roubles as people read it: «6,62», with more digits after the comma where it has them.
#[must_use]
pub fn price(rate: Decimal) -> String {
    let mut rate = rate.normalize();
    rate.rescale(rate.scale().max(2));
    rate.to_string().replace('.', ",")
}

/// The use of every zone of a meter since the reading before.
fn used(rules: &MeterRules, values: &[(Zone, Energy)]) -> Option<Vec<Use>> {
    let used = rules.registers.iter().map(|register| {
        let (_, value) = values.iter().find(|(zone, _)| *zone == register.zone)?;
        Some(Use {
            zone: register.zone,
            volume: rules.volume(register.previous?.value, *value)?,
        })
    });
    used.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Money,
        billing::samples::{day, line},
        readings::{PreviousReading, RegisterRules, ZoneHours},
    };

    fn prices() -> Prices {
        let lines = vec![
            line(Zone::Day, "2026-01-01", None, &[(Some(100), "6.84"), (None, "9.31")]),
            line(Zone::Night, "2026-01-01", None, &[(Some(100), "3.01"), (None, "4.10")]),
        ];
        Prices {
            category: Category::City,
            tariff: Tariff::new(lines).expect("a tariff"),
        }
    }

    fn card(sent: &[(Zone, i64)]) -> MeterCard {
        let register = |zone| RegisterRules {
            zone,
            previous: Some(PreviousReading {
                value: Energy::from_kwh(1_000),
                taken_on: day("2026-10-24"),
            }),
            monthly: None,
            seasonal: None,
        };
        MeterCard {
            id: Uuid::from_u128(1),
            serial: "СЭ-1".to_owned(),
            installed_on: day("2020-01-01"),
            seal: None,
            automatic: false,
            verification_due: None,
            archived_on: None,
            rules: MeterRules {
                digits: 5,
                decimals: 0,
                registers: vec![register(Zone::Day), register(Zone::Night)],
            },
            sent: sent.iter().map(|&(zone, kwh)| (zone, Energy::from_kwh(kwh))).collect(),
            receipt: None,
            refused: None,
            kept: None,
            hours: ZoneHours::default(),
            photos: Vec::new(),
        }
    }

    fn total(values: &[(Zone, i64)], before: i64) -> Option<Money> {
        let card = card(values);
        let before = Energy::from_kwh(before);
        let charge = prices().estimate(&card.rules, &card.sent, day("2026-11-24"), before);
        charge.map(|charge| charge.total)
    }

    #[test]
    fn money_is_told_once_every_zone_is_read() {
        let both = [(Zone::Night, 1_020), (Zone::Day, 1_050)];
        assert_eq!(total(&both, 0), Some(Money::from_kopecks(50 * 684 + 20 * 301)));
        assert_eq!(total(&both[..1], 0), None, "the day is missing");
        assert_eq!(total(&[(Zone::Night, 1_020), (Zone::Day, 999)], 0), None, "backwards");
    }

    #[test]
    fn another_meter_of_the_account_fills_the_ranges_first() {
        let both = [(Zone::Night, 1_020), (Zone::Day, 1_050)];
        assert_eq!(total(&both, 200), Some(Money::from_kopecks(50 * 931 + 20 * 410)));
        let other = card(&[(Zone::Day, 1_030), (Zone::Night, 1_010)]);
        assert_eq!(
            sent_volume(std::slice::from_ref(&other), Uuid::nil()),
            Energy::from_kwh(40)
        );
        assert_eq!(sent_volume(std::slice::from_ref(&other), other.id), Energy::ZERO);
        assert_eq!(sent_volume(&[card(&[])], Uuid::nil()), Energy::ZERO, "nothing sent yet");
    }

    #[test]
    fn a_rate_has_kopecks_and_no_idle_zeros() {
        for (rate, told) in [("6.62", "6,62"), ("6", "6,00"), ("6.5", "6,50"), ("6.62150", "6,6215")] {
            assert_eq!(price(rate.parse().expect("a rate")), told);
        }
    }

    #[test]
    fn prices_reach_the_browser_as_they_are() {
        let json = serde_json::to_string(&prices()).expect("a text");
        assert_eq!(serde_json::from_str::<Prices>(&json).expect("prices"), prices());
    }
}
