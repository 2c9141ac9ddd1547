//! The first page.

pub mod front;
