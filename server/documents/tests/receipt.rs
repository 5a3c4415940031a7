//! The receipt as a reader of PDF sees it: its text, its pages, what it says of itself.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::Command;

use documents::Typst;
use services::{
    documents::{PaperLine, PaperStep, ReceiptPaper},
    ports::Typesetter,
};

fn text(text: &str) -> String {
    text.to_owned()
}

fn line(zone: &str, previous: Option<&str>, value: &str, volume: Option<&str>) -> PaperLine {
    PaperLine {
        zone: text(zone),
        previous: previous.map(text),
        value: text(value),
        volume: volume.map(text),
    }
}

/// A receipt for three zones on its way.
fn paper() -> ReceiptPaper {
    let step = |title: &str, on: &str| PaperStep {
        title: text(title),
        on: text(on),
    };
    ReceiptPaper {
        title: text("Квитанция о приёме показаний № 4815-1623-4203"),
        number: text("4815-1623-4203"),
        company: text("АО «АтомЭнергоСбыт»"),
        branch: text("Филиал «Тверь»"),
        phone: text("8 800 000-00-00"),
        facts: vec![
            (text("Лицевой счёт"), text("690000001")),
            (text("Адрес"), text("170100, г. Тверь, ул. Садовая, д. 5, кв. 12")),
            (text("Счётчик"), text("№ СЭ-00012345")),
            (text("Показания на"), text("24\u{a0}ноября\u{a0}2026")),
            (text("Получены"), text("24\u{a0}ноября\u{a0}2026, 12:00")),
            (text("Источник"), text("Передали вы")),
        ],
        lines: vec![
            line("Пик", Some("1\u{a0}200"), "1\u{a0}250", Some("50")),
            line("Полупик", Some("7\u{a0}010"), "7\u{a0}100", Some("90")),
            line("Ночь", None, "430", None),
        ],
        path: vec![
            step("Принято", "24\u{a0}ноября\u{a0}2026"),
            step("Проверено", "26\u{a0}ноября\u{a0}2026"),
        ],
        ahead: vec![text("Учтено в счёте")],
        superseded: None,
        notes: vec![text("Назовите номер квитанции."), text("Это не счёт на оплату.")],
        made: text("Квитанция № 4815-1623-4203 составлена 28\u{a0}ноября\u{a0}2026, 10:00"),
    }
}

