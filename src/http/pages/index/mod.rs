//! The index.

pub mod list;
