//! From what was typed and checked to the review that is stored.

use crate::domain::id::ReviewId;
use crate::domain::review::{CheckedReview, Review, Section, Status, Trivia};
use crate::domain::text::{keys, markdown};
use crate::messages::Language;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, films, reviews};

impl Service {
    /// Makes the review that `checked` describes, in the place of `old`, standing at `status`.
    pub(in crate::service) fn build_review(
        &self,
        c: &mut Conn,
        viewer: &Viewer,
        old: Option<&Review>,
        checked: &CheckedReview,
        status: Status,
    ) -> Result<Review, Error> {
        let now = self.now();
        let film = films::find_or_create(
            c,
            &self.next_id(),
            &checked.film_title,
            checked.film_year,
            &checked.language,
            now,
        )?;
        let id = old.map_or_else(|| ReviewId::new(self.next_id()), |old| old.id.clone());
        let slug = self.slug_for(c, viewer, &id, old, checked)?;
        let language = Language::of_text(&checked.language);
        let sections = checked.sections.iter().map(|section| Section {
            kind: section.kind,
            label: match section.label.as_str() {
                "" => language.tell(&section.kind.default_label()),
                own => own.to_owned(),
            },
            html: markdown::to_html(&section.source),
            source: section.source.clone(),
        });
        let trivia = checked.trivia.iter().map(|trivia| Trivia {
            html: markdown::to_html(&trivia.text),
            source: trivia.text.clone(),
            source_name: trivia.source_name.clone(),
            source_url: trivia.source_url.clone(),
        });
        let was_published = old.is_some_and(|old| old.status == Status::Published);
        let published_at = match old.and_then(|old| old.published_at) {
            Some(at) => Some(at),
            None => (status == Status::Published).then_some(now),
        };
        Ok(Review {
            id,
            author_id: viewer.actor.id.clone(),
            film_id: film.id,
            headline: checked.headline.clone(),
            slug,
            language: checked.language.clone(),
            status,
            sections: sections.collect(),
            quote: checked.quote.clone(),
            trivia: trivia.collect(),
            step_id: checked.step.clone(),
            recommend: checked.recommend,
            teaser: checked.teaser.clone(),
            spoilers: checked.spoilers,
            content_warning: checked.content_warning.clone(),
            poster_id: checked.poster.clone(),
            tags: checked.tags.clone(),
            created_at: old.map_or(now, |old| old.created_at),
            saved_at: now,
            published_at,
            edited_at: if was_published { Some(now) } else { None },
            announced_at: old.and_then(|old| old.announced_at),
            gone_at: old.and_then(|old| old.gone_at),
            revision: old.map_or(1, |old| old.revision + 1),
            rechained_at: old.and_then(|old| old.rechained_at),
        })
    }

    /// The slug the author asked for; else the one the review has; else one made of film, year and, for a further review of
    /// the film, a number. The address of a published review changes only when the author says so.
    fn slug_for(
        &self,
        c: &mut Conn,
        viewer: &Viewer,
        id: &ReviewId,
        old: Option<&Review>,
        checked: &CheckedReview,
    ) -> Result<String, Error> {
        if let Some(slug) = &checked.slug {
            return Ok(slug.clone());
        }
        if let Some(old) = old.filter(|old| old.status == Status::Published) {
            return Ok(old.slug.clone());
        }
        let title = crate::domain::film::film_label(&checked.film_title, checked.film_year);
        keys::first_free(&keys::slugify(&title), |slug| {
            Ok(!reviews::slug_taken(c, &viewer.actor.id, slug, id)?)
        })
    }
}
