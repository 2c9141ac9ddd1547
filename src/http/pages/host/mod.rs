//! Other servers, for whoever runs this one.

pub mod list;
pub mod one;
mod words;
