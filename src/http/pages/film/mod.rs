//! Films.

pub mod looks;
