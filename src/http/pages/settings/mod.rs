//! What an account can set for itself, and what a reader can.

pub mod accounts;
pub mod appearance;
pub mod joining;
pub mod leaving;
pub mod notifications;
pub mod profile;
pub mod replace;
pub mod scale;
pub mod scales;
pub mod second_factor;
pub mod sessions;
pub mod theme;
pub mod whereabouts;
