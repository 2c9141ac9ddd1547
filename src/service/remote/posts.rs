//! Posts of other servers: kept when somebody here follows their author or asked for them.

use super::{NoteReceived, Outcome};
use crate::domain::film::film_keys;
use crate::domain::id::PostId;
use crate::domain::notification::NotificationKind;
use crate::domain::post::Post;
use crate::service::freshness::Tag;
use crate::service::media::remote_key;
use crate::service::notifications::Note;
use crate::service::{Error, Service};
use crate::store::{Conn, follows, media, posts};
use url::Url;

/// Notes which films a post speaks of; the pages of those that are known here show it.
pub(super) fn name_films(c: &mut Conn, post: &PostId, note: &NoteReceived, tags: &mut Vec<Tag>) -> Result<(), Error> {
    let keys = film_keys(&note.films);
    posts::films::name(c, post, &keys)?;
    tags.extend(posts::films::films_named(c, &keys)?.iter().map(Tag::film));
    Ok(())
}

impl Service {
    /// A post that answers nothing here. It is kept when `wanted` (somebody here asked for it, or talks about it), or when it is
    /// a review or an article and somebody here follows its author; people here whom it mentions are told in any case. The identifier is given also for
    /// a post that was known before.
    pub async fn post_received(&self, note: NoteReceived, wanted: bool) -> Result<(Option<PostId>, Outcome), Error> {
        let service = self.clone();
        self.write(move |c, tags| {
            if let Some(outcome) = service.refusal(c, &note)? {
                let known = posts::by_uri(c, note.uri.as_str())?
                    .filter(|post| post.author_id == note.author.id && post.gone_at.is_none());
                return Ok((known.map(|post| post.id), outcome));
            }
            if !note.audience.is_public() {
                return Ok((None, service.keep_private(c, &note, &[], None)?));
            }
            let mentioned = service.tell_mentioned(c, &note)?;
            let unfit = if wanted {
                None
            // What is said right after a follow was accepted may overtake the Accept.
            } else if follows::local_follows_of(c, &note.author.id)?.is_empty() {
                Some("nobody here follows its author")
            } else {
                (!note.is_kept()).then_some("neither a review nor an article")
            };
            if let Some(reason) = unfit {
                return Ok((
                    None,
                    match mentioned {
                        true => Outcome::Accepted("mention"),
                        false => Outcome::Ignored(reason),
                    },
                ));
            }
            let post = service.post_of(c, &note)?;
            if !posts::insert(c, &post)? {
                let known = posts::by_uri(c, note.uri.as_str())?.map(|post| post.id);
                return Ok((known, Outcome::Ignored("known already")));
            }
            tags.push(Tag::post(&post.id));
            name_films(c, &post.id, &note, tags)?;
            Ok((Some(post.id), Outcome::Accepted("post")))
        })
        .await
    }

    fn tell_mentioned(&self, c: &mut Conn, note: &NoteReceived) -> Result<bool, Error> {
        let mut told = false;
        for actor in self.local_among(c, &note.mentions)? {
            let mut mention = Note::new(
                &actor.id,
                NotificationKind::Mention,
                &note.author.id,
                note.uri.to_string(),
            );
            mention.url = Some(note.url.clone());
            told |= self.notify(c, mention)?;
        }
        Ok(told)
    }

    /// The picture of a post, unless pictures of its author are not taken.
    pub(super) fn image_of(&self, c: &mut Conn, note: &NoteReceived) -> Result<Option<(Url, String)>, Error> {
        let rejected = self.verdict_on(c, &note.author)?.reject_media;
        Ok(note.image.clone().filter(|_| !rejected))
    }

    fn post_of(&self, c: &mut Conn, note: &NoteReceived) -> Result<Post, Error> {
        let now = self.now();
        let published_at = note.published_at.min(now);
        let image = self.image_of(c, note)?;
        if let Some((url, _)) = &image {
            media::want_remote(c, &remote_key(url), url.as_str(), "image", now)?;
        }
        Ok(Post {
            id: PostId::new(self.next_id()),
            uri: note.uri.clone(),
            url: note.url.clone(),
            kind: note.kind.clone(),
            author_id: note.author.id.clone(),
            name: note.name.clone(),
            summary: note.summary.clone().unwrap_or_default(),
            html: note.html.clone(),
            image_url: image.as_ref().map(|(url, _)| url.clone()),
            image_alt: image.as_ref().map(|(_, alt)| alt.clone()).unwrap_or_default(),
            language: note.language.clone(),
            audience: note.audience,
            published_at,
            edited_at: note
                .edited_at
                .map(|edited| edited.min(now))
                .filter(|edited| *edited > published_at),
            gone_at: None,
            created_at: now,
        })
    }
}
