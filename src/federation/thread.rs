//! Threads: finding where a text belongs, by climbing from answer to answer until something known is reached.

use crate::domain::like::Subject;
use crate::federation::Federation;
use crate::federation::activities::{Failure, Readable, readable};
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::objects::{comment::from_note, post::stands_alone};
use crate::federation::vocab::incoming::{Object, host_of, same_host};
use crate::service::remote::{NoteReceived, Outcome, Resolved, UNKNOWN_PARENT, WAS_DELETED};
use url::Url;

/// How far up a thread is climbed.
pub const LEVELS: usize = 20;

/// Where a climb ended.
enum Climb {
    /// At something known, with the unknown texts between it and the start, lowest first.
    Known(Box<Resolved>, Vec<NoteReceived>),
    /// At the first text of a thread that is not known here, last in the list.
    Top(Vec<NoteReceived>),
    /// Nowhere.
    Lost(Outcome),
}

impl Federation {
    /// Fetches a text, and its author where the author is not known.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn note(&self, uri: &Url, budget: &Budget) -> Result<NoteReceived, FetchError> {
        let document = Box::pin(self.fetch(uri, budget)).await?;
        self.note_in(document.object(), budget).await
    }

    /// Reads a text that was fetched from its own server.
    pub(in crate::federation) async fn note_in(
        &self,
        object: Object<'_>,
        budget: &Budget,
    ) -> Result<NoteReceived, FetchError> {
        let id = object.id().ok_or(FetchError::Misfit("the object has no usable id"))?;
        let author = object
            .urls("attributedTo")
            .into_iter()
            .find(|author| same_host(author, &id));
        let author = author.ok_or(FetchError::Misfit("the object is attributed to nobody on its server"))?;
        let author = Box::pin(self.actor(&author, budget)).await?;
        let book = self.service().policies().await?;
        if book.of_actor(&author.uri, author.host.as_deref()).is_suspended() {
            return Err(FetchError::Suspended(host_of(&author.uri)));
        }
        Ok(from_note(object, &author, None, self.service().env().clock.now())?)
    }

    /// Takes in a public text: as a comment where it answers something known, as a post elsewhere where its author is
    /// followed here, and as a mention of the reviews it links to or quotes.
    ///
    /// # Errors
    /// [`Failure`] when it may work later.
    pub async fn take_in(&self, note: NoteReceived, budget: &Budget) -> Result<Outcome, Failure> {
        // It may speak of reviews besides; where it stands itself must be known first, since no comment is also a mention.
        let speaks = self.service().is_named_in(&note).then(|| note.clone());
        let placed = Box::pin(self.place(note, budget, false)).await?;
        match speaks {
            Some(note) => Ok(placed.or(self.service().mentions_received(note, false).await?)),
            None => Ok(placed),
        }
    }

    /// [`Federation::take_in`] of what a person here asked for: then the whole thread is wanted, whoever wrote it. Gives back
    /// where the text stands now.
    ///
    /// # Errors
    /// [`Failure`] when it may work later.
    pub async fn take_in_wanted(&self, note: NoteReceived, budget: &Budget) -> Result<Option<Subject>, Failure> {
        let uri = note.uri.clone();
        let speaks = self.service().is_named_in(&note).then(|| note.clone());
        Box::pin(self.place(note, budget, true)).await?;
        if let Some(note) = speaks {
            self.service().mentions_received(note, false).await?;
        }
        Ok(self.service().resolve(&uri).await?.map(|resolved| resolved.subject))
    }

    async fn place(&self, note: NoteReceived, budget: &Budget, wanted: bool) -> Result<Outcome, Failure> {
        let service = self.service();
        // A public answer keeps its place even if it is gone, and is looked up where it is written down.
        let keeps_place = note.in_reply_to.is_some() && note.audience.is_public();
        let deleted = !keeps_place && service.is_deleted_by(&note.uri, &note.author.uri).await?;
        let Some(parent) = note.in_reply_to.clone().filter(|_| !deleted) else {
            return if deleted {
                Ok(WAS_DELETED)
            } else {
                self.post(note, wanted).await
            };
        };
        if let Some(outcome) = service.answer_received(note.clone()).await? {
            return Ok(outcome);
        }
        let (mut above, unknown) = match Box::pin(self.climb(parent, &note.uri, budget)).await? {
            Climb::Known(resolved, unknown) => (*resolved, unknown),
            Climb::Top(mut unknown) => {
                let Some(top) = unknown.pop() else {
                    return Ok(Outcome::Ignored("unknown parent"));
                };
                let uri = top.uri.clone();
                let outcome = self.post(top, wanted).await?;
                match service.resolve(&uri).await? {
                    Some(resolved) => (resolved, unknown),
                    None => return Ok(outcome),
                }
            }
            Climb::Lost(outcome) => return Ok(outcome),
        };
        for between in unknown.into_iter().rev() {
            let uri = between.uri.clone();
            let outcome = service.comment_received(between, above).await?;
            above = match service.resolve(&uri).await? {
                Some(resolved) => resolved,
                None => return Ok(outcome),
            };
        }
        Ok(service.comment_received(note, above).await?)
    }

    async fn post(&self, note: NoteReceived, wanted: bool) -> Result<Outcome, Failure> {
        let service = self.service();
        if !note.audience.is_public() {
            return Ok(Outcome::Ignored("private"));
        }
        if !stands_alone(&note) {
            return Ok(Outcome::Ignored("nothing to show"));
        }
        Ok(service.post_received(note, wanted).await?.1)
    }

    async fn climb(&self, parent: Url, start: &Url, budget: &Budget) -> Result<Climb, Failure> {
        let mut unknown: Vec<NoteReceived> = Vec::new();
        let mut uri = parent;
        for _ in 0..LEVELS {
            if let Some(resolved) = self.service().resolve(&uri).await? {
                return Ok(Climb::Known(Box::new(resolved), unknown));
            }
            if self.service().urls().is_local(&uri) {
                return Ok(Climb::Lost(Outcome::Ignored("answers nothing that is here")));
            }
            if uri == *start || unknown.iter().any(|note| note.uri == uri) {
                return Ok(Climb::Lost(Outcome::Refused("the thread goes round in a circle")));
            }
            // A Tombstone without an object binds its sender only, who may be anybody; the origin is asked.
            let asked = Box::pin(self.note(&uri, budget)).await;
            if let Err(FetchError::Gone(_) | FetchError::NotFound(_)) = asked {
                return Ok(Climb::Lost(UNKNOWN_PARENT));
            }
            let note = match readable(asked)? {
                Readable::Note(note) => *note,
                Readable::Not(_) => return Ok(Climb::Lost(Outcome::Ignored("parent cannot be read"))),
            };
            if !note.audience.is_public() {
                return Ok(Climb::Lost(Outcome::Ignored("parent is private")));
            }
            let next = note.in_reply_to.clone();
            unknown.push(note);
            match next {
                Some(next) => uri = next,
                None => return Ok(Climb::Top(unknown)),
            }
        }
        Ok(Climb::Lost(Outcome::Ignored("thread is too deep")))
    }
}
