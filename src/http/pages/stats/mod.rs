//! The numbers.

pub mod chart;
pub mod numbers;
