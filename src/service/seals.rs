//! Seals: links that only this server could have made, for people without an account. And keyed digests, by which something is
//! known again without being kept.

use crate::service::{Error, Service};
use crate::store::settings;
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Name of the setting that holds the key.
const SETTING: &str = "seal_key";
/// Bytes of a seal: half an HMAC-SHA-256 (RFC 2104, section 5).
const SEAL_BYTES: usize = 16;

/// What a seal allows. A seal for one purpose is of no use for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To change or delete a guest's comment.
    EditComment,
    /// To say when a form was opened.
    Form,
    /// To end notices of answers to a guest.
    StopNotices,
    /// To end mails of one kind to an account.
    StopMails,
    /// To read and erase everything a guest wrote under one mail address.
    Guest,
    /// To set a new password without the old one.
    Reset,
    /// To confirm the mail address of somebody who wants to join.
    Join,
    /// To give the code of the second factor, after the password was right.
    Code,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::EditComment => "edit-comment",
            Self::Form => "form",
            Self::StopNotices => "stop-notices",
            Self::StopMails => "stop-mails",
            Self::Guest => "guest",
            Self::Reset => "reset",
            Self::Join => "join",
            Self::Code => "code",
        }
    }
}

/// The key of this site, made when it is first needed and kept in the database.
#[derive(Clone)]
pub struct SealKey(Arc<hmac::Key>);

impl SealKey {
    fn of(stored: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(stored).ok().filter(|bytes| bytes.len() == 32)?;
        Some(Self(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, &bytes))))
    }

    fn mac(&self, parts: &[&str]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            // With its length in front, so that no two lists of parts read the same.
            context.update(&part.len().to_be_bytes());
            context.update(part.as_bytes());
        }
        context.sign().as_ref().to_vec()
    }

    /// A digest of something that is too telling to be kept; the same for the same.
    pub fn digest(&self, kind: &str, value: &str) -> String {
        let mac = self.mac(&["digest", kind, value]);
        URL_SAFE_NO_PAD.encode(mac.get(..SEAL_BYTES).unwrap_or_default())
    }

    /// Seals `about` for a purpose until then: `EXPIRES.SEAL`, in letters that need no escaping in addresses.
    pub fn seal(&self, purpose: Purpose, about: &str, until: DateTime<Utc>) -> String {
        let until = until.timestamp().to_string();
        let mac = self.mac(&["seal", purpose.as_str(), about, &until]);
        let seal = URL_SAFE_NO_PAD.encode(mac.get(..SEAL_BYTES).unwrap_or_default());
        format!("{until}.{seal}")
    }

    /// Until when the seal holds, when it is ours, for that purpose and thing, and not over.
    pub fn opens(&self, purpose: Purpose, about: &str, seal: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (until, _) = seal.split_once('.')?;
        let until = DateTime::from_timestamp(until.parse().ok()?, 0)?;
        let expected = self.seal(purpose, about, until);
        let same = aws_lc_rs::constant_time::verify_slices_are_equal(expected.as_bytes(), seal.as_bytes()).is_ok();
        (same && now < until).then_some(until)
    }
}

impl Service {
    /// The key of this site.
    pub(in crate::service) async fn seal_key(&self) -> Result<SealKey, Error> {
        if let Some(key) = self.memory().seal_key.get() {
            return Ok(key.clone());
        }
        let mut fresh = [0_u8; 32];
        self.env().ids.fill(&mut fresh);
        let fresh = URL_SAFE_NO_PAD.encode(fresh);
        let stored = self
            .store()
            .write(move |c| {
                if let Some(stored) = settings::get(c, SETTING)? {
                    return Ok(stored);
                }
                settings::set(c, SETTING, &fresh)?;
                // Another process may have been faster; what is stored now is what counts.
                Ok::<_, Error>(settings::get(c, SETTING)?.unwrap_or(fresh))
            })
            .await?;
        let key = SealKey::of(&stored).ok_or_else(|| Error::Internal("the seal key cannot be read".to_owned()))?;
        Ok(self.memory().seal_key.get_or_init(|| key).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn key(fill: u8) -> SealKey {
        SealKey::of(&URL_SAFE_NO_PAD.encode([fill; 32])).unwrap()
    }

    #[test]
    fn a_seal_opens_for_its_purpose_and_thing_until_it_is_over() {
        let (key, now) = (key(1), DateTime::UNIX_EPOCH);
        let until = now + TimeDelta::minutes(15);
        let seal = key.seal(Purpose::EditComment, "c1", until);
        assert_eq!(key.opens(Purpose::EditComment, "c1", &seal, now), Some(until));
        assert_eq!(key.opens(Purpose::EditComment, "c2", &seal, now), None);
        assert_eq!(key.opens(Purpose::StopNotices, "c1", &seal, now), None);
        assert_eq!(key.opens(Purpose::EditComment, "c1", &seal, until), None);
        assert_eq!(super::tests::key(2).opens(Purpose::EditComment, "c1", &seal, now), None);
        let longer = seal.replace("900.", "9000.");
        assert_eq!(key.opens(Purpose::EditComment, "c1", &longer, now), None);
        for junk in ["", ".", "x.y", "900", "99999999999999999999.x"] {
            assert_eq!(key.opens(Purpose::EditComment, "c1", junk, now), None, "{junk}");
        }
    }

    #[test]
    fn digests_are_the_same_for_the_same_and_differ_by_kind_and_key() {
        let key = key(1);
        assert_eq!(key.digest("mail", "a@b.example"), key.digest("mail", "a@b.example"));
        assert_ne!(key.digest("mail", "a@b.example"), key.digest("client", "a@b.example"));
        assert_ne!(
            key.digest("mail", "a@b.example"),
            super::tests::key(2).digest("mail", "a@b.example")
        );
        assert_ne!(key.digest("mail", "a"), key.digest("mai", "la"));
    }
}
