//! Prices and ranges that were really published, each with its source, and what they come to, reckoned by hand.
//!
//! Rates are taken as they stand in the source; where a source names no range above the first, nothing above it is used.

use super::{
    BreakEven, Share, Tariff, TariffLine, Use, break_even,
    samples::{day, line, with},
};
use crate::readings::{Energy, Zone};

/// One month of one household: what each zone used, and each line of its bill in kopecks.
struct Example {
    source: &'static str,
    tariff: Vec<TariffLine>,
    month: &'static str,
    used: &'static [(Zone, i64)],
    lines: &'static [i64],
}

/// Tver, in force in 2026: one price until the end of September, another from 1 October on.
fn tver_2026(before: &str, after: &str) -> Vec<TariffLine> {
    vec![
        line(
            Zone::Single,
            "2026-01-01",
            Some("2026-10-01"),
            &[(Some(3_900), before), (None, "99")],
        ),
        line(Zone::Single, "2026-10-01", None, &[(Some(3_900), after), (None, "99")]),
    ]
}

/// Khakassia, homes in the country heated by electricity: the second half of 2025. The length of the season is each
/// municipality's own; here as the sample has it.
fn khakassia_2025() -> Vec<TariffLine> {
    let bands = |first, second| {
        let bands = [(Some(first), "2.28"), (Some(second), "2.62"), (None, "5.93")];
        line(Zone::Single, "2025-07-01", None, &bands)
    };
    vec![with(bands(7_020, 10_800), "10-4"), with(bands(3_900, 6_000), "5-9")]
}

/// The same in the first half of 2025.
fn khakassia_spring_2025() -> Vec<TariffLine> {
    let bands = [(Some(7_020), "2.03"), (Some(10_800), "2.24"), (None, "4.79")];
    vec![line(Zone::Single, "2025-01-01", Some("2025-07-01"), &bands)]
}

/// Tver in the second half of 2024, towns with gas stoves: the ranges that the region had then.
fn tver_2024() -> Vec<TariffLine> {
    let bands = |first, second, third| [(Some(11_160), first), (Some(13_920), second), (None, third)];
    vec![
        line(Zone::Single, "2024-07-01", None, &bands("5.21", "7.19", "10.47")),
        line(Zone::Day, "2024-07-01", None, &bands("5.38", "7.42", "10.81")),
    ]
}

/// One price for each zone.
fn zones(from: &str, prices: [&str; 5]) -> Vec<TariffLine> {
    let lines = Zone::ALL.into_iter().zip(prices);
    lines
        .map(|(zone, price)| line(zone, from, None, &[(None, price)]))
        .collect()
}

/// Single, day, night, peak, half-peak: Tver from 1 July 2021, without the three zones that the source leaves out.
fn tver_2021() -> Vec<TariffLine> {
    zones("2021-07-01", ["4.32", "4.46", "3.03", "99", "99"])
}

/// Astrakhan, second half of 2015.
fn astrakhan_2015() -> Vec<TariffLine> {
    zones("2015-07-01", ["4.04", "4.41", "2.87", "4.97", "4.04"])
}

/// Mari El, second half of 2021.
fn mari_el_2021() -> Vec<TariffLine> {
    zones("2021-07-01", ["4.02", "4.62", "2.12", "5.22", "4.02"])
}

/// Ulyanovsk, the lowest range of towns with gas stoves.
fn ulyanovsk() -> Vec<TariffLine> {
    zones("2024-01-01", ["4.93", "4.93", "2.96", "4.93", "4.68"])
}

/// Tenge with tax, for one person: 14,32, 19,72 and 24,65 with 12 per cent.
fn zhanaarka() -> Vec<TariffLine> {
    let bands = [(Some(100), "16.0384"), (Some(180), "22.0864"), (None, "27.608")];
    vec![line(Zone::Single, "2020-01-01", None, &bands)]
}

