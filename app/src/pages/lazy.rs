//! Pages whose code the browser fetches when they are first opened.
//!
//! The frame and the login page come at once: with the login page comes all that forms
//! need, in one file that compresses well. A page that is split off costs a request for each part it shares with others.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{accounts, appeals, billing, home, identity, missing, readings, sent};

macro_rules! lazy_pages {
    ($($(#[$doc:meta])* $name:ident => $page:path;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                $page().into_any()
            }
        }
    )+};
}

lazy_pages! {
    /// [`accounts::account::AccountPage`]
    LazyAccount => accounts::account::AccountPage;
    /// [`accounts::settings::AccountSettingsPage`]
    LazyAccountSettings => accounts::settings::AccountSettingsPage;
    /// [`accounts::add::AddPage`]
    LazyAdd => accounts::add::AddPage;
    /// [`billing::advice::AdvicePage`]
    LazyAdvice => billing::advice::AdvicePage;
    /// [`identity::confirm::ConfirmPage`]
    LazyConfirm => identity::confirm::ConfirmPage;
    /// [`appeals::feedback::FeedbackPage`]
    LazyFeedback => appeals::feedback::FeedbackPage;
    /// [`readings::guest::GuestPage`]
    LazyGuest => readings::guest::GuestPage;
    /// [`readings::history::HistoryPage`]
    LazyHistory => readings::history::HistoryPage;
    /// [`home::HomePage`]
    LazyHome => home::HomePage;
    /// [`missing::MissingPage`]
    LazyMissing => missing::MissingPage;
    /// [`accounts::invitation::InvitationPage`]
    LazyInvitation => accounts::invitation::InvitationPage;
    /// [`identity::new_password::NewPasswordPage`]
    LazyNewPassword => identity::new_password::NewPasswordPage;
    /// [`readings::together::TogetherPage`]
    LazyTogether => readings::together::TogetherPage;
    /// [`readings::offline::OfflinePage`]
    LazyOffline => readings::offline::OfflinePage;
    /// [`identity::privacy::PrivacyPage`]
    LazyPrivacy => identity::privacy::PrivacyPage;
    /// [`identity::recovery::RecoveryPage`]
    LazyRecovery => identity::recovery::RecoveryPage;
    /// [`identity::register::RegisterPage`]
    LazyRegister => identity::register::RegisterPage;
    /// [`identity::second_step::SecondStepPage`]
    LazySecondStep => identity::second_step::SecondStepPage;
    /// [`sent::SentPage`]
    LazySent => sent::SentPage;
    /// [`identity::section::SectionPage`]
    LazySection => identity::section::SectionPage;
    /// [`identity::settings::SettingsPage`]
    LazySettings => identity::settings::SettingsPage;
    /// [`accounts::undo::UndoPage`]
    LazyUndo => accounts::undo::UndoPage;
    /// [`accounts::undo::UndonePage`]
    LazyUndone => accounts::undo::UndonePage;
}
