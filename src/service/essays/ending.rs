//! The end of a post, by its author's will; and the post that tells of the end of a list.

use super::place_of;
use crate::domain::change::Change;
use crate::domain::essay::{EssayInput, TITLE_MAX};
use crate::domain::id::{EssayId, ListId};
use crate::domain::review::Status;
use crate::domain::text::plain;
use crate::messages::Language;
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{essays, posts, tombstones};

impl Service {
    /// Takes a published post back: its address answers 410, and followers' servers delete it; the author keeps the text.
    pub async fn withdraw_essay(&self, viewer: &Viewer, id: &EssayId) -> Result<(), Error> {
        self.remove_essay(viewer, id, false).await
    }

    /// Deletes a post for good.
    pub async fn delete_essay(&self, viewer: &Viewer, id: &EssayId) -> Result<(), Error> {
        self.remove_essay(viewer, id, true).await
    }

    async fn remove_essay(&self, viewer: &Viewer, id: &EssayId, for_good: bool) -> Result<(), Error> {
        let (service, viewer, id, now) = (self.clone(), viewer.clone(), id.clone(), self.now());
        self.write(move |c, tags| {
            let mut essay = service.own_essay(c, &viewer, &id)?;
            let was_published = essay.status == Status::Published;
            if !was_published && !for_good {
                return Err(Error::Conflict {
                    code: "not-published",
                    message: "error-essay-not-published".into(),
                });
            }
            tags.extend([Tag::essays(), Tag::essay(&id)]);
            let named = essays::named(c, &id)?;
            tags.extend(named.iter().map(|film| Tag::film(&film.film_id)));
            if was_published {
                let (page, uri) = (
                    service
                        .urls()
                        .at(&format!("/@{}/posts/{}", viewer.actor.handle, essay.slug)),
                    service.urls().essay(&id),
                );
                for gone in [page.as_str(), uri.as_str()] {
                    tombstones::record(c, gone, viewer.actor.uri.as_str(), "Article", now)?;
                }
                let place = place_of(&id);
                posts::empty(c, &place, now)?;
                tags.extend([Tag::post(&place), Tag::site()]);
                service.record_change(
                    c,
                    &Change::EssayRemoved {
                        essay: id.clone(),
                        author: viewer.actor.id.clone(),
                    },
                    now,
                )?;
            }
            if for_good {
                return Ok(essays::delete(c, &id)?);
            }
            essay.status = Status::Withdrawn;
            essay.saved_at = now;
            // The address is free again for the next post.
            essay.slug = format!("{}~{}", essay.slug, essay.id);
            Ok(essays::save(c, &essay, &named)?)
        })
        .await
    }

    /// Writes a post that tells that an award list is complete, and publishes it at once where `publish` says so.
    ///
    /// # Errors
    /// `Conflict` while something is missing.
    pub async fn announce_complete(&self, viewer: &Viewer, list: &ListId, publish: bool) -> Result<EssayId, Error> {
        let editing = self.list_for_edit(viewer, list, 1).await?;
        let Some(last) = editing.completed_by else {
            return Err(Error::Conflict {
                code: "not-complete",
                message: "error-not-complete".into(),
            });
        };
        let title = editing.list.title;
        let (words, path, total) = (title.replace(['[', ']'], ""), editing.path, editing.total);
        let language = Language::of_text(&editing.list.language);
        let said = |key| language.say(key);
        let input = EssayInput {
            title: plain::excerpt(&said("essay-now-complete").with("title", title).to_string(), TITLE_MAX),
            slug: String::new(),
            language: editing.list.language,
            teaser: String::new(),
            source: said("essay-now-complete-text")
                .with("link", format!("[{words}]({path})"))
                .with("total", total)
                .with("last", format!("[[{last}]]"))
                .to_string(),
        };
        self.save_essay(viewer, None, &input, publish).await
    }
}
