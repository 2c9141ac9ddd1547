//! The second factor: a code of a telephone after the password, and recovery codes for when the telephone is lost.

use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::AccountId;
use crate::domain::second_factor::{
    RECOVERY_BYTES, RECOVERY_CODES, SECRET_BYTES, recovery_code, recovery_key, secret_text, setup_address, step_of,
};
use crate::service::seals::Purpose;
use crate::service::sessions::{Origin, SignedIn, client_bucket, hash};
use crate::service::views::Viewer;
use crate::service::{Error, Service, passwords};
use crate::store::{Conn, accounts, second_factors, sessions};
use chrono::TimeDelta;

/// How long the page that asks for the code may stay open, in minutes.
const STEP_MINUTES: i64 = 10;

/// How it stands with somebody's second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecondFactorState {
    /// There is none.
    Off,
    /// The secret waits for a first code.
    Waiting {
        /// Base 32.
        secret: String,
        /// What the picture says.
        address: String,
    },
    /// Codes are asked for.
    On {
        /// Recovery codes that were not used yet.
        codes_left: i64,
    },
}

/// What a seal of the second page is about: a new password makes it void.
fn about(account: &AccountId, password_hash: &str) -> String {
    format!("{account}:{}", hash(password_hash))
}

impl Service {
    /// How it stands with the viewer's second factor.
    pub async fn second_factor(&self, viewer: &Viewer) -> Result<SecondFactorState, Error> {
        let (id, site, handle) = (
            viewer.account.id.clone(),
            self.config().site.name.clone(),
            viewer.actor.handle.clone(),
        );
        self.read(move |c| {
            Ok(match second_factors::by_account(c, &id)? {
                None => SecondFactorState::Off,
                Some(factor) if factor.confirmed_at.is_none() => SecondFactorState::Waiting {
                    address: setup_address(&factor.secret, &site, &handle),
                    secret: factor.secret,
                },
                Some(_) => SecondFactorState::On {
                    codes_left: second_factors::codes_left(c, &id)?,
                },
            })
        })
        .await
    }

    /// Makes a secret that counts once a code of it was right. The password is asked: whoever finds a browser open must not be able
    /// to lock its owner out.
    ///
    /// # Errors
    /// `Invalid` for a wrong password, `Conflict` (`second-factor`) when there is one already.
    pub async fn begin_second_factor(&self, viewer: &Viewer, password: &str) -> Result<(), Error> {
        self.ask_password(viewer, password).await?;
        let mut bytes = [0_u8; SECRET_BYTES];
        self.env().ids.fill(&mut bytes);
        let (id, secret, now) = (viewer.account.id.clone(), secret_text(bytes), self.now());
        self.store()
            .write(move |c| {
                if second_factors::by_account(c, &id)?.is_some_and(|factor| factor.confirmed_at.is_some()) {
                    return Err(is_on());
                }
                second_factors::delete(c, &id)?;
                Ok(second_factors::insert(c, &id, &secret, now)?)
            })
            .await
    }

    /// Makes the second factor count when the code fits, ends every other session of the account, and gives the recovery codes, which
    /// are said this once.
    ///
    /// # Errors
    /// `Invalid` (field `code`), `NotFound` when there is nothing to confirm, `TooMany`.
    pub async fn confirm_second_factor(&self, viewer: &Viewer, token: &str, code: &str) -> Result<Vec<String>, Error> {
        let id = viewer.account.id.clone();
        let buckets = vec![format!("code:{id}")];
        self.check_attempts(&buckets).await?;
        let of = id.clone();
        let factor = self.read(move |c| Ok(second_factors::by_account(c, &of)?)).await?;
        let factor = factor
            .filter(|factor| factor.confirmed_at.is_none())
            .ok_or(Error::NotFound)?;
        let now = self.now();
        let Some(step) = step_of(&factor.secret, code, now) else {
            self.record_attempts(buckets).await?;
            return Err(Error::field("code", "input-code"));
        };
        let (codes, keep) = (self.new_recovery_codes(), hash(token));
        let given = codes.clone();
        self.store()
            .write(move |c| {
                if !second_factors::confirm(c, &id, &factor.secret, step, now)? {
                    return Err(Error::NotFound);
                }
                keep_codes(c, &id, &given)?;
                sessions::delete_others(c, &id, Some(&keep))?;
                Ok::<_, Error>(())
            })
            .await?;
        Ok(codes)
    }

    /// New recovery codes; those before are void.
    ///
    /// # Errors
    /// `Invalid` for a wrong password, `NotFound` without a second factor.
    pub async fn renew_recovery_codes(&self, viewer: &Viewer, password: &str) -> Result<Vec<String>, Error> {
        self.ask_password(viewer, password).await?;
        let (id, codes) = (viewer.account.id.clone(), self.new_recovery_codes());
        let given = codes.clone();
        self.store()
            .write(move |c| {
                let factor = second_factors::by_account(c, &id)?;
                if factor.is_none_or(|factor| factor.confirmed_at.is_none()) {
                    return Err(Error::NotFound);
                }
                keep_codes(c, &id, &given)
            })
            .await?;
        Ok(codes)
    }

