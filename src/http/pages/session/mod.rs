//! Signing in and out.

pub mod code;
pub mod forgotten;
pub mod reset;
pub mod sign_in;