const TVER_2026: &str = "m.ru24.net/tver/417934662: the regional energy commission on prices from 1 January 2026";
const KHAKASSIA: &str =
    "abakan.ru, 13 September 2025: the season's ranges 7 020 and 10 800, 2,28, 2,62 and 5,93 roubles";
const KHAKASSIA_SUMMER: &str = "runews24.ru, 12 March 2025: 3 900 and 6 000 kWh in summer";
const KHAKASSIA_SPRING: &str = "runews24.ru, 12 March 2025: 2,03, 2,24 and 4,79 roubles until the end of June";
const TVER_2024: &str = "tvernews.ru/news/314267: ranges and prices from 1 July 2024";
const TVER_2021: &str = "tvernews.ru/news/272858: prices from 1 July 2021";
const ASTRAKHAN: &str = "punkt-a.info: prices from 1 July 2015";
const MARI_EL: &str = "in-power.ru: prices of Mari El in the second half of 2021";
const KAZENERGO: &str = "kazenergocentre.kz: «Как рассчитывается плата по дифференцированному тарифу», first example";

fn examples() -> Vec<Example> {
    let of = |source, tariff, month, used, lines| Example {
        source,
        tariff,
        month,
        used,
        lines,
    };
    vec![
        // 210 × 5,95 and × 6,62.
        of(
            TVER_2026,
            tver_2026("5.95", "6.62"),
            "2026-09-01",
            &[(Zone::Single, 210)],
            &[124_950],
        ),
        of(
            TVER_2026,
            tver_2026("5.95", "6.62"),
            "2026-10-01",
            &[(Zone::Single, 210)],
            &[139_020],
        ),
        // The country and electric stoves: 345 × 4,17 and × 4,64.
        of(
            TVER_2026,
            tver_2026("4.17", "4.64"),
            "2026-09-01",
            &[(Zone::Single, 345)],
            &[143_865],
        ),
        of(
            TVER_2026,
            tver_2026("4.17", "4.64"),
            "2026-10-01",
            &[(Zone::Single, 345)],
            &[160_080],
        ),
        // The federal cap of 3 900 kWh is all in the first range: 3 900 × 6,62.
        of(
            TVER_2026,
            tver_2026("5.95", "6.62"),
            "2026-11-01",
            &[(Zone::Single, 3_900)],
            &[2_581_800],
        ),
        // 7 020 × 2,28; 980 × 2,62.
        of(
            KHAKASSIA,
            khakassia_2025(),
            "2025-12-01",
            &[(Zone::Single, 8_000)],
            &[1_600_560, 256_760],
        ),
        // 7 020 × 2,28; 3 780 × 2,62; 1 200 × 5,93.
        of(
            KHAKASSIA,
            khakassia_2025(),
            "2026-01-01",
            &[(Zone::Single, 12_000)],
            &[1_600_560, 990_360, 711_600],
        ),
        // The same house in July: 3 900 × 2,28; 2 100 × 2,62; 2 000 × 5,93.
        of(
            KHAKASSIA_SUMMER,
            khakassia_2025(),
            "2026-07-01",
            &[(Zone::Single, 8_000)],
            &[889_200, 550_200, 1_186_000],
        ),
        // At the edges nothing is above.
        of(
            KHAKASSIA_SUMMER,
            khakassia_2025(),
            "2026-07-01",
            &[(Zone::Single, 6_000)],
            &[889_200, 550_200],
        ),
        of(
            KHAKASSIA,
            khakassia_2025(),
            "2026-04-01",
            &[(Zone::Single, 7_020)],
            &[1_600_560],
        ),
        // 7 020 × 2,03; 3 780 × 2,24; 200 × 4,79.
        of(
            KHAKASSIA_SPRING,
            khakassia_spring_2025(),
            "2025-03-01",
            &[(Zone::Single, 11_000)],
            &[1_425_060, 846_720, 95_800],
        ),
        // 11 160 × 5,21; 2 760 × 7,19; 1 080 × 10,47.
        of(
            TVER_2024,
            tver_2024(),
            "2024-12-01",
            &[(Zone::Single, 15_000)],
            &[5_814_360, 1_984_440, 1_130_760],
        ),
        // All of it by day: 11 160 × 5,38; 840 × 7,42.
        of(
            TVER_2024,
            tver_2024(),
            "2024-12-01",
            &[(Zone::Day, 12_000)],
            &[6_004_080, 623_280],
        ),
        // 150 × 4,46; 60 × 3,03.
        of(
            TVER_2021,
            tver_2021(),
            "2021-08-01",
            &[(Zone::Day, 150), (Zone::Night, 60)],
            &[66_900, 18_180],
        ),
        // 150 × 4,41; 60 × 2,87, and by three zones 50 × 4,97; 100 × 4,04; 60 × 2,87.
        of(
            ASTRAKHAN,
            astrakhan_2015(),
            "2015-08-01",
            &[(Zone::Day, 150), (Zone::Night, 60)],
            &[66_150, 17_220],
        ),
        of(
            ASTRAKHAN,
            astrakhan_2015(),
            "2015-08-01",
            &[(Zone::Peak, 50), (Zone::HalfPeak, 100), (Zone::Night, 60)],
            &[24_850, 40_400, 17_220],
        ),
        // 70 × 5,22; 90 × 4,02; 80 × 2,12.
        of(
            MARI_EL,
            mari_el_2021(),
            "2021-08-01",
            &[(Zone::Peak, 70), (Zone::HalfPeak, 90), (Zone::Night, 80)],
            &[36_540, 36_180, 16_960],
        ),
        // The source itself says 1 603,84, 1 766,91 and 828,24 tenge.
        of(
            KAZENERGO,
            zhanaarka(),
            "2020-03-01",
            &[(Zone::Single, 210)],
            &[160_384, 176_691, 82_824],
        ),
    ]
}

