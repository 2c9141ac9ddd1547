//! The first page.

pub mod about;
pub mod front;
