//! Reminders: who gets one, once, and how one press ends them.

use chrono::{DateTime, Duration, TimeZone, Utc};
use db::{
    entity::{links, meters::Model, users},
    testing::TestDb,
};
use domain::{Refusal, notices::ChoicesForm};
use futures::future::join_all;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use services::{
    identity::Caller,
    jobs::{Kind, Step, claim},
    notices::{choose, unsubscribe},
    readings::{plan_reminders, send_reminders},
};

use uuid::Uuid;

use crate::{
    people::ANNA,
    readings::House,
    rows::{all, day},
    world::{World, refusal, start},
};

const SUBJECT: &str = "Пора передать показания";

/// Ten in the morning in Tver two days before its window closes.
fn due() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 7, 0, 0).unwrap()
}

impl World {
    /// The reminders that came to somebody.
    async fn reminders_to(&self, email: &str) -> Vec<services::ports::Letter> {
        let mut letters = self.letters_to(email).await;
        letters.retain(|letter| letter.subject == SUBJECT);
        letters
    }

    pub async fn house_of(&self, email: &str, phone: &str, number: &str) -> House {
        let caller = self.somebody(email, phone).await;
        let account = self.home(&caller, number).await;
        let meter = self.meter(&account, "СЭ-1", &["single"]).await;
        House { caller, account, meter }
    }
}

