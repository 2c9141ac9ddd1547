//! Filling a conversation: the servers that take part in it are asked what else was said there, from each text's `context` and
//! `replies` (FEP-7888, FEP-f228). A listing is a hint and nothing more: what it names is asked for where it belongs.

use crate::domain::comment::Root;
use crate::federation::Federation;
use crate::federation::collection::{self, First, Item, Page};
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::vocab::incoming::{Document, Object, Ref, host_of, same_host};
use crate::service::Error;
use crate::service::rechecks::Recheck;
use crate::service::remote::{Outcome, Validators};
use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};
use url::Url;

/// Documents fetched in one round about one conversation. More than an activity may cause: no stranger can start a round more
/// often than the settings say.
pub const ROUND_FETCHES: u32 = 200;
/// The most entries that are taken from one collection.
pub const PER_COLLECTION: usize = 500;
/// The most entries that are looked at in one round.
pub const PER_ROUND: usize = 1_000;
/// Pages of one collection: one that gives an endless number of small pages is left after these.
const PAGES: usize = 25;
/// A round ends after this time, well before the lease of its job; the next goes on with who was not asked.
const LONGEST: Duration = Duration::from_secs(120);
/// A server that was named, or that named others, so often for nothing is not asked again in the same round.
const STRIKES: u32 = 10;

/// A text whose listings are to be read.
enum Text {
    Known(Box<Recheck>),
    Fetched(Document),
    At(Url),
}

/// One round.
struct Round<'a> {
    federation: &'a Federation,
    budget: Budget,
    until: Instant,
    looked_at: usize,
    seen: HashSet<Url>,
    strikes: HashMap<String, u32>,
    waiting: VecDeque<Text>,
    found: usize,
}

impl Federation {
    /// Asks about a conversation, one request at a time. Gives back how much was new.
    ///
    /// # Errors
    /// [`Error`] when our own database fails; servers that do not answer are no error.
    pub async fn fill_thread(&self, root: &Root) -> Result<usize, Error> {
        let Some(thread) = self.service().thread_to_fill(root).await? else {
            return Ok(0);
        };
        let mut round = Round {
            federation: self,
            budget: Budget::of(ROUND_FETCHES),
            until: Instant::now() + LONGEST,
            looked_at: 0,
            seen: HashSet::new(),
            strikes: HashMap::new(),
            waiting: thread.root.into_iter().map(Text::At).collect(),
            found: 0,
        };
        let known = thread.comments.into_iter().map(Box::new).map(Text::Known);
        round.waiting.extend(known);
        while let Some(text) = round.waiting.pop_front() {
            if round.is_over() {
                break;
            }
            round.ask(text).await?;
        }
        self.service().thread_filled(root, round.found).await?;
        tracing::debug!(
            found = round.found,
            looked_at = round.looked_at,
            "a conversation was asked about"
        );
        Ok(round.found)
    }

    /// A page of a collection, from the very server it was asked of.
    async fn listing(&self, url: &Url, budget: &Budget) -> Result<Option<Page>, FetchError> {
        match self.fetch_once(url, &Validators::default(), budget).await? {
            Some((fetched, came_from)) if same_host(&came_from, url) => Ok(collection::read(fetched.document.object())),
            _ => Err(FetchError::WrongId(url.clone())),
        }
    }
}

