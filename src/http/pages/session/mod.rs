//! Signing in and out.

pub mod code;
pub mod sign_in;
