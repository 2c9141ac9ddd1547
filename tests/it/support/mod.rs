//! What the tests stand on: both databases, a site on them with a clock in the test's hand, real server processes, and a fake
//! fediverse.

pub mod db;
pub mod fediverse;
pub mod postgres;
pub mod server;
pub mod sql;
pub mod world;
