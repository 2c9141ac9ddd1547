//! What other servers sent, for whoever runs this one.

pub mod entry;
pub mod log;
pub(in crate::http::pages) mod words;
