//! Making an account.

pub mod confirm;
pub mod form;