#[test]
fn published_prices_come_to_what_they_come_to_by_hand() {
    for example in examples() {
        let Example { source, month, .. } = example;
        let tariff = Tariff::new(example.tariff).expect(source);
        let used: Vec<_> = example
            .used
            .iter()
            .map(|&(zone, kwh)| Use {
                zone,
                volume: Energy::from_kwh(kwh),
            })
            .collect();
        let charge = tariff.charge(day(month), &used, Energy::ZERO).expect(source);
        let lines: Vec<_> = charge.lines.iter().map(|line| line.sum.kopecks()).collect();
        assert_eq!(lines, example.lines, "{source}, {month}: {:?}", example.used);
        let total: i64 = example.lines.iter().sum();
        assert_eq!(charge.total.kopecks(), total, "{source}, {month}");
    }
}

#[test]
fn published_prices_say_from_which_share_of_the_night_on_zones_pay() {
    for (tariff, on, expected) in [
        // (4,46 − 4,32) ÷ (4,46 − 3,03) = 0,0979
        (tver_2021(), "2021-08-01", Some(Share::Above(98))),
        // (4,41 − 4,04) ÷ (4,41 − 2,87) = 0,2403
        (astrakhan_2015(), "2015-08-01", Some(Share::Above(240))),
        // (4,62 − 4,02) ÷ (4,62 − 2,12) = 0,24
        (mari_el_2021(), "2021-08-01", Some(Share::Above(240))),
        // The day costs what one zone costs (ulenergo.ru/b2c/tariffs).
        (ulyanovsk(), "2024-08-01", Some(Share::Always)),
    ] {
        let tariff = Tariff::new(tariff).expect("a tariff");
        assert_eq!(break_even(&tariff, day(on)).expect("prices").two, expected, "{on}");
    }
    // (4,97 − 4,04) ÷ (4,97 − 2,87) = 0,4429; half-peak costs what one zone costs.
    let astrakhan = Tariff::new(astrakhan_2015()).expect("a tariff");
    let expected = BreakEven {
        two: Some(Share::Above(240)),
        three_at_worst: Some(Share::Above(443)),
        three_at_best: Some(Share::Always),
    };
    assert_eq!(break_even(&astrakhan, day("2015-08-01")), Some(expected));
}
