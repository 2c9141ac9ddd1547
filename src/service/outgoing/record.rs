//! Recording what is to be sent.

use crate::domain::id::{ActivityId, ActorId, ReviewId};
use crate::service::{Error, Service};
use crate::store::activities::{self, StoredActivity};
use crate::store::deliveries::{self, NewDelivery};
use crate::store::{Conn, jobs, roots};
use std::collections::BTreeSet;
use url::Url;

/// An activity to send.
#[derive(Clone, Debug)]
pub struct NewActivity {
    /// Our identifier; its ActivityPub id is made of it.
    pub id: ActivityId,
    /// Who speaks.
    pub actor_id: ActorId,
    /// ActivityStreams type.
    pub type_: String,
    /// ActivityPub id of the object.
    pub object_uri: String,
    /// What it is about: `review:ID`, `comment:ID`, …. Deliveries of one subject reach each inbox in their order.
    pub subject: String,
    /// Anybody may fetch it.
    pub public: bool,
    /// The document.
    pub json: String,
    /// Where to.
    pub inboxes: Vec<Url>,
}

/// Activities that must reach everybody who holds a copy of the object, whether or not they still follow.
const RECALLS: &[&str] = &["Update", "Delete", "Undo"];

/// Host of an inbox, with the port where it is not the usual one.
fn host_of(inbox: &Url) -> Option<String> {
    let host = inbox.host_str()?;
    Some(match inbox.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

impl Service {
    /// Records activities and their deliveries, notes a review as announced, and removes the job that asked for it, in one
    /// transaction. When the job is gone somebody else did all that, and nothing is recorded. Nothing is ever delivered to
    /// this server itself, whose people see the rows, nor to servers that are not talked to.
    pub async fn record_activities(
        &self,
        job: &str,
        new: Vec<NewActivity>,
        announced: Option<ReviewId>,
    ) -> Result<(), Error> {
        let (service, job, now) = (self.clone(), job.to_owned(), self.now());
        self.store()
            .write(move |c| {
                if !jobs::finish(c, &job)? {
                    return Ok(());
                }
                for activity in new {
                    service.record_activity(c, activity)?;
                }
                if let Some(review) = announced {
                    roots::mark_announced(c, &review, now)?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        self.wake().deliveries.notify_one();
        self.wake().jobs.notify_one();
        Ok(())
    }

    fn record_activity(&self, c: &mut Conn, mut activity: NewActivity) -> Result<(), Error> {
        let now = self.now();
        let uri = self.urls().activity(&activity.id);
        let stored = StoredActivity {
            id: &activity.id,
            uri: uri.as_str(),
            actor_id: &activity.actor_id,
            type_: &activity.type_,
            object_uri: &activity.object_uri,
            subject: &activity.subject,
            public: activity.public,
            json: &activity.json,
        };
        if !activities::insert(c, &stored, now)? {
            return Ok(());
        }
        let mut inboxes: BTreeSet<Url> = std::mem::take(&mut activity.inboxes).into_iter().collect();
        if RECALLS.contains(&activity.type_.as_str()) {
            let reached = deliveries::inboxes_by_subject(c, &activity.subject)?;
            inboxes.extend(reached.iter().filter_map(|inbox| Url::parse(inbox).ok()));
        }
        let book = self.policy_book(c)?;
        let mut elsewhere = inboxes
            .into_iter()
            .filter(|inbox| !self.urls().is_local(inbox) && !book.of_url(inbox).is_suspended())
            .filter_map(|inbox| {
                Some(NewDelivery {
                    id: self.next_id(),
                    activity_id: activity.id.clone(),
                    actor_id: activity.actor_id.clone(),
                    host: host_of(&inbox)?,
                    inbox: inbox.into(),
                    subject: activity.subject.clone(),
                })
            });
        // Some at a time: an account that is followed on ten thousand servers must fit into a small one.
        loop {
            let rows: Vec<NewDelivery> = elsewhere.by_ref().take(deliveries::AT_ONCE).collect();
            if rows.is_empty() {
                return Ok(());
            }
            deliveries::insert_all(c, &rows, now)?;
        }
    }
}
