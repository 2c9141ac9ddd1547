//! People: their pages, and following them from elsewhere.

pub mod interact;
pub mod profile;
