//! The only folder that knows ActivityPub wire formats and `activitypub_federation`.

pub mod signatures;
pub mod vocab;
