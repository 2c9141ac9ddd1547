//! Passwords: Argon2id with OWASP's parameters (19 MiB, two passes), on blocking threads, at most two at a time so that a
//! flood of sign-ins cannot take all memory of a small server.

use crate::domain::account::{PASSWORD_MAX, PASSWORD_MIN};
use crate::domain::message::Message;
use crate::env::Ids;
use crate::service::Error;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

static SLOTS: Semaphore = Semaphore::const_new(2);

/// Verified when there is no account, so that an unknown name costs the time of a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$8ZQSJ2JDk3bX7Ff2bR8Qd0H1mTn3rUe9xkqJpQXw5dE";

/// Checks that a new password is long enough and not endless.
pub(in crate::service) fn check(password: &str) -> Result<(), Error> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(Error::field(
            "password",
            Message::new("input-password-short").with("least", PASSWORD_MIN),
        ));
    }
    if length > PASSWORD_MAX {
        return Err(Error::field(
            "password",
            Message::new("input-password-long").with("most", PASSWORD_MAX),
        ));
    }
    Ok(())
}

async fn on_blocking_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let _slot = SLOTS.acquire().await.map_err(|e| Error::Internal(e.to_string()))?;
    tokio::task::spawn_blocking(run)
        .await
        .map_err(|e| Error::Internal(e.to_string()))
}

/// Hashes a password into a PHC string.
pub(in crate::service) async fn hash(password: String, ids: &Ids) -> Result<String, Error> {
    let mut salt = [0_u8; 16];
    ids.fill(&mut salt);
    on_blocking_thread(move || {
        Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash: argon2::PasswordHash| hash.to_string())
            .map_err(|e| Error::Internal(format!("cannot hash a password: {e}")))
    })
    .await?
}

/// True when the password fits the PHC string; `None` never fits but takes as long.
pub(in crate::service) async fn verify(password: String, hash: Option<String>) -> Result<bool, Error> {
    on_blocking_thread(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let fits = Argon2::default()
            .verify_password(password.as_bytes(), hash.as_str())
            .is_ok();
        fits && known
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hash = hash("correct horse".to_owned(), &Ids::random()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!verify("wrong horse".to_owned(), Some(hash)).await.unwrap());
        assert!(!verify("correct horse".to_owned(), None).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_is_a_real_one_so_that_it_costs_the_same() {
        let parsed = argon2::PasswordHash::new(NOBODY).unwrap();
        assert_eq!(parsed.algorithm.to_string(), "argon2id");
        assert!(parsed.hash.is_some());
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert!(check("short").is_err());
        assert!(check(&"x".repeat(257)).is_err());
        assert!(check("long enough").is_ok());
    }
}
