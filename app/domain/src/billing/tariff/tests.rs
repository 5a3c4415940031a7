//! Which lines make a tariff and which do not.

use super::*;
use crate::billing::samples::{day, line, seasonal, with};

#[test]
fn the_line_of_a_day_is_found_by_date_and_season() {
    let tariff = Tariff::new(vec![
        line(Zone::Single, "2026-01-01", Some("2026-10-01"), &[(None, "5.95")]),
        line(Zone::Single, "2026-10-01", None, &[(None, "6.62")]),
    ]);
    let tariff = tariff.expect("a tariff");
    let rate = |on| {
        tariff
            .line(Zone::Single, day(on))
            .map(|line| line.bands[0].rate.to_string())
    };
    assert_eq!(rate("2026-09-30").as_deref(), Some("5.95"));
    assert_eq!(rate("2026-10-01").as_deref(), Some("6.62"));
    assert_eq!(rate("2025-12-31"), None);
    assert!(tariff.line(Zone::Night, day("2026-10-01")).is_none());
    let tariff = Tariff::new(seasonal()).expect("a tariff");
    let limit = |on| tariff.line(Zone::Single, day(on)).and_then(|line| line.bands[0].up_to);
    assert_eq!(limit("2027-04-30"), Some(Energy::from_kwh(7_020)));
    assert_eq!(limit("2027-05-01"), Some(Energy::from_kwh(3_900)));
}

#[test]
fn gaps_and_overlaps_are_refused_with_their_first_day() {
    let single = |from, until| line(Zone::Single, from, until, &[(None, "5")]);
    let made = |lines| Tariff::new(lines).map(|_| ());
    let zone = Zone::Single;
    assert_eq!(made(vec![]), Err(TariffError::Empty));
    assert_eq!(
        made(vec![
            single("2026-01-01", Some("2026-02-10")),
            single("2026-02-11", None)
        ]),
        Err(TariffError::Gap {
            zone,
            day: day("2026-02-10")
        })
    );
    assert_eq!(
        made(vec![
            single("2026-01-01", Some("2026-02-10")),
            single("2026-02-09", None)
        ]),
        Err(TariffError::Overlap {
            zone,
            day: day("2026-02-09")
        })
    );
    assert_eq!(
        made(vec![single("2026-01-01", None), single("2026-02-01", None)]),
        Err(TariffError::Overlap {
            zone,
            day: day("2026-02-01")
        })
    );
    assert_eq!(
        made(vec![single("2026-02-01", Some("2026-02-01"))]),
        Err(TariffError::Backwards {
            zone,
            from: day("2026-02-01")
        })
    );
    assert_eq!(
        made(vec![single("2026-01-01", Some("2026-02-10"))]),
        Ok(()),
        "an end may be known"
    );
}

#[test]
fn a_season_without_prices_is_a_gap_even_after_the_last_change() {
    let mut lines = seasonal();
    lines.retain(|line| !line.months.contain(day("2026-06-01")));
    let gap = TariffError::Gap {
        zone: Zone::Single,
        day: day("2026-05-01"),
    };
    assert_eq!(Tariff::new(lines).map(|_| ()), Err(gap));
    let mut lines = seasonal();
    lines.push(with(line(Zone::Single, "2026-01-01", None, &[(None, "1")]), "9-9"));
    let twice = TariffError::Overlap {
        zone: Zone::Single,
        day: day("2026-09-01"),
    };
    assert_eq!(Tariff::new(lines).map(|_| ()), Err(twice));
}

#[test]
fn ranges_grow_and_the_last_one_is_open() {
    for bands in [
        &[][..],
        &[(Some(100), "1")],
        &[(Some(100), "1"), (Some(100), "2"), (None, "3")],
        &[(None, "1"), (None, "2")],
        &[(None, "-1")],
        &[(Some(0), "1"), (None, "2")],
    ] {
        let made = Tariff::new(vec![line(Zone::Day, "2026-01-01", None, bands)]);
        assert!(
            matches!(made, Err(TariffError::Bands { zone: Zone::Day, .. })),
            "{bands:?}"
        );
    }
}
