//! Users, registrations and recoveries on their way, codes sent to phones, second factors, sessions.

pub mod authenticators;
pub mod ceremonies;
pub mod codes;
pub mod email_changes;
pub mod leaving;
pub mod own_data;
pub mod passkeys;
pub mod recoveries;
pub mod recovery_codes;
pub mod registrations;
pub mod sessions;
pub mod users;
