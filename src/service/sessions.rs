//! Signing in and out.

use crate::domain::account::PASSWORD_MAX;
use crate::service::views::Viewer;
use crate::service::{Error, Service, passwords};
use crate::store::{accounts, actors, sessions};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// A session that was begun: the token goes into the cookie and nowhere else.
pub struct SignedIn {
    /// 256 bits, URL-safe base64.
    pub token: String,
    /// When the cookie ends.
    pub expires: DateTime<Utc>,
}

/// Failed sign-ins are counted over this time.
const ATTEMPTS_MINUTES: i64 = 15;
/// A session that is used is prolonged at most this often, so that reading pages does not write.
const TOUCH_HOURS: i64 = 6;

fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The bucket of a client: an IPv6 client owns its whole /64.
pub(in crate::service) fn client_bucket(client: IpAddr) -> String {
    match client {
        IpAddr::V4(v4) => format!("client:{v4}"),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("client:{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

impl Service {
    /// Signs in by handle or mail address. Wrong names and wrong passwords are told apart neither by the answer nor by the
    /// time it takes. Failed attempts are counted for the name and for the client's address.
    ///
    /// # Errors
    /// `Invalid` for a wrong name or password, `TooMany` after too many failures.
    pub async fn sign_in(&self, login: &str, password: &str, client: IpAddr) -> Result<SignedIn, Error> {
        let login = login.trim().trim_start_matches('@').to_lowercase();
        let login = login
            .strip_suffix(&format!("@{}", self.urls().host()))
            .unwrap_or(&login)
            .to_owned();
        let buckets = [
            format!("login:{}", login.chars().take(100).collect::<String>()),
            client_bucket(client),
        ];
        self.check_attempts(&buckets).await?;
        let name = login.clone();
        let found = self.read(move |c| Ok(accounts::by_login(c, &name)?)).await?;
        let known = found.as_ref().map(|(_, hash)| hash.clone());
        let typed: String = password.chars().take(PASSWORD_MAX + 1).collect();
        let right = passwords::verify(typed, known).await?;
        let Some((account, _)) = found.filter(|_| right) else {
            self.record_attempts(buckets).await?;
            return Err(Error::field("password", "input-sign-in"));
        };
        let (token, now, expires) = (self.env().ids.token(), self.now(), self.session_end());
        let (row, own_bucket) = (hash(&token), buckets.into_iter().next().unwrap_or_default());
        self.store()
            .write(move |c| {
                accounts::forget_attempts(c, &own_bucket)?;
                sessions::insert(c, &row, &account.id, now, expires)?;
                Ok::<_, Error>(())
            })
            .await?;
        Ok(SignedIn { token, expires })
    }

    async fn check_attempts(&self, buckets: &[String; 2]) -> Result<(), Error> {
        let (buckets, now) = (buckets.clone(), self.now());
        let window = TimeDelta::minutes(ATTEMPTS_MINUTES);
        let limit = i64::from(self.config().accounts.sign_in_attempts);
        let wait = self
            .read(move |c| {
                let mut wait = None;
                for bucket in &buckets {
                    let (count, first) = accounts::attempts_since(c, bucket, now - window)?;
                    if count >= limit {
                        wait = wait.max(first.map(|first| (first + window - now).num_seconds().max(1)));
                    }
                }
                Ok(wait)
            })
            .await?;
        match wait {
            Some(seconds) => Err(Error::TooMany {
                retry_after_s: u64::try_from(seconds).unwrap_or(1),
            }),
            None => Ok(()),
        }
    }

    async fn record_attempts(&self, buckets: [String; 2]) -> Result<(), Error> {
        let service = self.clone();
        self.store()
            .write(move |c| {
                for bucket in &buckets {
                    accounts::record_attempt(c, &service.next_id(), bucket, service.now())?;
                }
                Ok::<_, Error>(())
            })
            .await
    }

    fn session_end(&self) -> DateTime<Utc> {
        self.now() + TimeDelta::days(i64::from(self.config().accounts.session_days))
    }

    /// Who holds the token; `None` when the session is over. Use prolongs it.
    pub async fn viewer(&self, token: &str) -> Result<Option<Viewer>, Error> {
        let (row, now) = (hash(token), self.now());
        let found = self
            .read(move |c| {
                let Some((account_id, seen)) = sessions::account_of(c, &row, now)? else {
                    return Ok(None);
                };
                let Some(account) = accounts::by_id(c, &account_id)? else {
                    return Ok(None);
                };
                let actor = actors::by_id(c, &account.actor_id)?.filter(|actor| actor.deleted_at.is_none());
                Ok(actor.map(|actor| (Viewer { account, actor }, seen)))
            })
            .await?;
        let Some((viewer, seen)) = found else { return Ok(None) };
        if now - seen > TimeDelta::hours(TOUCH_HOURS) {
            let (row, expires) = (hash(token), self.session_end());
            self.store()
                .write(move |c| Ok::<_, Error>(sessions::touch(c, &row, now, expires)?))
                .await?;
        }
        Ok(Some(viewer))
    }

    /// Ends a session; one that is over already is no error.
    pub async fn sign_out(&self, token: &str) -> Result<(), Error> {
        let row = hash(token);
        self.store()
            .write(move |c| Ok::<_, Error>(sessions::delete(c, &row)?))
            .await
    }

    /// Changes the password, and ends every other session of the account.
    pub async fn change_password(&self, viewer: &Viewer, token: &str, old: &str, new: &str) -> Result<(), Error> {
        passwords::check(new)?;
        let id = viewer.account.id.clone();
        let known = self.read(move |c| Ok(accounts::password_hash(c, &id)?)).await?;
        if !passwords::verify(old.to_owned(), known).await? {
            return Err(Error::field("old_password", "input-password-old"));
        }
        let hashed = passwords::hash(new.to_owned(), &self.env().ids).await?;
        let (id, keep) = (viewer.account.id.clone(), hash(token));
        self.store()
            .write(move |c| {
                accounts::set_password_hash(c, &id, &hashed)?;
                sessions::delete_others(c, &id, Some(&keep))?;
                Ok::<_, Error>(())
            })
            .await
    }
}
