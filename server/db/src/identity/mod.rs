//! Users, registrations and recoveries on their way, codes sent to phones, sessions.

pub mod codes;
pub mod email_changes;
pub mod leaving;
pub mod own_data;
pub mod recoveries;
pub mod registrations;
pub mod sessions;
pub mod users;
