//! Lists: the overview, a list, and what its author does with it.

pub mod edit;
pub mod overview;
pub mod read;
pub mod typed;
