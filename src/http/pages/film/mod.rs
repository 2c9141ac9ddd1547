//! Films.

pub mod edit;
pub mod looks;