/// What a program says of the receipt.
fn told(paper: &ReceiptPaper, program: &str, arguments: &[&str]) -> String {
    let pdf = Typst::new().expect("fonts").receipt(paper).expect("a receipt");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("receipt.pdf");
    std::fs::write(&file, pdf).expect("it is written");
    let mut command = Command::new(program);
    match program {
        "pdftotext" => command.args(arguments).arg(&file).arg("-"),
        _ => command.args(arguments).arg(&file),
    };
    let output = command.output().expect("poppler-utils; `make setup` installs it");
    assert!(output.status.success(), "{program}: {output:?}");
    // `pdfinfo -struct` prints the titles of headings in UTF-16, amid its own words.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text with one space where there are any, so that lines broken anywhere are found.
fn words(paper: &ReceiptPaper) -> String {
    // In the order in which it was set: a name and its value stand side by side, not in two columns.
    let text = told(paper, "pdftotext", &["-raw", "-enc", "UTF-8"]).replace('\u{200b}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same without any space at all, for words that the paper breaks.
fn letters(paper: &ReceiptPaper) -> String {
    words(paper).replace(' ', "")
}

#[test]
fn everything_that_is_known_is_on_the_paper() {
    let words = words(&paper());
    for expected in [
        "АО «АтомЭнергоСбыт»",
        "Филиал «Тверь»",
        "8 800 000-00-00",
        "Квитанция о приёме показаний",
        "№ 4815-1623-4203",
        "Лицевой счёт 690000001",
        "Адрес 170100, г. Тверь, ул. Садовая, д. 5, кв. 12",
        "Счётчик № СЭ-00012345",
        "Получены 24 ноября 2026, 12:00",
        "Источник Передали вы",
        "Пик 1 200 1 250 50",
        "Полупик 7 010 7 100 90",
        "Ночь — 430 —",
        "Принято 24 ноября 2026",
        "Проверено 26 ноября 2026",
        "Учтено в счёте ещё нет",
        "Это не счёт на оплату.",
        "составлена 28 ноября 2026, 10:00",
        "Страница 1 из 1",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert!(!words.contains("заменены"));
}

#[test]
fn a_receipt_that_counts_no_more_says_so() {
    let mut paper = paper();
    paper.superseded = Some(text("Эти показания заменены более поздними: 25 ноября 2026, 9:00."));
    paper.ahead.clear();
    let words = words(&paper);
    assert!(words.contains("Эти показания заменены более поздними: 25 ноября 2026, 9:00."));
    assert!(!words.contains("ещё нет"));
}

#[test]
fn no_text_is_taken_for_the_language_of_the_template() {
    let mut paper = paper();
    let awkward = [
        r##"#panic("да") #set text(red) #it.number"##,
        r#"*жирно* _косо_ `код` $x^2$ <метка> @ссылка = заголовок"#,
        r#"C:\дом\n\u{41} "кавычки" 'и' «ёлочки» // нет /* и */ тут"#,
        "{\"json\": [1, 2]} ~ -- --- ... https://example.com",
        r#"#read("/etc/passwd") #import "@preview/x:1.0.0" #json("receipt.json").number"#,
    ];
    for text in awkward {
        paper.facts[1].1 = text.to_owned();
        paper.company = text.to_owned();
        let expected: String = text.split_whitespace().collect();
        let letters = letters(&paper);
        assert_eq!(letters.matches(&expected).count(), 2, "{expected}: {letters}");
    }
}

#[test]
fn a_letter_without_a_shape_and_an_endless_address_leave_the_rest_legible() {
    let mut paper = paper();
    let street = "Очень-длинная-улица-имени-покорителей-электричества".repeat(4);
    paper.facts[1].1 = format!("🏠 {street}");
    paper.facts[2].1 = "№ 中文 СЭ-1".to_owned();
    let letters = letters(&paper);
    assert!(letters.contains(&street), "{letters}");
    assert!(
        letters.contains("СЭ-1") && letters.contains("Этонесчётнаоплату."),
        "{letters}"
    );
    assert!(letters.contains("Страница1из1"));
}

#[test]
fn the_file_says_what_it_is_and_can_be_read_aloud() {
    let info = told(&paper(), "pdfinfo", &[]);
    let value = |name: &str| {
        let line = info.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim().to_owned())
    };
    assert_eq!(
        value("Title").as_deref(),
        Some("Квитанция о приёме показаний № 4815-1623-4203")
    );
    assert_eq!(value("Author").as_deref(), Some("АО «АтомЭнергоСбыт»"));
    assert_eq!(value("Tagged").as_deref(), Some("yes"));
    assert_eq!(value("Pages").as_deref(), Some("1"));
    assert!(value("Page size").is_some_and(|size| size.contains("A4")), "{info}");
    assert_eq!(value("JavaScript").as_deref(), Some("no"));
    let structure = told(&paper(), "pdfinfo", &["-struct"]);
    for tag in ["H1", "H2", "Table", "TH", "TD"] {
        assert!(
            structure.lines().any(|line| line.trim_start().starts_with(tag)),
            "{tag}: {structure}"
        );
    }
    let fonts = told(&paper(), "pdffonts", &[]);
    let embedded = fonts
        .lines()
        .skip(2)
        .all(|line| line.contains("PTSans") && line.contains("yes yes yes"));
    assert!(embedded, "{fonts}");
}

#[test]
fn many_threads_share_one_press() {
    let press = Typst::new().expect("fonts");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..3 {
                    assert!(press.receipt(&paper()).expect("a receipt").starts_with(b"%PDF-1.7"));
                }
            });
        }
    });
}
