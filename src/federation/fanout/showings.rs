//! A review that is shown again: the author's own boost, for the followers.

use super::Saying;
use super::draft::{Draft, Inner};
use crate::domain::actor::Actor;
use crate::domain::id::ReviewId;
use crate::federation::Federation;
use crate::federation::vocab::{PUBLIC, context};
use crate::service::Error;
use serde::Serialize;
use url::Url;

impl Federation {
    pub(super) async fn shown_again(&self, id: &ReviewId, uri: &str, order: String) -> Result<Saying, Error> {
        let Some((author, review, was_sent)) = self.service().shown_review(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let said = self.activity("Announce", &author).called(uri);
        let saying = self.to_followers(said, &author, &review, review.clone(), order).await?;
        Ok(Saying {
            // Whoever fetches it now holds a copy, and has to hear when it is edited or deleted.
            announced: (!was_sent).then(|| id.clone()),
            ..saying
        })
    }

    pub(super) async fn showing_ended(&self, id: &ReviewId, uri: &str, order: String) -> Result<Saying, Error> {
        let Some((author, review, _)) = self.service().shown_review(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let announce = Inner {
            id: uri.to_owned(),
            kind: "Announce",
            actor: author.uri.clone(),
            object: review.clone(),
        };
        let said = self.activity("Undo", &author);
        self.to_followers(said, &author, &review, announce, order).await
    }

    async fn to_followers<T: Serialize>(
        &self,
        said: Draft,
        author: &Actor,
        review: &Url,
        object: T,
        order: String,
    ) -> Result<Saying, Error> {
        let followers = self.service().urls().actor_part(&author.handle, "followers");
        let said = said.about(review.clone(), vec![PUBLIC.to_owned()], vec![followers.into()]);
        let inboxes = self.service().follower_inboxes(&author.id).await?;
        Ok(Saying {
            activity: Some(said.record(order, true, inboxes, context::plain, object)?),
            announced: None,
        })
    }
}
