//! Posts of this site: writing, publishing, withdrawing and reading them.

mod ending;
mod writing;

use crate::domain::account::Permission;
use crate::domain::comment::Root;
use crate::domain::essay::{self, Essay};
use crate::domain::id::{EssayId, FilmId, PostId};
use crate::domain::review::Status;
use crate::domain::text::{SafeHtml, plain, sanitize};
use crate::service::remote::resident;
use crate::service::views::{ActorCard, AppearsIn, EssayCard, EssayEditing, EssayPage, EssaysPage, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, essays, films, tombstones};
use std::collections::HashMap;

/// Posts on a page of all posts.
pub const PAGE: i64 = 20;
/// First words in a list, in characters.
const EXCERPT: usize = 260;

/// What federation makes an Article of.
#[derive(Clone, Debug)]
pub struct EssayDocument {
    /// The post.
    pub essay: Essay,
    /// Who wrote it.
    pub author: crate::domain::actor::Actor,
    /// The text, with full addresses.
    pub html: SafeHtml,
}

/// The place of the conversation about a post.
pub(in crate::service) fn place_of(id: &EssayId) -> PostId {
    PostId::new(id.as_str())
}

impl Service {
    /// The texts of posts, with links to the films that have pages.
    pub(super) fn essay_html(&self, c: &mut Conn, some: &[Essay]) -> Result<HashMap<EssayId, SafeHtml>, Error> {
        let ids: Vec<EssayId> = some.iter().map(|essay| essay.id.clone()).collect();
        let slugs = essays::film_slugs(c, &ids)?;
        let html = some.iter().map(|essay| {
            let path_of = |label: &str| {
                let slug = slugs.get(&(essay.id.clone(), label.to_owned()))?;
                Some(format!("/films/{slug}"))
            };
            (essay.id.clone(), essay::to_html(&essay.source, path_of))
        });
        Ok(html.collect())
    }

    fn essay_cards(&self, c: &mut Conn, found: &[Essay]) -> Result<Vec<EssayCard>, Error> {
        let authors: Vec<_> = found.iter().map(|essay| essay.author_id.clone()).collect();
        let people: HashMap<_, _> = actors::by_ids(c, &authors)?
            .iter()
            .map(|actor| (actor.id.clone(), ActorCard::of(actor, self.urls())))
            .collect();
        let begun: Vec<Essay> = found
            .iter()
            .filter(|essay| essay.teaser.is_empty())
            .map(|essay| Essay {
                source: essay::beginning(&essay.source).to_owned(),
                ..essay.clone()
            })
            .collect();
        let html = self.essay_html(c, &begun)?;
        let cards = found.iter().filter_map(|essay| {
            let author = people.get(&essay.author_id)?;
            let html = html.get(&essay.id).cloned().unwrap_or_default();
            let path = match essay.status {
                Status::Published => format!("{}/posts/{}", author.url, essay.slug),
                _ => format!("/posts/{}", essay.id),
            };
            Some(EssayCard {
                id: essay.id.clone(),
                path,
                title: essay.title.clone(),
                author: author.clone(),
                language: essay.language.clone(),
                excerpt: essay::excerpt(&essay.teaser, &html, EXCERPT),
                status: essay.status,
                at: essay.published_at.unwrap_or(essay.saved_at),
            })
        });
        Ok(cards.collect())
    }

    /// All published posts, newest first, and the viewer's own drafts; pages count from 1.
    pub async fn essays_page(&self, viewer: Option<&Viewer>, page: u32) -> Result<EssaysPage, Error> {
        let (service, own) = (self.clone(), viewer.map(|viewer| viewer.actor.id.clone()));
        self.read(move |c| {
            let total = essays::count_published(c)?;
            let pages = u32::try_from((total + PAGE - 1) / PAGE).unwrap_or(u32::MAX).max(1);
            if page == 0 || page > pages {
                return Err(Error::NotFound);
            }
            let published = essays::published(c, PAGE, i64::from(page - 1) * PAGE)?;
            let drafts = match own.filter(|_| page == 1) {
                Some(own) => essays::unpublished(c, &own)?,
                None => Vec::new(),
            };
            Ok(EssaysPage {
                published: service.essay_cards(c, &published)?,
                drafts: service.essay_cards(c, &drafts)?,
                page,
                pages,
            })
        })
        .await
    }

