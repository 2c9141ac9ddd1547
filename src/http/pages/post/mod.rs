//! Posts of other servers, for people who have an account here.

pub mod elsewhere;
