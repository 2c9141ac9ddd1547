//! The first page, and what the site says about itself.

pub mod about;
pub mod front;
pub mod privacy;
