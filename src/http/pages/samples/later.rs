//! What is to happen later.

use super::moment;
use crate::domain::schedule::{Schedule, Zone};

/// An evening in Lisbon.
pub fn schedule() -> Schedule {
    Schedule {
        at: moment(),
        zone: Zone::parse("Europe/Lisbon").unwrap_or(Zone::UTC),
    }
}
