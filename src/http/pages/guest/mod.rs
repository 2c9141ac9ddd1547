//! What is kept about guests, for themselves.

pub mod ask;
pub mod kept;