impl Round<'_> {
    fn is_over(&self) -> bool {
        Instant::now() >= self.until || self.looked_at >= PER_ROUND || self.budget.is_spent()
    }

    fn is_struck(&self, url: &Url) -> bool {
        self.strikes
            .get(&host_of(url))
            .is_some_and(|strikes| *strikes >= STRIKES)
    }

    fn strike(&mut self, url: &Url, strikes: u32) {
        *self.strikes.entry(host_of(url)).or_default() += strikes;
    }

    /// A server that does not answer costs a timeout each time, so it is asked once.
    fn strike_for(&mut self, url: &Url, error: &FetchError) {
        let silent = matches!(error, FetchError::Net(_));
        self.strike(url, if silent { STRIKES } else { 1 });
    }

    async fn ask(&mut self, text: Text) -> Result<(), Error> {
        let document = match text {
            Text::Fetched(document) => Some(document),
            Text::At(uri) => match self.federation.fetch(&uri, &self.budget).await {
                Ok(document) => Some(document),
                Err(error) => {
                    self.strike_for(&uri, &error);
                    None
                }
            },
            Text::Known(known) if self.is_struck(&known.uri) => None,
            Text::Known(known) => {
                let asked = self.federation.fetch(&known.uri, &self.budget).await;
                if let Err(error) = &asked {
                    self.strike_for(&known.uri, error);
                }
                // Whoever asks sees at the same time whether it is still there, and still says the same.
                Box::pin(self.federation.looked_at(&known, asked, None, &self.budget)).await?
            }
        };
        let Some(document) = document else { return Ok(()) };
        let object = document.object();
        let Some(id) = object.id() else { return Ok(()) };
        self.federation.service().thread_asked(&id).await?;
        for part in ["context", "replies"] {
            if let Some(listing) = object.object(part) {
                self.read_listing(object, &listing).await?;
            }
        }
        Ok(())
    }

    /// Reads a collection of `text`, page by page, and takes in what stands there.
    async fn read_listing(&mut self, text: Object<'_>, listing: &Ref<'_>) -> Result<(), Error> {
        let urls = self.federation.service().urls();
        let address = listing.id();
        // What stands in full in the text is of the text's own server.
        let Some(home) = address.clone().or_else(|| text.id()) else {
            return Ok(());
        };
        if urls.is_local(&home) || address.is_some_and(|url| !self.seen.insert(url)) {
            return Ok(());
        }
        let mut here = listing.embedded().and_then(collection::read).map(Box::new);
        let mut at = if here.is_some() { None } else { listing.id() };
        let mut taken = 0;
        for _ in 0..PAGES {
            let page = match (here.take(), at.take()) {
                (Some(page), _) => *page,
                (None, Some(url)) => match self.page_at(&url, &home).await {
                    Some(page) => page,
                    None => return Ok(()),
                },
                (None, None) => return Ok(()),
            };
            for item in page.items {
                if taken >= PER_COLLECTION || self.is_over() {
                    return Ok(());
                }
                taken += 1;
                Box::pin(self.take(text, &home, item)).await?;
            }
            match page.first {
                Some(First::Here(first)) => here = Some(first),
                Some(First::At(url)) => at = Some(url),
                None => at = page.next,
            }
            // A page that was read before would be read for ever, and a page elsewhere is not this collection's.
            at = at.filter(|url| same_host(url, &home) && self.seen.insert(url.clone()));
        }
        Ok(())
    }

    async fn page_at(&mut self, url: &Url, home: &Url) -> Option<Page> {
        if self.is_struck(home) || self.is_over() {
            return None;
        }
        match self.federation.listing(url, &self.budget).await {
            Ok(page) => page,
            Err(error) => {
                self.strike_for(url, &error);
                None
            }
        }
    }

    async fn take(&mut self, text: Object<'_>, home: &Url, item: Item) -> Result<(), Error> {
        self.looked_at += 1;
        let service = self.federation.service();
        let id = item.id().clone();
        if service.urls().is_local(&id) || !self.seen.insert(id.clone()) || service.resolve(&id).await?.is_some() {
            return Ok(());
        }
        if self.is_struck(&id) || self.is_struck(home) {
            return Ok(());
        }
        let document = match item {
            Item::Full(id, document) if is_vouched_for(text, home, &id, document.object()) => document,
            _ => match self.federation.fetch(&id, &self.budget).await {
                Ok(document) => document,
                Err(error) => {
                    self.strike_for(&id, &error);
                    self.strike(home, u32::from(!same_host(&id, home)));
                    return Ok(());
                }
            },
        };
        let outcome = match self.federation.note_in(document.object(), &self.budget).await {
            Ok(note) if note.audience.is_public() && note.in_reply_to.is_some() => {
                self.federation.take_in(note, &self.budget).await
            }
            _ => Ok(Outcome::Ignored("no answer")),
        };
        if let Ok(Outcome::Accepted(_)) = outcome {
            self.found += 1;
            self.waiting.push_back(Text::Fetched(document));
        } else {
            // Naming what belongs to other conversations, on and on, is how a listing would send us to flood somebody.
            self.strike(&id, 1);
            self.strike(home, u32::from(!same_host(&id, home)));
        }
        Ok(())
    }
}

/// An entry that stands in full counts only where the author of the text whose listing it is wrote it, on the same server: the
/// listing is that author's word, and nobody else's.
fn is_vouched_for(text: Object<'_>, home: &Url, id: &Url, entry: Object<'_>) -> bool {
    let (Some(text_id), authors) = (text.id(), text.urls("attributedTo")) else {
        return false;
    };
    let written = entry.urls("attributedTo");
    same_host(&text_id, home)
        && same_host(id, home)
        && !written.is_empty()
        && written
            .iter()
            .all(|author| same_host(author, home) && authors.contains(author))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_entry_in_full_counts_only_as_its_own_authors_word() {
        let at = |path: &str| Url::parse(&format!("https://a.example{path}")).unwrap();
        let vouched = |entry: serde_json::Value, home: &Url| {
            let text = json!({"id": "https://a.example/1", "type": "Note", "attributedTo": "https://a.example/ivo"});
            let text = Document::parse(text.to_string().as_bytes()).unwrap();
            let entry = Document::parse(entry.to_string().as_bytes()).unwrap();
            let id = entry.object().id().unwrap();
            is_vouched_for(text.object(), home, &id, entry.object())
        };
        let note = |id: &str, author: &str| json!({"id": id, "type": "Note", "attributedTo": author});
        let replies = at("/1/replies");
        assert!(vouched(note("https://a.example/2", "https://a.example/ivo"), &replies));
        assert!(!vouched(note("https://a.example/2", "https://a.example/eve"), &replies));
        assert!(!vouched(note("https://b.example/2", "https://a.example/ivo"), &replies));
        assert!(!vouched(json!({"id": "https://a.example/2", "type": "Note"}), &replies));
        let elsewhere = Url::parse("https://b.example/context").unwrap();
        assert!(!vouched(
            note("https://a.example/2", "https://a.example/ivo"),
            &elsewhere
        ));
    }
}
