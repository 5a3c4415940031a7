//! The pieces that pages are made of.

pub mod chosen;
pub mod countdown;
pub mod ending;
pub mod fact;
pub mod field;
pub mod files;
pub mod focus;
pub mod form;
pub mod frame;
pub mod loaded;
pub mod money;
pub mod new_password;
pub mod news;
pub mod notice;
pub mod passkey;
pub mod password;
pub mod subpage;
pub mod switcher;
pub mod trouble;
pub mod upload;
