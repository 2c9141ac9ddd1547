//! Everything impure behind small types: clock, ids, keys, outbound HTTP, mail, blobs.
//!
//! All of them are cheap to clone and are injected; nothing else in the house reads the time, makes randomness, opens a
//! connection to another server or touches the media folder.

use std::path::Path;

pub mod blobs;
pub mod clock;
pub mod ids;
pub mod keys;
pub mod mail;
pub mod net;

pub use blobs::{BlobError, Blobs};
pub use clock::Clock;
pub use ids::Ids;
pub use mail::{MailSettings, Mailer};
pub use net::{GetRequest, Net, NetError, NetSettings, RequestSigner, Response};

/// The outside world as the house sees it.
#[derive(Clone, Debug)]
pub struct Env {
    pub clock: Clock,
    pub ids: Ids,
    pub net: Net,
    pub blobs: Blobs,
    /// Sends mails, where a mail server is set.
    pub mail: Mailer,
}

impl Env {
    /// The real world: the system's clock and randomness, the network, and the media folder `media`; without mail.
    ///
    /// # Errors
    /// [`EnvError`] says what cannot be used and which setting names it.
    pub fn system(media: &Path, net: &NetSettings) -> Result<Self, EnvError> {
        Ok(Self {
            clock: Clock::system(),
            ids: Ids::random(),
            net: Net::new(net).map_err(EnvError::Net)?,
            blobs: Blobs::open(media)?,
            mail: Mailer::none(),
        })
    }
}

/// Something outside that the server cannot start without.
#[derive(Debug, thiserror::Error)]
pub enum EnvError {
    #[error(transparent)]
    Blobs(#[from] BlobError),
    #[error("{0}")]
    Net(String),
    #[error("{0}")]
    Mail(String),
}
