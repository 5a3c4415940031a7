//! What one receipt costs: the processor is busy so long for each press of «Квитанция».

use std::{error::Error, hint::black_box, time::Duration};

use criterion::Criterion;
use documents::Typst;
use services::{
    documents::{PaperLine, PaperStep, ReceiptPaper},
    ports::Typesetter,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args();
    let press = Typst::new()?;
    let mut paper = paper();
    let mut count = 0_u64;
    criterion.bench_function("receipt", |b| {
        b.iter(|| {
            // Another one each time, as customers are: nothing is found again but fonts and template.
            count += 1;
            paper.number = format!("{count:012}");
            press.receipt(black_box(&paper)).is_ok()
        });
    });
    criterion.final_summary();
    Ok(())
}

/// Three zones, all the way to a bill.
fn paper() -> ReceiptPaper {
    let text = ToOwned::to_owned;
    let line = |zone: &str| PaperLine {
        zone: text(zone),
        previous: Some(text("12 345")),
        value: text("12 500"),
        volume: Some(text("155")),
    };
    let step = |title: &str| PaperStep {
        title: text(title),
        on: text("24 ноября 2026"),
    };
    ReceiptPaper {
        title: text("Квитанция о приёме показаний"),
        number: text(""),
        company: text("АО «АтомЭнергоСбыт»"),
        branch: text("Филиал «Тверь»"),
        phone: text("8 800 000-00-00"),
        facts: vec![
            (text("Лицевой счёт"), text("690000001")),
            (text("Адрес"), text("170100, г. Тверь, ул. Садовая, д. 5, кв. 12")),
        ],
        lines: ["Пик", "Полупик", "Ночь"].map(line).to_vec(),
        path: ["Принято", "Проверено", "Учтено в счёте за ноябрь 2026"]
            .map(step)
            .to_vec(),
        ahead: Vec::new(),
        superseded: None,
        notes: vec![text("Это не счёт на оплату.")],
        made: text("28 ноября 2026, 10:00"),
    }
}
