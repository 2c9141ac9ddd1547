//! Posts of this site: told to followers, and taken back from everybody they were sent to.

use super::{Saying, published};
use crate::domain::id::{ActorId, EssayId};
use crate::federation::Federation;
use crate::federation::objects::essay;
use crate::federation::vocab::context;
use crate::service::Error;

impl Federation {
    /// `Create` or `Update` of what the post says now.
    pub(super) async fn essay_said(&self, verb: &'static str, id: &EssayId, order: String) -> Result<Saying, Error> {
        let Some(doc) = published(self.service().essay_document(id).await)? else {
            return Ok(Saying::NOTHING);
        };
        let article = essay::to_article(&doc, self.service().urls());
        let said = self
            .activity(verb, &doc.author)
            .about(article.id.clone(), article.to.clone(), article.cc.clone());
        let inboxes = self.service().follower_inboxes(&doc.author.id).await?;
        let wrap = |a| context::of_object(a, self.service().urls());
        Ok(Saying {
            activity: Some(said.record(order, true, inboxes, wrap, article)?),
            announced: None,
        })
    }

    /// `Delete`, to those who were sent it: whoever is sent an activity about the same post before is found by its subject.
    pub(super) async fn essay_removed(&self, id: &EssayId, author: &ActorId, order: String) -> Result<Saying, Error> {
        let Some(author) = self.service().actor_by_id(author).await? else {
            return Ok(Saying::NOTHING);
        };
        let uri = self.service().urls().essay(id);
        self.removed(&author, uri, "Article", Vec::new(), order)
    }
}
