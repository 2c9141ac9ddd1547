//! What other servers say of their people: asked for once, when somebody of whom nothing was approved yet answers.

use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::service::remote::NoteReceived;
use crate::service::{Error, Service};
use crate::store::comments::queue::{self, Past};
use crate::store::{Conn, actors, standings};
use chrono::TimeDelta;
use url::Url;

/// What a server said counts for so long.
const ASK_AGAIN: TimeDelta = TimeDelta::days(30);

/// What counts of somebody's standing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// Days since the account was made.
    pub account_days: Option<i64>,
    /// How many follow it.
    pub followers: Option<i64>,
}

impl Service {
    /// Where to ask how many people follow the author of an answer to something that is known here. `None` for those whose comments
    /// were approved before, who were asked about of late, and whose server does not offer it.
    pub async fn wants_followers_of(&self, note: &NoteReceived) -> Result<Option<Url>, Error> {
        let (Some(parent), true, false) = (&note.in_reply_to, note.audience.is_public(), note.author.is_local()) else {
            return Ok(None);
        };
        if self.resolve(parent).await?.is_none() {
            return Ok(None);
        }
        let (id, followers, now) = (note.author.id.clone(), note.author.followers_url.clone(), self.now());
        self.read(move |c| {
            let known = standings::of(c, &id)?;
            let lately = known.asked_at.is_some_and(|at| now - at < ASK_AGAIN);
            if lately || actors::by_id(c, &id)?.is_none() {
                return Ok(None);
            }
            let past = queue::pasts(c, std::slice::from_ref(&id))?
                .remove(&id)
                .unwrap_or_default();
            Ok(followers.filter(|_| past.approved == 0))
        })
        .await
    }

    /// Notes how many people follow somebody; `None` where their server did not say.
    pub async fn note_followers_of(&self, author: &ActorId, followers: Option<i64>) -> Result<(), Error> {
        let (author, now) = (author.clone(), self.now());
        self.store()
            .write(move |c| Ok(standings::put_followers(c, &author, followers, now)?))
            .await
    }

    /// What counts of the standing of somebody of another server; nothing for those whose comments were approved before.
    pub(super) fn standing_of(&self, c: &mut Conn, author: &Actor, past: &Past) -> Result<Signs, Error> {
        if author.is_local() || author.is_guest() || past.approved > 0 {
            return Ok(Signs::default());
        }
        let known = standings::of(c, &author.id)?;
        let days = known.born_at.map(|at| (self.now() - at).num_days());
        Ok(Signs {
            // A day to come tells nothing.
            account_days: days.filter(|days| *days >= 0),
            followers: known.followers,
        })
    }
}
