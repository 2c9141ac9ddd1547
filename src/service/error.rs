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
        message: String,
    },
    /// Tried too often.
    #[error("too many attempts, retry after {retry_after_s} s")]
    TooMany {
        /// Seconds to wait.
        retry_after_s: u64,
    },
    /// An upload or a text is too large; the text says what is allowed.
    #[error("too large: {0}")]
    TooLarge(String),
    /// The database or the disk does not take writes now.
    #[error("cannot write: {0}")]
    Unwritable(String),
    /// Another server did not answer as hoped; the text says how.
    #[error("remote: {0}")]
    Remote(String),
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
    pub fn message(&self) -> String {
        match self {
            Self::Invalid(errors) => errors.first().map_or_else(
                || "Something typed is not right.".to_owned(),
                |e| crate::messages::tell(&e.message),
            ),
            Self::NotFound => "There is nothing at this address. It may have moved; try the home page.".to_owned(),
            Self::Gone => "This was taken down by its author.".to_owned(),
            Self::SignInNeeded => "Sign in first.".to_owned(),
            Self::Forbidden => "Your account may not do this.".to_owned(),
            Self::Conflict { message, .. } => message.clone(),
            Self::TooMany { retry_after_s } => {
                let minutes = retry_after_s.div_ceil(60).max(1);
                let unit = if minutes == 1 { "minute" } else { "minutes" };
                format!("Too many attempts. Wait {minutes} {unit} and try again.")
            }
            Self::TooLarge(message) | Self::Remote(message) => message.clone(),
            Self::Unwritable(_) => {
                "The server cannot save anything at the moment, so nothing was changed. Try again later; \
                 whoever runs the server finds the reason in its log."
                    .to_owned()
            }
            Self::Internal(_) => "Something went wrong on our side, so nothing was changed. Try again; \
                 whoever runs the server finds the reason in its log."
                .to_owned(),
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
