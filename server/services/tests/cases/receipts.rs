//! Receipts for sent readings: who gets one, who sees it, how far it says that the readings have come.

use std::time::Duration as Waiting;

use chrono::Duration;
use db::{entity::receipts, testing::TestDb};
use domain::readings::{Energy, GuestForm, PreviousReading, Receipt, ReceiptNumber, Zone};
use services::{
    Error, Result,
    accounts::page,
    documents::ReceiptPaper,
    exchange::{ImportError, ImportReport, Registry, import},
    files::Uploads,
    identity::Caller,
    readings::{door, history, receipt, receipt_file, send_as_guest, submit},
};
use uuid::Uuid;

use crate::{
    linking::KHAKASSIA,
    people::{ANNA, PHONE},
    press::documents,
    readings::House,
    rows::{ADDRESS, all, count, day},
    world::{World, failed, home},
};

impl World {
    /// The numbers of all receipts, the first sending's first.
    async fn printed_numbers(&self) -> Vec<String> {
        let mut rows = all::<receipts::Entity>(self.db()).await;
        let mut order = Vec::new();
        for reading in self.sent().await {
            order.extend(reading.submission_id);
        }
        rows.sort_by_key(|row| order.iter().position(|id| *id == row.id));
        let printed = |row: &receipts::Model| row.number.parse::<ReceiptNumber>().unwrap().to_string();
        rows.iter().map(printed).collect()
    }

    async fn receipt(&self, house: &House, number: &str) -> Result<Receipt> {
        receipt(&self.services, &house.caller, house.account.id, number).await
    }

    /// The steps of a path that the billing tells of.
    pub async fn billing_says(&self, lines: &[&str]) -> Result<ImportReport, ImportError> {
        let mut file = "account;serial;taken_on;state;date;month;reason\n".to_owned();
        for line in lines {
            file.push_str(&format!("690000001;СЭ-1;2026-11-22;{line}\n"));
        }
        let (clock, entropy) = (self.services.clock.as_ref(), self.services.entropy.as_ref());
        import(self.db(), clock, entropy, Registry::States, file.into_bytes()).await
    }

    async fn path(&self, house: &House) -> Vec<String> {
        let seen = history(&self.services, &house.caller, house.account.id, None)
            .await
            .unwrap();
        seen.rows[0].receipt.clone().unwrap().path
    }
}

fn titles(receipt: &Receipt) -> Vec<&str> {
    receipt.path.iter().map(|milestone| milestone.title.as_str()).collect()
}

