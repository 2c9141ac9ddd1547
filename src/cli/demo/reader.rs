//! A reader without an account, who looks at the public side of either server.

use super::browser::{Browser, BrowserError, Page};
use super::stage::Seen;
use crate::domain::text::plain;
use crate::env::Net;
use serde_json::Value;
use url::Url;

/// Opens everything with a fresh browser: no cookie decides what is shown.
pub struct Reader {
    net: Net,
}

impl Reader {
    /// A reader who reaches what `net` may reach.
    pub fn new(net: &Net) -> Self {
        Self { net: net.clone() }
    }

    /// A page for people.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn page(&self, url: &Url) -> Result<Page, BrowserError> {
        Browser::new(&self.net).open(url).await
    }

    /// The answer to a server that asks for ActivityPub.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn answer(&self, url: &Url) -> Result<Page, BrowserError> {
        Browser::new(&self.net).document(url).await
    }

    /// An ActivityPub document.
    ///
    /// # Errors
    /// [`BrowserError`] also when the answer is no JSON.
    pub async fn document(&self, url: &Url) -> Result<Value, BrowserError> {
        self.answer(url).await?.json()
    }

    /// A collection of a document, given inline or by address.
    async fn collection(&self, document: &Url, name: &str) -> Result<Value, BrowserError> {
        let parent = self.document(document).await?;
        match parent.get(name) {
            Some(Value::String(address)) => match Url::parse(address) {
                Ok(url) => self.document(&url).await,
                Err(_) => Ok(Value::Null),
            },
            Some(inline) => Ok(inline.clone()),
            None => Ok(Value::Null),
        }
    }

    /// Whether a collection of a document counts `wanted`.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn counts(&self, document: &Url, name: &str, wanted: u64) -> Result<Seen, BrowserError> {
        let collection = self.collection(document, name).await?;
        let total = collection.get("totalItems").and_then(Value::as_u64);
        Ok(Seen::when(total == Some(wanted), || {
            format!("{name}.totalItems of {document} is {total:?} and not {wanted}")
        }))
    }

    /// Whether a page says all of `words`.
    ///
    /// # Errors
    /// [`BrowserError`].
    pub async fn reads(&self, url: &Url, words: &[&str]) -> Result<Seen, BrowserError> {
        Ok(says(&self.page(url).await?, words))
    }
}

/// Whether a page says all of `words`.
pub fn says(page: &Page, words: &[&str]) -> Seen {
    let missing: Vec<&str> = words.iter().copied().filter(|words| !page.shows(words)).collect();
    Seen::when(page.status.is_success() && missing.is_empty(), || {
        let text = plain::excerpt(&page.text().replace('\n', " / "), 900);
        format!("{} ({}) without {missing:?}; it says: {text}", page.url, page.status)
    })
}

/// Whether a page no longer says `words`.
pub fn silent(page: &Page, words: &str) -> Seen {
    Seen::when(page.status.is_success() && !page.shows(words), || {
        format!("{} still says “{words}”", page.url)
    })
}

/// A text property of a document; empty when it is something else.
pub fn text<'a>(document: &'a Value, name: &str) -> &'a str {
    document.get(name).and_then(Value::as_str).unwrap_or_default()
}