    /// A published post with a page of its conversation.
    ///
    /// # Errors
    /// `Gone` where a published one was.
    pub async fn essay_page(
        &self,
        handle: &str,
        slug: &str,
        viewer: Option<&Viewer>,
        page: u32,
    ) -> Result<EssayPage, Error> {
        let (service, handle, slug, viewer) = (self.clone(), handle.to_lowercase(), slug.to_owned(), viewer.cloned());
        self.read(move |c| {
            let author = resident(c, &handle)?;
            let path = format!("/@{}/posts/{slug}", author.handle);
            let found = essays::by_author_slug(c, &author.id, &slug)?;
            let Some(essay) = found.filter(|essay| essay.status == Status::Published) else {
                let gone = tombstones::by_uri(c, service.urls().at(&path).as_str())?.is_some();
                return Err(if gone { Error::Gone } else { Error::NotFound });
            };
            let html = service
                .essay_html(c, std::slice::from_ref(&essay))?
                .remove(&essay.id)
                .unwrap_or_default();
            let root = Root::Post(place_of(&essay.id));
            let conversation = service.load_conversation(c, &root, &author.id, viewer.as_ref(), page)?;
            Ok(EssayPage {
                canonical: service.urls().at(&path).into(),
                path,
                object_url: service.urls().essay(&essay.id).into(),
                author: ActorCard::of(&author, service.urls()),
                description: essay::excerpt(&essay.teaser, &html, 300),
                reading_minutes: plain::reading_minutes(&plain::from_html(html.as_str())),
                html,
                conversation,
                is_author: viewer.as_ref().is_some_and(|viewer| viewer.actor.id == author.id),
                essay,
            })
        })
        .await
    }

    /// The page of a published post of this site, by the place of its conversation; `None` for a post elsewhere.
    pub async fn essay_path(&self, place: &PostId) -> Result<Option<String>, Error> {
        let id = EssayId::new(place.as_str());
        self.look(move |c| {
            let Some(essay) = essays::by_id(c, &id)?.filter(|essay| essay.status == Status::Published) else {
                return Ok(None);
            };
            let author = actors::by_id(c, &essay.author_id)?;
            Ok(author.map(|author| format!("/@{}/posts/{}", author.handle, essay.slug)))
        })
        .await
    }

    fn own_essay(&self, c: &mut Conn, viewer: &Viewer, id: &EssayId) -> Result<Essay, Error> {
        essays::by_id(c, id)?
            .filter(|essay| essay.author_id == viewer.actor.id)
            .ok_or(Error::NotFound)
    }

    /// One's own post, to change it; a new one where `id` is `None`.
    pub async fn essay_for_edit(&self, viewer: &Viewer, id: Option<&EssayId>) -> Result<EssayEditing, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.cloned());
        self.read(move |c| {
            let essay = match &id {
                Some(id) => Some(service.own_essay(c, &viewer, id)?),
                None => None,
            };
            let path = essay
                .as_ref()
                .filter(|essay| essay.status == Status::Published)
                .map(|essay| format!("/@{}/posts/{}", viewer.actor.handle, essay.slug));
            let films = films::titles(c, &viewer.actor.id, 1_000)?.into_iter();
            Ok(EssayEditing {
                essay,
                path,
                films: films
                    .map(|(title, year)| crate::domain::film::film_label(&title, year))
                    .collect(),
                preview: None,
            })
        })
        .await
    }

    /// How a text would look, with links to the films that have pages.
    pub async fn preview_essay(&self, source: &str) -> Result<SafeHtml, Error> {
        let source = source.to_owned();
        self.read(move |c| {
            let mut slugs = HashMap::new();
            for label in essay::labels(&source).into_iter().take(essay::FILMS_MAX) {
                let (title, year) = essay::film_of(&label);
                if let Some(slug) = films::slug_of_reviewed(c, &title, year)? {
                    slugs.insert(label, slug);
                }
            }
            let path_of = |label: &str| slugs.get(label).map(|slug| format!("/films/{slug}"));
            Ok(essay::to_html(&source, path_of))
        })
        .await
    }

    /// What the Article of a post is made of; `None` for a draft and for what never was.
    ///
    /// # Errors
    /// `Gone` once it was withdrawn or deleted.
    pub async fn essay_document(&self, id: &EssayId) -> Result<Option<EssayDocument>, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let found = essays::by_id(c, &id)?.filter(|essay| essay.status == Status::Published);
            let Some(essay) = found else {
                let gone = tombstones::by_uri(c, service.urls().essay(&id).as_str())?.is_some();
                return if gone { Err(Error::Gone) } else { Ok(None) };
            };
            let author = actors::by_id(c, &essay.author_id)?.ok_or(Error::NotFound)?;
            let html = service
                .essay_html(c, std::slice::from_ref(&essay))?
                .remove(&essay.id)
                .unwrap_or_default();
            Ok(Some(EssayDocument {
                html: sanitize::with_absolute_links(&html, &service.urls().home()),
                author,
                essay,
            }))
        })
        .await
    }

    /// Published posts that name a film.
    pub(super) fn essays_with_film(&self, c: &mut Conn, film: &FilmId) -> Result<Vec<AppearsIn>, Error> {
        let found = essays::with_film(c, film)?;
        let cards = self.essay_cards(c, &found)?;
        Ok(cards
            .into_iter()
            .map(|card| AppearsIn {
                title: card.title,
                path: card.path,
                people: Vec::new(),
            })
            .collect())
    }

    /// Lists and posts in which a film stands.
    pub(super) fn places_of_film(&self, c: &mut Conn, film: &FilmId) -> Result<Vec<AppearsIn>, Error> {
        let mut places = self.lists_with_film(c, film)?;
        places.extend(self.essays_with_film(c, film)?);
        Ok(places)
    }
}
