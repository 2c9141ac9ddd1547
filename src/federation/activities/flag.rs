//! `Flag`: a report. Mastodon and others send it from their instance actor, with everything reported in `object` and the words in
//! `content`; Lemmy puts its words into `summary`.

use super::{Failure, Inbound};
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    let objects = inbound.activity.urls("object");
    if objects.is_empty() {
        return Ok(Outcome::Refused("no object"));
    }
    let words = inbound
        .activity
        .natural("content")
        .or_else(|| inbound.activity.natural("summary"));
    let text = words.map(|(text, _)| text).unwrap_or_default();
    let service = inbound.federation.service();
    Ok(service
        .report_received(inbound.actor, inbound.uri, text, objects)
        .await?)
}
