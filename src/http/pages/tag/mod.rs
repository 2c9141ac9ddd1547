//! Pages of tags.

pub mod reviews;
