//! Delete: what its author takes back is gone here too, and stays gone.

use super::{Outcome, same_server};
use crate::domain::actor::Actor;
use crate::domain::comment::CommentState;
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::{comments, notifications, posts, tombstones};
use url::Url;

impl Service {
    /// The author of an object deleted it. A Delete that overtakes its Create is remembered when it comes from the object's
    /// own server; it binds its sender only, since one actor cannot forbid another's object.
    pub async fn object_deleted(&self, by: &Actor, uri: &Url) -> Result<Outcome, Error> {
        let (service, by, uri) = (self.clone(), by.clone(), uri.clone());
        self.write(move |c, tags| {
            let now = service.now();
            if service.urls().is_local(&uri) {
                return Ok(Outcome::Refused("an address of this server"));
            }
            let mentioned = service.forget_mentions(c, uri.as_str(), &by.id, tags)?;
            if let Some(comment) = comments::by_uri(c, uri.as_str())? {
                if comment.author_id != by.id {
                    return Ok(Outcome::Refused("belongs to somebody else"));
                }
                tombstones::record(c, uri.as_str(), by.uri.as_str(), "Note", now)?;
                notifications::withdraw(c, uri.as_str(), &by.id)?;
                if comment.state != CommentState::Deleted {
                    comments::empty(c, &comment.id, now)?;
                    tags.extend([
                        Tag::latest_comments(),
                        Tag::root(&comment.root),
                        Tag::comment(&comment.id),
                    ]);
                    tags.extend(comment.parent_id.as_ref().map(Tag::comment));
                }
                return Ok(Outcome::Accepted("comment deleted"));
            }
            if let Some(post) = posts::by_uri(c, uri.as_str())? {
                if post.author_id != by.id {
                    return Ok(Outcome::Refused("belongs to somebody else"));
                }
                tombstones::record(c, uri.as_str(), by.uri.as_str(), &post.kind, now)?;
                notifications::withdraw(c, uri.as_str(), &by.id)?;
                posts::empty(c, &post.id, now)?;
                tags.push(Tag::post(&post.id));
                return Ok(Outcome::Accepted("post deleted"));
            }
            let told = notifications::withdraw(c, uri.as_str(), &by.id)?;
            if same_server(&uri, &by.uri) {
                tombstones::record(c, uri.as_str(), by.uri.as_str(), "Object", now)?;
            }
            if mentioned {
                return Ok(Outcome::Accepted("mention deleted"));
            }
            Ok(match (told, same_server(&uri, &by.uri)) {
                (1.., _) => Outcome::Accepted("private message deleted"),
                (_, true) => Outcome::Ignored("unknown object, remembered as deleted"),
                (_, false) => Outcome::Refused("an object of another server"),
            })
        })
        .await
    }
}
