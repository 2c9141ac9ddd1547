//! People of films.

pub mod credits;
pub mod edit;
