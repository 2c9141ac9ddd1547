//! `Reject` of a Follow that somebody here sent, or the end of one that was accepted; of an answer or a like from here.

use super::{Failure, Inbound, accept};
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    accept::answer(inbound, inbound.activity, false).await
}
