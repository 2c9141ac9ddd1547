//! What the tests stand on: both databases, and a site on them with a clock in the test's hand.

pub mod db;
pub mod world;
