//! What an account can set for itself, and what a reader can.

pub mod appearance;
pub mod notifications;
pub mod profile;
pub mod replace;
pub mod scale;
pub mod scales;
pub mod theme;
pub mod whereabouts;
