//! Viewings: the diary, and what is logged in it.

pub mod diary;
pub mod log;