db::both_databases! {
    async fn one_letter_names_all_accounts_that_wait_and_none_that_was_sent(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let second = world.home(&house.caller, "690000002").await;
        world.meter(&second, "СЭ-2", &["single"]).await;
        let third = world.home(&house.caller, "690000003").await;
        let meter = world.meter(&third, "СЭ-3", &["single"]).await;
        let sent = House { caller: house.caller.clone(), account: third, meter };
        world.send_reading(&sent, "100").await.unwrap();
        world.move_to(due() - Duration::seconds(1));
        world.work().await;
        assert!(world.reminders_to(ANNA).await.is_empty(), "nobody is woken");
        world.move_to(due());
        join_all([world.work(), world.work(), world.work()]).await;
        world.pass(Duration::days(1));
        world.work().await;
        let letters = world.reminders_to(ANNA).await;
        assert_eq!(letters.len(), 1, "once for a window");
        let text = &letters[0].text;
        assert!(text.contains("…0001") && text.contains("…0002") && !text.contains("…0003"));
        assert!(text.contains("25\u{a0}ноября") && !text.contains("690000001"));
        assert!(world.outbox.texts().is_empty(), "no text message unasked");
    }

    async fn whoever_has_sent_or_is_not_asked_or_leaves_gets_none(db: TestDb) {
        let world = World::new(&db);
        let sent = world.house("690000001").await;
        world.send_reading(&sent, "1395").await.unwrap();
        let old = world.house_of("old@example.ru", "+79990000011", "690000011").await;
        let archived = Model { archived_on: Some(day(2026, 11, 25)), ..old.meter.clone() };
        archived.into_active_model().reset_all().update(db.writer()).await.unwrap();
        let auto = world.house_of("auto@example.ru", "+79990000012", "690000012").await;
        let automatic = Model { automatic: true, ..auto.meter.clone() };
        automatic.into_active_model().reset_all().update(db.writer()).await.unwrap();
        let read = world.house_of("read@example.ru", "+79990000013", "690000013").await;
        world.reading(&read.meter, "single", day(2026, 11, 21), 5).await;
        let leaving = world.house_of("leaving@example.ru", "+79990000014", "690000014").await;
        let mut row = users::ActiveModel { id: Set(leaving.caller.user_id), ..Default::default() };
        row.leaves_at = Set(Some(due() + Duration::days(9)));
        row.update(db.writer()).await.unwrap();
        let waits = world.house_of("waits@example.ru", "+79990000015", "690000015").await;
        world.move_to(due());
        world.work().await;
        for email in [ANNA, "old@example.ru", "auto@example.ru", "read@example.ru", "leaving@example.ru"] {
            assert!(world.reminders_to(email).await.is_empty(), "{email}");
        }
        assert_eq!(world.reminders_to(&waits.caller.email).await.len(), 1);
    }

    async fn each_way_is_used_that_was_chosen(db: TestDb) {
        let world = World::new(&db);
        let house = world.house("690000001").await;
        let form = ChoicesForm { readings_sms: "yes".into(), sent: "yes".into(), ..ChoicesForm::default() };
        choose(&world.services, &house.caller, &form).await.unwrap();
        world.move_to(due());
        world.work().await;
        assert!(world.reminders_to(ANNA).await.is_empty());
        let texts = world.outbox.texts();
        assert_eq!(texts.len(), 1);
        assert!(texts[0].text.starts_with("Передайте показания счётчика до 25\u{a0}ноября"));
    }

    async fn after_a_crash_nobody_is_reminded_twice_and_nobody_forgotten(db: TestDb) {
        let world = World::new(&db);
        world.house("690000001").await;
        // Five hundred and twenty persons with two accounts each: more than one step looks at.
        let number = |at: usize| format!("69{:07}", 1_000 + at);
        let mut people = Vec::new();
        for at in 0..520 {
            let caller = world.somebody(&format!("p{at}@example.ru"), &format!("+7999100{at:04}")).await;
            for which in [2 * at, 2 * at + 1] {
                let account = world.account(&number(which), None).await;
                world.meter(&account, "СЭ-1", &["single"]).await;
                world.add(link(&world, &caller, account.id)).await;
            }
            people.push(caller);
        }
        world.move_to(due());
        plan_reminders(&world.services).await.unwrap();
        let mut held = claim(&world.services, Kind::Reminders).await.unwrap().expect("a piece");
        send_reminders(&world.services, &mut held).await.unwrap();
        // The process dies here; another goes on when its lease has run out, and the first wakes up again.
        world.pass(Duration::minutes(3));
        let mut other = claim(&world.services, Kind::Reminders).await.unwrap().expect("the piece");
        assert_eq!(send_reminders(&world.services, &mut held).await.unwrap(), Step::Lost);
        while send_reminders(&world.services, &mut other).await.unwrap() == Step::More {}
        let mut reminded = reminded(&db).await;
        assert_eq!(reminded.len(), 521);
        reminded.sort_unstable();
        reminded.dedup();
        assert_eq!(reminded.len(), 521);
    }

    async fn a_range_in_which_nobody_is_late_does_not_end_the_work(db: TestDb) {
        let world = World::new(&db);
        world.branches().await;
        let calm = world.somebody("calm@example.ru", "+79991000000").await;
        for at in 0..1_000 {
            // Nothing is asked of an account without a meter.
            let account = world.account(&format!("69{at:07}"), None).await;
            world.add(link(&world, &calm, account.id)).await;
        }
        world.pass(Duration::minutes(1));
        let late = world.house_of("late@example.ru", "+79991000001", "691000001").await;
        assert!(late.caller.user_id > calm.user_id, "comes after a whole range");
        world.move_to(due());
        plan_reminders(&world.services).await.unwrap();
        let mut held = claim(&world.services, Kind::Reminders).await.unwrap().expect("a piece");
        while send_reminders(&world.services, &mut held).await.unwrap() == Step::More {}
        assert_eq!(reminded(&db).await, ["late@example.ru"]);
    }

    async fn one_press_ends_the_letters_without_a_session(db: TestDb) {
        let world = World::new(&db);
        world.house("690000001").await;
        world.move_to(due());
        world.work().await;
        let letter = world.reminders_to(ANNA).await.remove(0);
        let link = letter.unsubscribe.expect("a link");
        assert!(letter.text.contains(&link));
        let token = link.split("token=").nth(1).expect("a token").to_owned();
        let dead = Refusal::LinkDead;
        let press = async |kind: &str, token: &str| unsubscribe(&world.services, kind, token).await;
        assert_eq!(refusal(press("bills", &token).await), dead, "another kind");
        assert_eq!(refusal(press("readings", &token[1..]).await), dead);
        assert_eq!(refusal(press("readings", "").await), dead);
        let mut forged = token.clone();
        let last = if forged.pop() == Some('A') { 'Q' } else { 'A' };
        forged.push(last);
        assert_eq!(refusal(press("readings", &forged).await), dead);
        press("readings", &token).await.unwrap();
        press("readings", &token).await.unwrap();
        world.move_to(due() + Duration::days(30));
        world.work().await;
        assert_eq!(world.reminders_to(ANNA).await.len(), 1, "none came after it");
    }
}

/// To whom reminders are written.
async fn reminded(db: &TestDb) -> Vec<String> {
    let notices = all::<db::entity::notices::Entity>(db).await.into_iter();
    let reminders = notices.filter(|notice| notice.subject == SUBJECT);
    reminders.map(|notice| notice.recipient).collect()
}

fn link(world: &World, caller: &Caller, account_id: Uuid) -> links::Model {
    links::Model {
        id: world.id(),
        user_id: caller.user_id,
        account_id,
        label: None,
        proof: "sum".into(),
        created_at: start(),
        place: 0,
        undo_hash: None,
        undo_until: None,
        role: "owner".into(),
        seen_as: None,
        invited_by: None,
    }
}
