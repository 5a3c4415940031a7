//! Several people at one account: invitations, and what owners may do with each other.

use chrono::Duration;
use db::{
    entity::{invitations, links, notices},
    testing::TestDb,
};
use domain::{
    Field, FieldError, Refusal,
    accounts::{Household, InviteForm, Role, Visitor},
};
use futures::future::join_all;
use services::{
    Error, Result,
    accounts::{accept, change_role, decline, household, invitation, invite, link_offered, undo, unlink, withdraw},
    identity::Caller,
};
use uuid::Uuid;

use crate::{
    linking::NUMBER,
    people::{ANNA, PHONE},
    rows::{ADDRESS, all, count, day},
    world::{World, refusal, wait, wrong},
};

const BORIS: &str = "boris@example.ru";
const VERA: &str = "vera@example.ru";
const INVITED: &str = "Вас приглашают к лицевому счёту";
const ACCEPTED: &str = "Приглашение к лицевому счёту принято";

impl World {
    /// An account that Anna has linked by her phone.
    pub async fn annas(&self) -> (Caller, Uuid) {
        self.branches().await;
        let account = self.account(NUMBER, Some(PHONE)).await;
        self.payment(&account, day(2026, 10, 12), 10_200).await;
        let anna = self.somebody(ANNA, PHONE).await;
        link_offered(&self.services, &anna, account.id).await.unwrap();
        (anna, account.id)
    }

    pub async fn invite(&self, from: &Caller, account: Uuid, email: &str, role: Role) -> Result<()> {
        let form = InviteForm {
            account: String::new(),
            email: email.into(),
            role: role.key().into(),
        };
        invite(&self.services, from, account, form.validate()?).await
    }

    /// Invited and accepted, after everybody who is there.
    pub async fn join(&self, from: &Caller, account: Uuid, guest: &Caller, role: Role) {
        self.pass(Duration::seconds(1));
        self.invite(from, account, &guest.email, role).await.unwrap();
        let token = self.token_to(&guest.email).await;
        assert_eq!(accept(&self.services, guest, &token).await.unwrap(), account);
    }

    pub async fn guest(&self, email: &str) -> Caller {
        self.somebody(email, "+79990000009").await
    }

    pub async fn household(&self, caller: &Caller, account: Uuid) -> Household {
        household(&self.services, caller, account).await.unwrap()
    }

    /// The id of a person's link.
    pub async fn member(&self, caller: &Caller) -> Uuid {
        let rows = all::<links::Entity>(&self.services.db).await;
        rows.into_iter().find(|link| link.user_id == caller.user_id).unwrap().id
    }
}

