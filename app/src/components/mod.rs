//! The pieces that pages are made of.

pub mod field;
pub mod form;
pub mod frame;
pub mod money;
pub mod notice;
pub mod password;
pub mod subpage;
pub mod switcher;
pub mod trouble;
