//! The first minutes of a new site.

pub mod welcome;
