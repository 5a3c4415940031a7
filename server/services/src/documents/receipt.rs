//! What the paper of a receipt says: texts and nothing but texts.

use domain::{
    calendar::long_date,
    readings::{Energy, Receipt},
};
use serde::Serialize;

/// The paper, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptPaper {
    /// What the file is called.
    pub title: String,
    /// «4815-1623-4203»
    pub number: String,
    /// Who took the readings.
    pub company: String,
    /// The branch.
    pub branch: String,
    /// The contact centre's phone.
    pub phone: String,
    /// What is known of the sending: names and values.
    pub facts: Vec<(String, String)>,
    /// A line for each register.
    pub lines: Vec<PaperLine>,
    /// What was reached, and when.
    pub path: Vec<PaperStep>,
    /// What is still to come.
    pub ahead: Vec<String>,
    /// That later readings took their place.
    pub superseded: Option<String>,
    /// What to do with the paper.
    pub notes: Vec<String>,
    /// When it was made.
    pub made: String,
}

/// One register: kWh without the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperLine {
    /// The part of the day.
    pub zone: String,
    /// What it showed before.
    pub previous: Option<String>,
    /// What it showed.
    pub value: String,
    /// What was used in between.
    pub volume: Option<String>,
}

/// A stage that was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperStep {
    /// What.
    pub title: String,
    /// When.
    pub on: String,
}

impl From<&Receipt> for ReceiptPaper {
    fn from(receipt: &Receipt) -> Self {
        let number = receipt.number.to_string();
        Self {
            title: format!("Квитанция о приёме показаний № {number}"),
            company: receipt.company.clone(),
            branch: format!("Филиал «{}»", receipt.branch),
            phone: receipt.phone.clone(),
            facts: facts(receipt),
            lines: lines(receipt),
            path: path(receipt),
            ahead: receipt.ahead.iter().map(|title| (*title).to_owned()).collect(),
            superseded: receipt
                .superseded
                .as_ref()
                .map(|when| format!("Эти показания заменены более поздними: {when}.")),
            notes: notes(receipt),
            made: format!("Квитанция № {number} составлена {}", receipt.as_of),
            number,
        }
    }
}

fn facts(receipt: &Receipt) -> Vec<(String, String)> {
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut facts = vec![
        fact("Лицевой счёт", &receipt.account),
        fact("Адрес", &receipt.address),
        fact("Счётчик", &format!("№ {}", receipt.serial)),
        fact("Показания на", &long_date(receipt.taken_on)),
        fact("Получены", &receipt.received),
    ];
    facts.extend(receipt.typed.as_ref().map(|typed| fact("Введены без связи", typed)));
    facts.push(fact("Источник", receipt.source));
    facts
}

fn lines(receipt: &Receipt) -> Vec<PaperLine> {
    let number = |value: Energy| value.to_string();
    let lines = receipt.lines.iter().map(|line| PaperLine {
        zone: line.zone.title().to_owned(),
        previous: line.previous.map(|previous| number(previous.value)),
        value: number(line.value),
        volume: line.volume.map(number),
    });
    lines.collect()
}

fn path(receipt: &Receipt) -> Vec<PaperStep> {
    let steps = receipt.path.iter().map(|milestone| PaperStep {
        title: milestone.title.clone(),
        on: long_date(milestone.on),
    });
    steps.collect()
}

fn notes(receipt: &Receipt) -> Vec<String> {
    let outcome = receipt.objection.map_or_else(
        || "Квитанция подтверждает, что показания приняты.".to_owned(),
        |objection| format!("Показания получены, но в расчёт не вошли. {}", objection.advice()),
    );
    vec![
        format!(
            "Если есть вопросы, позвоните в контактный центр ({}) и назовите номер квитанции.",
            receipt.phone
        ),
        format!("{outcome} Это не счёт на оплату."),
    ]
}
