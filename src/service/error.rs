//! What a use case answers when it cannot: few classes, each with a stable code and a message that is safe to show.

use crate::domain::message::Message;
use crate::domain::review::FieldError;
use crate::store::StoreError;

/// Why a use case did not happen. `Display` is for the log; `message` is for people.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something typed is not right.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// Nothing has that name or address.
    #[error("not found")]
    NotFound,
    /// It was here and is gone for good.
    #[error("gone")]
    Gone,
    /// Somebody must sign in first.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Signed in, but not allowed.
    #[error("forbidden")]
    Forbidden,
    /// It clashes with what is there already.
    #[error("conflict ({code}): {message}")]
    Conflict {
        /// Stable code.
        code: &'static str,
        /// For people.
        message: Message,
    },
    /// Tried too often.
    #[error("too many attempts, retry after {retry_after_s} s")]
    TooMany {
        /// Seconds to wait.
        retry_after_s: u64,
    },
    /// An upload or a text is too large; the text says what is allowed.
    #[error("too large: {0}")]
    TooLarge(Message),
    /// The database or the disk does not take writes now.
    #[error("cannot write: {0}")]
    Unwritable(String),
    /// Another server did not answer as hoped; the text says how.
    #[error("remote: {0}")]
    Remote(Message),
    /// A fault of ours; details are for the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// One field's error.
    pub fn field(field: &str, message: impl Into<Message>) -> Self {
        Self::Invalid(vec![FieldError::new(field, message)])
    }

    /// The stable code; each stands in docs/errors.md.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid-input",
            Self::NotFound => "not-found",
            Self::Gone => "gone",
            Self::SignInNeeded => "sign-in-needed",
            Self::Forbidden => "forbidden",
            Self::Conflict { code, .. } => code,
            Self::TooMany { .. } => "too-many-attempts",
            Self::TooLarge(_) => "too-large",
            Self::Unwritable(_) => "cannot-write",
            Self::Remote(_) => "remote-server",
            Self::Internal(_) => "internal",
        }
    }

    /// What a person may read: what happened and what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::Invalid(errors) => errors
                .first()
                .map_or_else(|| Message::new("error-invalid"), |error| error.message.clone()),
            Self::NotFound => Message::new("error-not-found"),
            Self::Gone => Message::new("error-gone"),
            Self::SignInNeeded => Message::new("error-sign-in"),
            Self::Forbidden => Message::new("error-forbidden"),
            Self::Conflict { message, .. } => message.clone(),
            Self::TooMany { retry_after_s } => {
                Message::new("error-too-many").with("minutes", retry_after_s.div_ceil(60).max(1))
            }
            Self::TooLarge(message) | Self::Remote(message) => message.clone(),
            Self::Unwritable(_) => Message::new("error-unwritable"),
            Self::Internal(_) => Message::new("error-internal"),
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        if error.is_unwritable() {
            Self::Unwritable(error.to_string())
        } else {
            Self::Internal(error.to_string())
        }
    }
}