db::both_databases! {
    async fn a_sending_has_a_receipt_that_says_all_of_it(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        let number = world.printed_numbers().await.remove(0);
        let receipt = world.receipt(&house, &number).await.unwrap();
        assert_eq!(receipt.number.to_string(), number);
        assert_eq!((receipt.company.as_str(), receipt.branch.as_str()), ("АО «АтомЭнергоСбыт»", "Тверь"));
        assert_eq!((receipt.phone.as_str(), receipt.account.as_str()), ("8 800 000-00-00", "690000001"));
        assert_eq!((receipt.address.as_str(), receipt.serial.as_str()), (ADDRESS, "СЭ-1"));
        assert_eq!((receipt.source, receipt.taken_on), ("Передали вы", day(2026, 11, 22)));
        assert_eq!(receipt.received, "22\u{a0}ноября\u{a0}2026, 12:00");
        assert_eq!((receipt.typed.as_ref(), receipt.superseded.as_ref()), (None, None));
        assert_eq!((titles(&receipt), receipt.ahead.len()), (vec!["Принято"], 2));
        let [line] = receipt.lines.as_slice() else { panic!("one register") };
        let previous = PreviousReading { value: Energy::from_kwh(1_300), taken_on: day(2026, 10, 24) };
        assert_eq!((line.zone, line.value, line.previous), (Zone::Single, Energy::from_kwh(1_395), Some(previous)));
        assert_eq!(line.volume, Some(Energy::from_kwh(95)));
    }

    async fn the_page_and_the_history_name_the_receipt(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let before = page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert_eq!(before.meters[0].receipt, None);
        world.send_reading(&house, "1395").await.unwrap();
        let number = world.printed_numbers().await.remove(0);
        let after = page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert_eq!(after.meters[0].receipt, Some(number.clone()));
        let rows = history(&world.services, &house.caller, house.account.id, None).await.unwrap().rows;
        let named = rows[0].receipt.as_ref().unwrap();
        assert_eq!((&named.number, named.path.as_slice()), (&number, ["Принято 22\u{a0}ноября".to_owned()].as_slice()));
        assert!(rows[1..].iter().all(|row| row.receipt.is_none()), "registries brought the others");
    }

    async fn all_zones_of_a_sending_share_a_receipt_in_the_order_of_the_display(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let meter = world.meter(&house.account, "СЭ-3", &["night", "half_peak", "peak"]).await;
        let house = House { meter, ..house };
        let mut form = house.form("");
        (form.peak, form.half_peak, form.night) = ("10".into(), "20".into(), "30".into());
        submit(&world.services, &house.caller, &form, Uploads::default()).await.unwrap();
        let number = world.printed_numbers().await.remove(0);
        let receipt = world.receipt(&house, &number).await.unwrap();
        let lines: Vec<_> = receipt.lines.iter().map(|line| (line.zone, line.value, line.volume)).collect();
        let kwh = Energy::from_kwh;
        assert_eq!(lines, [(Zone::Peak, kwh(10), None), (Zone::HalfPeak, kwh(20), None), (Zone::Night, kwh(30), None)]);
    }

    async fn a_sending_that_arrives_twice_has_one_receipt(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let mut form = house.form("1395");
        form.id = world.id().to_string();
        for _ in 0..2 {
            submit(&world.services, &house.caller, &form, Uploads::default()).await.unwrap();
        }
        world.send_reading(&house, "1395").await.unwrap();
        assert_eq!(count::<receipts::Entity>(&db).await, 1, "the same readings are no other sending");
    }

    async fn readings_that_were_replaced_keep_a_receipt_that_says_so(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        world.pass(Duration::hours(1));
        world.send_reading(&house, "1396").await.unwrap();
        let numbers = world.printed_numbers().await;
        let first = world.receipt(&house, &numbers[0]).await.unwrap();
        assert_eq!(first.superseded.as_deref(), Some("22\u{a0}ноября\u{a0}2026, 13:00"));
        assert_eq!((titles(&first), first.ahead), (vec!["Принято"], [].as_slice()));
        assert_eq!(first.lines[0].volume, Some(Energy::from_kwh(95)));
        let second = world.receipt(&house, &numbers[1]).await.unwrap();
        assert_eq!((second.superseded, second.lines[0].volume), (None, Some(Energy::from_kwh(96))));
        let seen = page(&world.services, &house.caller, house.account.id).await.unwrap();
        assert_eq!(seen.meters[0].receipt.as_ref(), Some(&numbers[1]));
    }

    async fn the_receipt_of_readings_that_waited_says_when_they_were_typed(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let mut form = house.form("1395");
        form.typed_at = (world.now() - Duration::hours(3)).to_rfc3339();
        submit(&world.services, &house.caller, &form, Uploads::default()).await.unwrap();
        let receipt = world.receipt(&house, &world.printed_numbers().await[0]).await.unwrap();
        assert_eq!(receipt.typed.as_deref(), Some("22\u{a0}ноября\u{a0}2026, 09:00"));
    }

    async fn readings_without_login_have_a_receipt_that_the_household_sees(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let form = GuestForm { number: "690000001".into(), serial: "СЭ-1".into(), single: "1395".into(), ..GuestForm::default() };
        let valid = form.validate(&door(&world.services).await.unwrap()).unwrap();
        send_as_guest(&world.services, &home(), &valid).await.unwrap();
        let receipt = world.receipt(&house, &world.printed_numbers().await[0]).await.unwrap();
        assert_eq!(receipt.source, "Передано без входа");
    }

    async fn the_address_is_masked_as_on_the_page(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let account = world.account(KHAKASSIA, None).await;
        let meter = world.meter(&account, "СЭ-1", &["single"]).await;
        let caller = world.somebody(ANNA, PHONE).await;
        world.link(&caller, KHAKASSIA, "Семина").await.unwrap();
        let house = House { caller, account, meter };
        world.send_reading(&house, "5").await.unwrap();
        let number = world.printed_numbers().await.remove(0);
        let receipt = world.receipt(&house, &number).await.unwrap();
        assert_eq!(receipt.address, "••••••, г. Тверь, ул. Садовая, д. •, кв. ••");
        assert_eq!(receipt.received, "22\u{a0}ноября\u{a0}2026, 16:00", "the branch's clock");
        assert_eq!(receipt.company, "«Росатом Энергосбыт»", "the branch's company");
        let (_, paper) = receipt_file(&world.services, &house.caller, house.account.id, &number).await.unwrap();
        let paper = String::from_utf8(paper).unwrap();
        assert!(paper.contains("ул. Садовая, д. •") && !paper.contains("170100"), "{paper}");
    }

    async fn nobody_else_sees_a_receipt(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        let number = world.printed_numbers().await.remove(0);
        let boris = world.house_of("boris@example.ru", "+79990000002", "690000002").await;
        let is_hidden = async |caller: &Caller, account: Uuid, number: &str| {
            let seen = receipt(&world.services, caller, account, number).await;
            let file = receipt_file(&world.services, caller, account, number).await;
            matches!((failed(seen), failed(file)), (Error::NotFound, Error::NotFound))
        };
        assert!(is_hidden(&boris.caller, house.account.id, &number).await, "another's account");
        assert!(is_hidden(&boris.caller, boris.account.id, &number).await, "another's number under one's own account");
        for wrong in ["", "4815", "0000-0000-0000", "x"] {
            assert!(is_hidden(&house.caller, house.account.id, wrong).await, "{wrong}");
        }
    }

    async fn the_billing_leads_a_sending_to_a_bill(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        world.pass(Duration::days(10));
        let report = world.billing_says(&["checked;2026-11-26;;"]).await.unwrap();
        assert_eq!((report.rows, report.updated, report.skipped), (1, 1, 0));
        let steps = ["Принято 22\u{a0}ноября", "Проверено 26\u{a0}ноября", "Учтено в счёте за ноябрь\u{a0}2026"];
        assert_eq!(world.path(&house).await, &steps[..2]);
        let lines = ["checked;2026-11-26;;", "billed;2026-12-01;2026-11;"];
        let report = world.billing_says(&lines).await.unwrap();
        assert_eq!((report.rows, report.updated, report.skipped), (2, 1, 1), "what is known is skipped");
        assert_eq!(world.path(&house).await, steps);
        let receipt = world.receipt(&house, &world.printed_numbers().await[0]).await.unwrap();
        let days: Vec<_> = receipt.path.iter().map(|milestone| milestone.on).collect();
        assert_eq!(days, [day(2026, 11, 22), day(2026, 11, 26), day(2026, 12, 1)]);
        assert!(receipt.ahead.is_empty());
    }

    async fn no_way_leads_back(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        world.pass(Duration::days(10));
        world.billing_says(&["checked;2026-11-26;;", "billed;2026-12-01;2026-11;"]).await.unwrap();
        let before = world.path(&house).await;
        for back in ["checked;2026-11-27;;", "refused;2026-11-27;;seal", "billed;2026-12-01;2026-12;"] {
            assert!(matches!(world.billing_says(&[back]).await, Err(ImportError::Lines(_))), "{back}");
        }
        assert_eq!(world.path(&house).await, before);
    }

    async fn a_refused_reading_counts_no_more_and_bounds_no_other(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        world.pass(Duration::days(1));
        world.billing_says(&["refused;2026-11-23;;control"]).await.unwrap();
        let seen = history(&world.services, &house.caller, house.account.id, None).await.unwrap();
        let row = &seen.rows[0];
        assert!(row.superseded && row.receipt.as_ref().unwrap().refused);
        assert!(!seen.uses.iter().any(|of| of.month == 11), "{:?}", seen.uses);
        let receipt = world.receipt(&house, &world.printed_numbers().await[0]).await.unwrap();
        assert_eq!(titles(&receipt)[1], "Не принято к расчёту: при контрольном снятии показания другие");
        assert_eq!((&receipt.superseded, receipt.ahead.len()), (&None, 0));
        let notes = ReceiptPaper::from(&receipt).notes.join(" ");
        assert!(notes.contains("в расчёт не вошли") && !notes.contains("приняты"), "{notes}");
        world.send_reading(&house, "1350").await.unwrap();
        let numbers = world.printed_numbers().await;
        let next = world.receipt(&house, &numbers[1]).await.unwrap();
        assert_eq!(next.lines[0].volume, Some(Energy::from_kwh(50)));
    }

    async fn a_bill_may_count_with_readings_that_were_replaced_meanwhile(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        world.pass(Duration::days(2));
        world.send_reading(&house, "1396").await.unwrap();
        world.pass(Duration::days(8));
        world.billing_says(&["billed;2026-12-01;2026-11;"]).await.unwrap();
        let numbers = world.printed_numbers().await;
        let first = world.receipt(&house, &numbers[0]).await.unwrap();
        assert_eq!(titles(&first)[2], "Учтено в счёте за ноябрь\u{a0}2026");
        assert!(first.superseded.is_some());
        let second = world.receipt(&house, &numbers[1]).await.unwrap();
        assert_eq!(titles(&second), ["Принято"]);
    }

    async fn the_file_is_the_receipt_and_too_many_at_once_are_told_to_come_again(db: TestDb) {
        let slow = documents(Waiting::from_millis(900), Waiting::from_millis(50));
        let world = World::with_documents(&db, slow);
        let house = world.house("690000001").await;
        world.send_reading(&house, "1395").await.unwrap();
        let number = world.printed_numbers().await.remove(0);
        let file = || receipt_file(&world.services, &house.caller, house.account.id, &number);
        let (one, other) = futures::join!(file(), file());
        let (made, refused) = if one.is_ok() { (one, other) } else { (other, one) };
        let (named, paper) = made.unwrap();
        assert_eq!(named, number);
        let paper = String::from_utf8(paper).unwrap();
        assert!(paper.contains(&format!("Квитанция о приёме показаний № {number}")), "{paper}");
        assert!(matches!(refused, Err(Error::Busy)), "{refused:?}");
    }
}
