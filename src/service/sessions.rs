//! Signing in and out.

use crate::domain::account::{Account, PASSWORD_MAX};
use crate::domain::id::AccountId;
use crate::domain::message::Message;
use crate::domain::session::{Browser, Session};
use crate::service::views::Viewer;
use crate::service::{Error, Service, passwords};
use crate::store::{Conn, accounts, actors, second_factors, sessions, suspensions};
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

/// What became of a right name and password.
pub enum Entered {
    /// A session was begun.
    In(SignedIn),
    /// The code of the second factor is asked for next; the step is what allows to give it, and goes into the form.
    CodeNeeded {
        /// Sealed, for a few minutes.
        step: String,
    },
}

/// From where somebody signs in.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Counted for a while after failures, never kept with a session.
    pub address: IpAddr,
    /// In which browser.
    pub browser: Browser,
}

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// The session.
    pub session: Session,
    /// It is the one that asks.
    pub is_this: bool,
}

/// Failed sign-ins are counted over this time.
const ATTEMPTS_MINUTES: i64 = 15;
/// A session that is used is prolonged at most this often, so that reading pages does not write.
const TOUCH_HOURS: i64 = 6;

pub(in crate::service) fn hash(token: &str) -> String {
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
    /// `Invalid` for a wrong name or password, `TooMany` after too many failures, `Conflict` (`suspended`) for whoever may not come in.
    pub async fn sign_in(&self, login: &str, password: &str, from: &Origin) -> Result<Entered, Error> {
        let login = self.typed_login(login);
        let own_bucket = format!("login:{}", login.chars().take(100).collect::<String>());
        let buckets = vec![own_bucket.clone(), client_bucket(from.address)];
        self.check_attempts(&buckets).await?;
        let name = login.clone();
        let found = self.read(move |c| Ok(accounts::by_login(c, &name)?)).await?;
        let known = found.as_ref().map(|(_, hash)| hash.clone());
        let typed: String = password.chars().take(PASSWORD_MAX + 1).collect();
        let right = passwords::verify(typed, known).await?;
        let Some((account, password_hash)) = found.filter(|_| right) else {
            self.record_attempts(buckets).await?;
            return Err(Error::field("password", "input-sign-in"));
        };
        let id = account.id.clone();
        let has_second = self.read(move |c| Ok(second_factors::by_account(c, &id)?)).await?;
        if has_second.is_some_and(|factor| factor.confirmed_at.is_some()) {
            let step = self.code_step(&account.id, &password_hash).await?;
            return Ok(Entered::CodeNeeded { step });
        }
        self.begin_session(account, from, own_bucket, |_, _| Ok(()))
            .await
            .map(Entered::In)
    }

    /// A handle, with or without this site's host, or a mail address, as they stand in rows.
    pub(in crate::service) fn typed_login(&self, typed: &str) -> String {
        let login = typed.trim().trim_start_matches('@').to_lowercase();
        let own = login.strip_suffix(&format!("@{}", self.urls().host()));
        own.unwrap_or(&login).to_owned()
    }

    /// Begins a session after `last`, the last thing that is checked in the same transaction. Its secret is always a new one: no
    /// secret that a browser brings along is ever taken for a session's.
    pub(in crate::service) async fn begin_session(
        &self,
        account: Account,
        from: &Origin,
        own_bucket: String,
        last: impl FnOnce(&mut Conn, &AccountId) -> Result<(), Error> + Send + 'static,
    ) -> Result<SignedIn, Error> {
        let (token, now, expires) = (self.env().ids.token(), self.now(), self.session_end());
        let (row, browser) = (hash(&token), from.browser.clone());
        self.store()
            .write(move |c| {
                if let Some(suspension) = suspensions::of(c, &account.id)? {
                    return Err(suspended(&suspension.reason));
                }
                last(c, &account.id)?;
                accounts::forget_attempts(c, &own_bucket)?;
                sessions::insert(c, &row, &account.id, &browser, now, expires)?;
                Ok::<_, Error>(())
            })
            .await?;
        Ok(SignedIn { token, expires })
    }

    /// Where the viewer is signed in, what was used last first.
    pub async fn sessions(&self, viewer: &Viewer, token: &str) -> Result<Vec<SessionLine>, Error> {
        let (id, here, now) = (viewer.account.id.clone(), hash(token), self.now());
        let found = self.read(move |c| Ok(sessions::of_account(c, &id, now)?)).await?;
        let line = |session: Session| SessionLine {
            is_this: session.id == here,
            session,
        };
        Ok(found.into_iter().map(line).collect())
    }

    /// Ends one of the viewer's sessions.
    ///
    /// # Errors
    /// `NotFound` when it is over already, or somebody else's.
    pub async fn end_session(&self, viewer: &Viewer, id: &str) -> Result<(), Error> {
        let (account, id) = (viewer.account.id.clone(), id.to_owned());
        let ended = self
            .store()
            .write(move |c| Ok::<_, Error>(sessions::delete_of(c, &account, &id)?))
            .await?;
        if ended { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Ends every session of the viewer but the one that asks.
    pub async fn end_other_sessions(&self, viewer: &Viewer, token: &str) -> Result<(), Error> {
        let (account, keep) = (viewer.account.id.clone(), hash(token));
        self.store()
            .write(move |c| Ok::<_, Error>(sessions::delete_others(c, &account, Some(&keep))?))
            .await
    }

    pub(in crate::service) async fn check_attempts(&self, buckets: &[String]) -> Result<(), Error> {
        let (buckets, now) = (buckets.to_vec(), self.now());
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

    pub(in crate::service) async fn record_attempts(&self, buckets: Vec<String>) -> Result<(), Error> {
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
                // Its sessions went with the suspension; one that was begun in that very moment is found here.
                if suspensions::of(c, &account.id)?.is_some() {
                    return Ok(None);
                }
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

/// What somebody is told who may not come in; only after their password was right.
fn suspended(reason: &str) -> Error {
    let message = match reason {
        "" => Message::new("error-suspended"),
        reason => Message::new("error-suspended-because").with("reason", reason),
    };
    Error::Conflict {
        code: "suspended",
        message,
    }
}
