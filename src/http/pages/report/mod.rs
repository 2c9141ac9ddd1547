//! Reports: making one, and looking after them.

pub mod list;
pub mod make;
pub mod one;
mod words;
