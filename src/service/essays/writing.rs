//! Saving posts, and publishing them.

use super::place_of;
use crate::domain::account::Permission;
use crate::domain::change::Change;
use crate::domain::comment::Audience;
use crate::domain::essay::{self, CheckedEssay, Essay, EssayInput, NamedFilm};
use crate::domain::id::EssayId;
use crate::domain::post::Post;
use crate::domain::review::Status;
use crate::domain::text::keys;
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, essays, films, posts};
use chrono::TimeDelta;

impl Service {
    /// Saves a post as typed; a new one where `id` is `None`. A published one is edited, and followers hear of it.
    ///
    /// # Errors
    /// `Invalid` by field, `NotFound` for a post of somebody else, `Conflict` for publishing a withdrawn one.
    pub async fn save_essay(
        &self,
        viewer: &Viewer,
        id: Option<&EssayId>,
        input: &EssayInput,
        publish: bool,
    ) -> Result<EssayId, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let checked = input.check(publish).map_err(Error::Invalid)?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.cloned());
        self.write(move |c, tags| {
            let old = match &id {
                Some(id) => Some(service.own_essay(c, &viewer, id)?),
                None => None,
            };
            if publish && old.as_ref().is_some_and(|old| old.status == Status::Withdrawn) {
                return Err(Error::Conflict {
                    code: "withdrawn",
                    message: "error-essay-withdrawn".into(),
                });
            }
            let essay = service.build_essay(c, &viewer, old.as_ref(), checked, publish)?;
            let named = service.named_films(c, &essay)?;
            essays::save(c, &essay, &named)?;
            tags.extend(named.iter().map(|film| Tag::film(&film.film_id)));
            service.essay_saved(c, &viewer, &essay, old.as_ref(), tags)?;
            Ok(essay.id)
        })
        .await
    }

    /// The films that a text names, made where they are new. What its brackets meant before they still mean, though the film has
    /// another title now or was merged into another.
    fn named_films(&self, c: &mut Conn, essay: &Essay) -> Result<Vec<NamedFilm>, Error> {
        let before = essays::named(c, &essay.id)?;
        let mut named: Vec<NamedFilm> = Vec::new();
        for label in essay::labels(&essay.source) {
            if let Some(known) = before.iter().find(|known| known.label == label) {
                named.push(known.clone());
                continue;
            }
            let (title, year) = essay::film_of(&label);
            if title.is_empty() {
                continue;
            }
            let film = films::find_or_create(c, &self.next_id(), &title, year, &essay.language, self.now())?;
            named.push(NamedFilm {
                film_id: film.id,
                label,
            });
        }
        Ok(named)
    }

    fn build_essay(
        &self,
        c: &mut Conn,
        viewer: &Viewer,
        old: Option<&Essay>,
        checked: CheckedEssay,
        publish: bool,
    ) -> Result<Essay, Error> {
        let now = self.now();
        let id = old.map_or_else(|| EssayId::new(self.next_id()), |old| old.id.clone());
        let free = |c: &mut Conn, slug: &str| -> Result<bool, Error> {
            let other = essays::by_author_slug(c, &viewer.actor.id, slug)?;
            Ok(other.is_none_or(|other| other.id == id))
        };
        let was_published = old.is_some_and(|old| old.status == Status::Published);
        let slug = match (&checked.slug, old) {
            // The address of a published post stays: other servers and readers know it.
            (_, Some(old)) if was_published => old.slug.clone(),
            (Some(slug), _) if free(c, slug)? => slug.clone(),
            (Some(_), _) => {
                return Err(Error::field("slug", "input-essay-slug-taken"));
            }
            (None, _) => keys::first_free(&keys::slugify(&checked.title), |slug| free(c, slug))?,
        };
        let status = match (publish, old) {
            (true, _) => Status::Published,
            (false, Some(old)) => old.status,
            (false, None) => Status::Draft,
        };
        Ok(Essay {
            id,
            author_id: viewer.actor.id.clone(),
            title: checked.title,
            slug,
            language: checked.language,
            teaser: checked.teaser,
            source: checked.source,
            status,
            created_at: old.map_or(now, |old| old.created_at),
            saved_at: now,
            published_at: old.and_then(|old| old.published_at).or(publish.then_some(now)),
            edited_at: was_published.then_some(now),
        })
    }

    fn essay_saved(
        &self,
        c: &mut Conn,
        viewer: &Viewer,
        essay: &Essay,
        old: Option<&Essay>,
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        tags.extend([Tag::essays(), Tag::essay(&essay.id)]);
        let Some(published_at) = essay.published_at.filter(|_| essay.status == Status::Published) else {
            return Ok(());
        };
        let html = self
            .essay_html(c, std::slice::from_ref(essay))?
            .remove(&essay.id)
            .unwrap_or_default();
        let place = Post {
            id: place_of(&essay.id),
            uri: self.urls().essay(&essay.id),
            url: self
                .urls()
                .at(&format!("/@{}/posts/{}", viewer.actor.handle, essay.slug)),
            kind: "Article".to_owned(),
            author_id: essay.author_id.clone(),
            name: essay.title.clone(),
            summary: essay.teaser.clone(),
            html,
            image_url: None,
            image_alt: String::new(),
            language: Some(essay.language.clone()),
            audience: Audience::Public,
            published_at,
            edited_at: essay.edited_at,
            gone_at: None,
            created_at: essay.created_at,
        };
        // A published post has its place already.
        if !posts::insert(c, &place)? {
            posts::edit(c, &place)?;
        }
        tags.extend([Tag::post(&place.id), Tag::site()]);
        let id = essay.id.clone();
        if old.is_some_and(|old| old.status == Status::Published) {
            return self.record_change(c, &Change::EssayEdited { essay: id }, self.now());
        }
        let delay = TimeDelta::from_std(self.config().federation.publish_delay).unwrap_or_default();
        self.record_change(c, &Change::EssayPublished { essay: id }, self.now() + delay)
    }
}
