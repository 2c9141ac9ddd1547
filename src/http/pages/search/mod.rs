//! Searching.

pub mod results;
