//! Messages for somebody here, or for their author's followers, only. They are kept as notifications of the people they are
//! for and nowhere else: what is in no public table can appear on no public page.

use super::resolve::Named;
use super::{NoteReceived, Outcome};
use crate::domain::comment::{Audience, Root};
use crate::domain::id::ActorId;
use crate::domain::notification::NotificationKind;
use crate::service::notifications::Note;
use crate::service::{Error, Service};
use crate::store::{Conn, follows};
use url::Url;

impl Service {
    /// A message for fewer than everybody reached us, addressed to `recipients` (ActivityPub ids; those of other servers are
    /// left out).
    pub async fn private_received(&self, note: NoteReceived, recipients: Vec<Url>) -> Result<Outcome, Error> {
        let service = self.clone();
        self.write(move |c, _| {
            if let Some(outcome) = service.refusal(c, &note)? {
                return Ok(outcome);
            }
            let note = NoteReceived {
                mentions: recipients,
                ..note
            };
            service.keep_private(c, &note, &[], None)
        })
        .await
    }

    /// Tells the people here that a message is for: those it names, and, when it is for its author's followers, those of
    /// `answered` who follow the author.
    pub(super) fn keep_private(
        &self,
        c: &mut Conn,
        note: &NoteReceived,
        answered: &[&ActorId],
        about: Option<&Named>,
    ) -> Result<Outcome, Error> {
        let mut recipients: Vec<ActorId> = self
            .local_among(c, &note.mentions)?
            .into_iter()
            .map(|actor| actor.id)
            .collect();
        if note.audience == Audience::Followers {
            let followers = follows::local_followers(c, &note.author.id)?;
            recipients.extend(
                answered
                    .iter()
                    .filter(|id| followers.contains(id))
                    .map(|id| (*id).clone()),
            );
        }
        recipients.sort();
        recipients.dedup();
        if recipients.is_empty() {
            return Ok(Outcome::Ignored("private, and for nobody here"));
        }
        let mut told = false;
        for recipient in recipients {
            let mut message = Note::new(
                &recipient,
                NotificationKind::Private,
                &note.author.id,
                note.uri.to_string(),
            );
            message.url = Some(note.url.clone());
            message.html = note.html.clone();
            if let Some(Root::Review(id)) = about.map(|named| &named.root.root) {
                message.review = Some(id.clone());
            }
            told |= self.notify(c, message)?;
        }
        Ok(if told {
            Outcome::Accepted("private message")
        } else {
            Outcome::Ignored("known already")
        })
    }
}
