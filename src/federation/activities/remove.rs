//! `Remove`: the other half of [`super::add`].

use super::{Failure, Inbound, add};
use crate::service::remote::Outcome;

/// Carries it out.
pub async fn receive(inbound: &Inbound<'_>) -> Result<Outcome, Failure> {
    add::feature(inbound).await
}
