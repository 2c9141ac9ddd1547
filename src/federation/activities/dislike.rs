//! `Dislike` (Lemmy, PeerTube, Hubzilla): nothing here counts what people dislike.

use super::{Failure, Inbound};
use crate::service::remote::Outcome;

/// Says so.
#[expect(clippy::unused_async, reason = "every verb is called alike")]
pub async fn receive(_inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    Ok(Outcome::Ignored("dislikes are not counted"))
}