    /// Takes the viewer's second factor away.
    ///
    /// # Errors
    /// `Invalid` for a wrong password.
    pub async fn end_second_factor(&self, viewer: &Viewer, password: &str) -> Result<(), Error> {
        self.ask_password(viewer, password).await?;
        let id = viewer.account.id.clone();
        self.store()
            .write(move |c| {
                second_factors::delete(c, &id)?;
                Ok::<_, Error>(())
            })
            .await
    }

    /// Takes somebody's second factor away for whoever runs the server (command line): they have lost the telephone and the codes.
    /// False when there was none.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn take_second_factor(&self, handle: &str) -> Result<bool, Error> {
        let (service, viewer) = (self.clone(), self.viewer_of(handle).await?);
        self.store()
            .write(move |c| {
                let had = second_factors::delete(c, &viewer.account.id)?;
                if had {
                    let subject = AuditSubject::Account(viewer.account.id.clone());
                    service.audit(c, None, Deed::SecondFactorTaken, subject, |entry| AuditEntry {
                        label: format!("@{}", viewer.actor.handle),
                        ..entry
                    })?;
                }
                Ok(had)
            })
            .await
    }

    /// What allows to give a code: sealed, for some minutes, for that account and password.
    pub(in crate::service) async fn code_step(
        &self,
        account: &AccountId,
        password_hash: &str,
    ) -> Result<String, Error> {
        let key = self.seal_key().await?;
        let until = self.now() + TimeDelta::minutes(STEP_MINUTES);
        Ok(format!(
            "{account}.{}",
            key.seal(Purpose::Code, &about(account, password_hash), until)
        ))
    }

    /// Signs in with a code of the telephone or a recovery code, after the password. Each code is good for one time.
    ///
    /// # Errors
    /// `Invalid` (field `code`), `SignInNeeded` when the step is over or not ours, `TooMany`, `Conflict` (`suspended`).
    pub async fn sign_in_with_code(&self, step: &str, code: &str, from: &Origin) -> Result<SignedIn, Error> {
        let (id, seal) = step.split_once('.').ok_or(Error::SignInNeeded)?;
        let (id, key, now) = (AccountId::new(id), self.seal_key().await?, self.now());
        let of = id.clone();
        let found = self
            .read(move |c| {
                let hash = accounts::password_hash(c, &of)?;
                let account = accounts::by_id(c, &of)?;
                Ok(account.zip(hash).zip(second_factors::by_account(c, &of)?))
            })
            .await?;
        let ((account, password_hash), factor) = found.ok_or(Error::SignInNeeded)?;
        if key
            .opens(Purpose::Code, &about(&id, &password_hash), seal, now)
            .is_none()
        {
            return Err(Error::SignInNeeded);
        }
        let buckets = vec![format!("code:{id}"), client_bucket(from.address)];
        self.check_attempts(&buckets).await?;
        let (at, recovery) = (step_of(&factor.secret, code, now), recovery_key(id.as_str(), code));
        let entered = self
            .begin_session(account, from, format!("code:{id}"), move |c, id| {
                let right = match (at, recovery) {
                    (Some(at), _) => second_factors::use_step(c, id, at)?,
                    (None, Some(key)) => second_factors::use_code(c, id, &key)?,
                    (None, None) => false,
                };
                if right {
                    Ok(())
                } else {
                    Err(Error::field("code", "input-code"))
                }
            })
            .await;
        if let Err(Error::Invalid(_)) = &entered {
            self.record_attempts(buckets).await?;
        }
        entered
    }

    /// Asks the viewer's password once more, before something that could shut them out.
    pub(in crate::service) async fn ask_password(&self, viewer: &Viewer, password: &str) -> Result<(), Error> {
        let id = viewer.account.id.clone();
        let buckets = vec![format!("again:{id}")];
        self.check_attempts(&buckets).await?;
        let known = self.read(move |c| Ok(accounts::password_hash(c, &id)?)).await?;
        let typed = password
            .chars()
            .take(crate::domain::account::PASSWORD_MAX + 1)
            .collect();
        if passwords::verify(typed, known).await? {
            return Ok(());
        }
        self.record_attempts(buckets).await?;
        Err(Error::field("password", "input-password-old"))
    }

    fn new_recovery_codes(&self) -> Vec<String> {
        let code = |_| {
            let mut bytes = [0_u8; RECOVERY_BYTES];
            self.env().ids.fill(&mut bytes);
            recovery_code(bytes)
        };
        (0..RECOVERY_CODES).map(code).collect()
    }
}

fn keep_codes(c: &mut Conn, id: &AccountId, codes: &[String]) -> Result<(), Error> {
    second_factors::delete_codes(c, id)?;
    for code in codes {
        if let Some(key) = recovery_key(id.as_str(), code) {
            second_factors::insert_code(c, id, &key)?;
        }
    }
    Ok(())
}

fn is_on() -> Error {
    Error::Conflict {
        code: "second-factor",
        message: "error-second-factor".into(),
    }
}
