//! The only folder that knows ActivityPub wire formats and `activitypub_federation`.

pub mod objects;
pub mod signatures;
pub mod vocab;
