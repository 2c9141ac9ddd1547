//! Rules between servers: the list, one rule, block lists, and the page for everybody.

pub mod list;
pub mod public;
pub mod review;
pub mod rule;
mod words;
