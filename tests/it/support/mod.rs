//! What the tests stand on: both databases, a site on them with a clock in the test's hand, real server processes, and a fake
//! fediverse; and what shows that an attack did nothing: a look at the whole database, and addresses that nobody may touch.

pub mod db;
pub mod fediverse;
pub mod mail;
pub mod postgres;
pub mod server;
pub mod snapshot;
pub mod sql;
pub mod tripwire;
pub mod world;