db::both_databases! {
    async fn a_relative_is_invited_by_letter_and_joins_with_the_role_offered(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.pass(Duration::seconds(1));
        world.invite(&anna, account, " Boris@Example.ru", Role::Payer).await.unwrap();
        assert_eq!(world.subjects_to(BORIS).await, [INVITED]);
        let token = world.token_to(BORIS).await;
        let letter = &world.letters_to(BORIS).await[0].text;
        assert!(letter.contains("0001") && !letter.contains(NUMBER) && !letter.contains(ANNA), "{letter}");

        let seen = invitation(&world.services, None, &token).await.unwrap();
        assert_eq!((seen.visitor, seen.to.as_str(), seen.from.as_str()), (Visitor::Nobody, "b•••@example.ru", "a•••@example.ru"));
        assert_eq!(invitation(&world.services, Some(&boris), &token).await.unwrap().visitor, Visitor::Invited);
        assert!(world.numbers(&boris).await.is_empty(), "looking accepts nothing");

        assert_eq!(accept(&world.services, &boris, &token).await.unwrap(), account);
        assert_eq!(world.numbers(&boris).await, [NUMBER]);
        assert_eq!(world.subjects_to(ANNA).await, [ACCEPTED]);
        let people = world.household(&anna, account).await;
        let seen: Vec<_> = people.members.iter().map(|member| (member.email.as_str(), member.role, member.me, member.managed)).collect();
        assert_eq!(seen, [("a•••@example.ru", Role::Owner, true, false), ("b•••@example.ru", Role::Payer, false, true)]);
        assert_eq!(people.members[1].since, day(2026, 11, 22));
        assert!(people.invited.is_empty());
        assert_eq!(refusal(accept(&world.services, &boris, &token).await), Refusal::LinkDead, "a link works once");
    }

    async fn a_link_of_an_invitation_is_stored_hashed_and_dies_after_seven_days(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.invite(&anna, account, BORIS, Role::Payer).await.unwrap();
        let token = world.token_to(BORIS).await;
        let row = all::<invitations::Entity>(&db).await.remove(0);
        assert_eq!(row.token_hash, services::secrets::Token::read(&token).unwrap().digest());
        assert!(all::<notices::Entity>(&db).await.iter().all(|notice| !notice.body.contains(&token)), "sent, and blanked");
        world.pass(Duration::days(7));
        for token in [token.as_str(), "", "не токен", &"0".repeat(64)] {
            assert_eq!(refusal(invitation(&world.services, Some(&boris), token).await), Refusal::LinkDead);
            assert_eq!(refusal(accept(&world.services, &boris, token).await), Refusal::LinkDead);
            assert_eq!(refusal(decline(&world.services, token).await), Refusal::LinkDead);
        }
        assert!(world.household(&anna, account).await.invited.is_empty());
        assert!(world.numbers(&boris).await.is_empty());
    }

    async fn only_the_address_that_was_invited_accepts(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let vera = world.guest(VERA).await;
        world.invite(&anna, account, BORIS, Role::Owner).await.unwrap();
        let token = world.token_to(BORIS).await;
        assert_eq!(refusal(accept(&world.services, &vera, &token).await), Refusal::InvitedAnother);
        let seen = invitation(&world.services, Some(&vera), &token).await.unwrap();
        assert_eq!((seen.visitor, seen.to.as_str()), (Visitor::Another, "b•••@example.ru"));
        assert!(world.numbers(&vera).await.is_empty());
        let boris = world.guest(BORIS).await;
        accept(&world.services, &boris, &token).await.unwrap();
    }

    async fn an_invitation_is_declined_withdrawn_or_replaced(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.invite(&anna, account, BORIS, Role::Reader).await.unwrap();
        let first = world.token_to(BORIS).await;
        world.pass(Duration::seconds(1));
        world.invite(&anna, account, BORIS, Role::Payer).await.unwrap();
        let second = world.token_to(BORIS).await;
        assert_eq!(refusal(accept(&world.services, &boris, &first).await), Refusal::LinkDead, "a newer one stands in its place");
        decline(&world.services, &second).await.unwrap();
        assert_eq!(refusal(accept(&world.services, &boris, &second).await), Refusal::LinkDead);

        world.invite(&anna, account, VERA, Role::Payer).await.unwrap();
        let token = world.token_to(VERA).await;
        let invited = world.household(&anna, account).await.invited.remove(0);
        assert_eq!((invited.email.as_str(), invited.role, invited.until), (VERA, Role::Payer, day(2026, 11, 29)));
        withdraw(&world.services, &anna, account, invited.id).await.unwrap();
        assert!(matches!(withdraw(&world.services, &anna, account, invited.id).await, Err(Error::NotFound)));
        let vera = world.guest(VERA).await;
        assert_eq!(refusal(accept(&world.services, &vera, &token).await), Refusal::LinkDead);
        assert_eq!(count::<links::Entity>(&db).await, 1);
    }

    async fn an_address_with_a_cabinet_and_one_without_are_answered_alike(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        world.guest(BORIS).await;
        for email in [BORIS, VERA] {
            world.invite(&anna, account, email, Role::Reader).await.unwrap();
            assert_eq!(world.subjects_to(email).await, [INVITED]);
        }
        let error = wrong(world.invite(&anna, account, ANNA, Role::Reader).await, Field::Email);
        assert_eq!(error, FieldError::InvitesSelf);
    }

    async fn ten_invitations_wait_at_most_however_many_are_sent_at_once(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.join(&anna, account, &boris, Role::Owner).await;
        let guests: Vec<_> = (0..20).map(|at| format!("guest{at}@example.ru")).collect();
        let sent = guests.iter().enumerate().map(|(at, email)| {
            world.invite(if at % 2 == 0 { &anna } else { &boris }, account, email, Role::Reader)
        });
        let sent = join_all(sent).await;
        let refused: Vec<_> = sent.into_iter().filter(Result::is_err).map(refusal).collect();
        assert_eq!(refused.len(), 10);
        assert!(refused.iter().all(|refused| *refused == Refusal::InvitationsFull(10)), "{refused:?}");
        assert_eq!(count::<invitations::Entity>(&db).await, 10);
        world.pass(Duration::days(7));
        world.invite(&anna, account, VERA, Role::Reader).await.unwrap();
        assert_eq!(count::<invitations::Entity>(&db).await, 1, "expired ones are forgotten");
    }

    async fn a_person_sends_ten_letters_a_day(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        for _ in 0..10 {
            world.invite(&anna, account, BORIS, Role::Reader).await.unwrap();
        }
        assert_eq!(wait(world.invite(&anna, account, BORIS, Role::Reader).await), Duration::days(1));
        assert_eq!(world.household(&anna, account).await.invited.len(), 1, "the last one still works");
        world.pass(Duration::days(1));
        world.invite(&anna, account, BORIS, Role::Reader).await.unwrap();
    }

    async fn a_hundred_accepts_at_once_make_one_link(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.invite(&anna, account, BORIS, Role::Payer).await.unwrap();
        let token = world.token_to(BORIS).await;
        let answers = join_all((0..100).map(|_| accept(&world.services, &boris, &token))).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        for answer in answers.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(answer), Refusal::LinkDead);
        }
        assert_eq!(world.numbers(&boris).await, [NUMBER]);
        assert_eq!(world.subjects_to(ANNA).await, [ACCEPTED]);
    }

    async fn an_invitation_neither_lowers_nor_raises_whoever_has_the_account(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let boris = world.guest(BORIS).await;
        world.pass(Duration::seconds(1));
        world.link(&boris, NUMBER, ADDRESS).await.unwrap();
        world.invite(&anna, account, BORIS, Role::Reader).await.unwrap();
        accept(&world.services, &boris, &world.token_to(BORIS).await).await.unwrap();
        assert_eq!(world.household(&boris, account).await.members[1].role, Role::Owner);
        assert_eq!(count::<links::Entity>(&db).await, 2);
    }

    async fn an_invitation_dies_with_the_right_to_send_it(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.join(&anna, account, &boris, Role::Owner).await;
        world.invite(&boris, account, VERA, Role::Owner).await.unwrap();
        let token = world.token_to(VERA).await;
        change_role(&world.services, &anna, account, world.member(&boris).await, Role::Payer).await.unwrap();
        assert_eq!(refusal(accept(&world.services, &vera, &token).await), Refusal::LinkDead);
        assert!(matches!(refusal(world.invite(&boris, account, VERA, Role::Reader).await), Refusal::RoleForbids));

        world.invite(&anna, account, VERA, Role::Owner).await.unwrap();
        let token = world.token_to(VERA).await;
        unlink(&world.services, &anna, account).await.unwrap();
        link_offered(&world.services, &anna, account).await.unwrap();
        assert_eq!(refusal(accept(&world.services, &vera, &token).await), Refusal::LinkDead, "coming back does not revive it");
    }

    async fn whom_a_removed_stranger_had_invited_goes_with_the_stranger(db: TestDb) {
        let world = World::new(&db);
        let (anna, account) = world.annas().await;
        let stranger = world.guest("stranger@example.ru").await;
        let (boris, vera) = (world.guest(BORIS).await, world.guest(VERA).await);
        world.link(&stranger, NUMBER, ADDRESS).await.unwrap();
        let token = world.token_to(ANNA).await;
        world.join(&stranger, account, &boris, Role::Owner).await;
        world.join(&boris, account, &vera, Role::Reader).await;
        undo(&world.services, &token).await.unwrap();
        for gone in [&stranger, &boris, &vera] {
            assert!(world.numbers(gone).await.is_empty());
            assert!(world.subjects_to(&gone.email).await.contains(&"Привязка лицевого счёта отменена".to_owned()));
        }
        assert_eq!(world.numbers(&anna).await, [NUMBER]);
    }
}
