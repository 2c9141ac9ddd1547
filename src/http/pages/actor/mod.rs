//! People: their pages, following them from elsewhere and from here, and what one is told.

pub mod following;
pub mod interact;
pub mod news;
pub mod profile;
