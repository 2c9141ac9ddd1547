//! Pages of the web that link to a review, and pages that a review links to.

mod offered;
mod sent;
mod verified;

pub use offered::PingbackFault;
pub use sent::PageReceipt;

use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// Pingbacks that are answered at one time by this process: each waits for a stranger's server.
const PINGBACKS: usize = 4;
/// Chains in which pages are read and told: a slow server holds up its own chain only, and all chains together leave most
/// workers to other jobs.
const CHAINS: u8 = 4;

/// Places for pingbacks under way.
pub(in crate::service) struct Places(pub Semaphore);

impl Default for Places {
    fn default() -> Self {
        Self(Semaphore::new(PINGBACKS))
    }
}

/// The chain of a host: always the same one.
fn chain(what: &str, host: &str) -> String {
    let hash = Sha256::digest(host.as_bytes());
    format!("{what}:{}", hash.first().copied().unwrap_or_default() % CHAINS)
}

/// A short name for a long text, for keys against doubles.
fn short(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
