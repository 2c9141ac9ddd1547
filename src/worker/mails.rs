//! Mails: what is to be told by now, and what the mail server has not taken yet.

use super::{Step, report, rest};
use crate::federation::Federation;
use crate::service::Error;
use tokio::sync::watch;

/// Serves until `stop` turns true.
pub async fn run(federation: Federation, mut stop: watch::Receiver<bool>) {
    let service = federation.service();
    while !*stop.borrow() {
        match service.send_mails().await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => report("mails", &error),
        }
        rest(&service.wake().mails, &mut stop).await;
    }
}

/// Sends what is due.
///
/// # Errors
/// [`Error`] when the queue cannot be read.
pub async fn step(federation: &Federation) -> Result<Step, Error> {
    let worked = federation.service().send_mails().await?;
    Ok(if worked { Step::Worked } else { Step::Idle })
}
