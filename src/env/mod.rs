//! Everything impure behind small types: clock, ids, outbound HTTP, blobs.
//!
//! All of them are cheap to clone and are injected; nothing else in the house reads the time, makes randomness, opens a
//! connection to another server or touches the media folder.

pub mod blobs;
pub mod clock;
pub mod ids;

pub use blobs::{BlobError, Blobs};
pub use clock::Clock;
pub use ids::Ids;

/// The outside world as the house sees it.
#[derive(Clone, Debug)]
pub struct Env {
    pub clock: Clock,
    pub ids: Ids,
    pub blobs: Blobs,
}
