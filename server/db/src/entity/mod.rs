//! One table a file, as sea-orm sees it. Entities never reach the browser: queries turn them into the domain's types.

pub mod accounts;
pub mod appeal_files;
pub mod appeals;
pub mod authenticators;
pub mod branches;
pub mod ceremonies;
pub mod drafts;
pub mod email_changes;
pub mod files;
pub mod imports;
pub mod invitations;
pub mod jobs;
pub mod kept_readings;
pub mod limits;
pub mod linking_reviews;
pub mod links;
pub mod meters;
pub mod notice_choices;
pub mod notices;
pub mod passkeys;
pub mod payments;
pub mod phone_codes;
pub mod reading_photos;
pub mod readings;
pub mod receipts;
pub mod recoveries;
pub mod recovery_codes;
pub mod registers;
pub mod registrations;
pub mod sessions;
pub mod tariffs;
pub mod throttles;
pub mod users;

/// `Debug` that names the row and shows nothing of it: personal data and secrets stay out of logs.
macro_rules! private_debug {
    ($key:ident) => {
        impl std::fmt::Debug for Model {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(Entity.table_name())
                    .field(stringify!($key), &self.$key)
                    .finish_non_exhaustive()
            }
        }
    };
}
use private_debug;
