//! Lists: keeping them, and reading them with what their author has reviewed.

mod items;
mod keeping;
mod smart;

pub use items::{ItemInput, Move};

use crate::domain::film::film_label;
use crate::domain::id::{ActorId, FilmId, ListId};
use crate::domain::list::{List, ListKind};
use crate::service::freshness::Tag;
use crate::service::remote::resident;
use crate::service::views::{
    ActorCard, AppearsIn, ListCard, ListEditing, ListPage, ListProgress, ListRow, ListRowReview, ListsPage, Viewer,
};
use crate::service::{Error, Service};
use crate::store::lists::{self, Placed, Reviewed};
use crate::store::{Conn, actors};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Rows on one page of a list.
pub const PAGE: usize = 100;
/// Rows on one page of the editor.
pub const EDITOR_PAGE: usize = 25;
/// Missing films that are named.
const MISSING: usize = 12;
/// Lists in the overview.
const LISTS: i64 = 500;

/// What an author has reviewed, to be looked up by film, or by title and about the same year: who entered the film under the
/// year of its award means the same film.
pub(super) struct Done {
    all: Vec<Reviewed>,
    by_film: HashMap<FilmId, usize>,
    by_title: HashMap<String, Vec<usize>>,
}

impl Done {
    fn new(all: Vec<Reviewed>) -> Self {
        let (mut by_film, mut by_title) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        for (place, film) in all.iter().enumerate() {
            by_film.insert(film.film_id.clone(), place);
            by_title.entry(film.title_key.clone()).or_default().push(place);
        }
        Self { all, by_film, by_title }
    }

    fn of(&self, film: &FilmId, title_key: &str, year: Option<i32>) -> Option<&Reviewed> {
        if let Some(place) = self.by_film.get(film) {
            return self.all.get(*place);
        }
        let namesakes = self.by_title.get(title_key)?;
        namesakes
            .iter()
            .filter_map(|place| self.all.get(*place))
            .find(|reviewed| matches!((reviewed.year, year), (Some(a), Some(b)) if a.abs_diff(b) <= 1))
    }
}

impl Service {
    /// Every list that may be seen, with its progress.
    pub async fn lists_page(&self, viewer: Option<&Viewer>) -> Result<ListsPage, Error> {
        let (service, own) = (self.clone(), viewer.map(|viewer| viewer.actor.id.clone()));
        self.read(move |c| {
            let all = lists::all(c, own.as_ref(), LISTS)?;
            let authors: HashSet<_> = all.iter().map(|list| list.author_id.clone()).collect();
            let authors: Vec<_> = authors.into_iter().collect();
            let people: HashMap<_, _> = actors::by_ids(c, &authors)?
                .iter()
                .map(|actor| {
                    (
                        actor.id.clone(),
                        (actor.handle.clone(), ActorCard::of(actor, service.urls())),
                    )
                })
                .collect();
            // Progress is told of award lists only; their items are looked at, the others are counted.
            let award: Vec<ListId> = all
                .iter()
                .filter(|l| l.kind == ListKind::Canonical)
                .map(|l| l.id.clone())
                .collect();
            let mut items: HashMap<ListId, Vec<Placed>> = HashMap::new();
            for (list, placed) in lists::items(c, &award)? {
                items.entry(list).or_default().push(placed);
            }
            let mut done: HashMap<_, _> = lists::reviewed(c, &authors, Some(&award), false)?
                .into_iter()
                .map(|(author, all)| (author, Done::new(all)))
                .collect();
            let ids: Vec<ListId> = all.iter().map(|list| list.id.clone()).collect();
            let counts: HashMap<ListId, i64> = lists::counts(c, &ids)?.into_iter().collect();
            let mut cards = Vec::new();
            for list in all {
                let Some((handle, author)) = people.get(&list.author_id) else {
                    continue;
                };
                let done = done
                    .entry(list.author_id.clone())
                    .or_insert_with(|| Done::new(Vec::new()));
                // What a list that fills itself holds is only looked for on its own page.
                let total = (list.kind != ListKind::Smart).then(|| counts.get(&list.id).copied().unwrap_or_default());
                cards.push(ListCard {
                    path: format!("/@{handle}/lists/{}", list.slug),
                    title: list.title.clone(),
                    author: author.clone(),
                    kind: list.kind,
                    of: list.of,
                    public: list.public,
                    total,
                    progress: items.get(&list.id).map(|items| progress(items, done)),
                    changed_at: list.changed_at,
                    id: list.id,
                });
            }
            Ok(ListsPage { lists: cards })
        })
        .await
    }

    /// A list's page; pages count from 1. With `missing`, only what its author has not reviewed.
    ///
    /// # Errors
    /// `NotFound` also for a list that only somebody else may see.
    pub async fn list_page(
        &self,
        handle: &str,
        slug: &str,
        viewer: Option<&Viewer>,
        missing: bool,
        page: usize,
    ) -> Result<ListPage, Error> {
        let (handle, slug) = (handle.to_lowercase(), slug.to_owned());
        let viewer = viewer.map(|viewer| viewer.actor.id.clone());
        let find = move |c: &mut Conn| {
            let author = resident(c, &handle)?;
            let list = lists::by_author_slug(c, &author.id, &slug)?.ok_or(Error::NotFound)?;
            Ok::<_, Error>((author, list))
        };
        let (author, list) = self.read(find).await?;
        let is_author = viewer.as_ref() == Some(&author.id);
        if !list.public && !is_author {
            return Err(Error::NotFound);
        }
        let rows = self.all_rows(&list, &author.handle).await?;
        let lacking: Vec<&ListRow> = rows.iter().filter(|row| row.done_at.is_none()).collect();
        let shown = if missing {
            lacking.clone()
        } else {
            rows.iter().collect()
        };
        let pages = shown.len().div_ceil(PAGE).max(1);
        if page == 0 || page > pages {
            return Err(Error::NotFound);
        }
        let path = format!("/@{}/lists/{}", author.handle, list.slug);
        Ok(ListPage {
            canonical: self.urls().at(&path).into(),
            path,
            author: ActorCard::of(&author, self.urls()),
            rows: shown.into_iter().skip((page - 1) * PAGE).take(PAGE).cloned().collect(),
            total: rows.len(),
            progress: (list.kind == ListKind::Canonical)
                .then(|| count(&rows.iter().map(|row| row.done_at).collect::<Vec<_>>())),
            missing_named: lacking.iter().take(MISSING).map(|row| row.label()).collect(),
            missing_total: lacking.len(),
            only_missing: missing,
            page,
            pages,
            is_author,
            list,
        })
    }

    /// Everything in a list, in order, kept until the list or something its author reviewed changes: a page shows a hundred
    /// rows, but what is missing is counted over all of them.
    async fn all_rows(&self, list: &List, handle: &str) -> Result<Arc<Vec<ListRow>>, Error> {
        let (service, list, handle) = (self.clone(), list.clone(), handle.to_owned());
        let tags = [Tag::site(), Tag::actor(&list.author_id), Tag::list(&list.id)];
        let key = list.id.to_string();
        if list.kind != ListKind::Smart {
            let find = move |c: &mut Conn| service.list_rows(c, &list, &handle);
            return self.memory().list_rows.get(self, &key, &tags, find).await;
        }
        let all = self.all_reviewed(&list.author_id).await?;
        let unseen = list.query.unseen;
        let find = move |c: &mut Conn| service.smart_rows(c, &list, &all, &handle);
        if unseen {
            // Every film that anybody enters and every viewing may change these; nothing says so to everybody.
            return Ok(Arc::new(self.read(find).await?));
        }
        self.memory().list_rows.get(self, &key, &tags, find).await
    }

    /// Every film that somebody reviewed, with the tags of its reviews.
    async fn all_reviewed(&self, author: &ActorId) -> Result<Arc<Vec<Reviewed>>, Error> {
        let tags = [Tag::site(), Tag::actor(author)];
        let (key, author) = (author.to_string(), author.clone());
        let find = move |c: &mut Conn| {
            let found = lists::reviewed(c, std::slice::from_ref(&author), None, true)?;
            Ok(found.into_values().next().unwrap_or_default())
        };
        self.memory().reviewed.get(self, &key, &tags, find).await
    }

    /// Everything in a list, in order, with what its author wrote of it.
    pub(super) fn list_rows(&self, c: &mut Conn, list: &List, handle: &str) -> Result<Vec<ListRow>, Error> {
        let (one, smart) = (std::slice::from_ref(&list.id), list.kind == ListKind::Smart);
        let author = std::slice::from_ref(&list.author_id);
        let found = lists::reviewed(c, author, Some(one).filter(|_| !smart), smart)?;
        let reviewed = found.into_values().next().unwrap_or_default();
        if smart {
            return self.smart_rows(c, list, &reviewed, handle);
        }
        let done = Done::new(reviewed);
        let with_page: HashSet<FilmId> = lists::with_page(c, &list.id)?.into_iter().collect();
        let items = lists::items(c, std::slice::from_ref(&list.id))?;
        let rows = items.into_iter().zip(1..).map(|((_, placed), place)| {
            let reviewed = done.of(&placed.item.film_id, &placed.title_key, placed.year);
            let slug = match reviewed {
                Some(reviewed) => Some(reviewed.film_slug.clone()),
                None => with_page
                    .contains(&placed.item.film_id)
                    .then(|| placed.film_slug.clone()),
            };
            ListRow {
                place,
                id: placed.item.id,
                title: placed.title,
                year: placed.year,
                film_path: slug.map(|slug| format!("/films/{slug}")),
                person: placed.item.person,
                part: placed.item.part,
                award: placed.item.award,
                note: placed.item.note,
                note_html: placed.item.note_html,
                done_at: reviewed.map(|reviewed| reviewed.first_at),
                review: reviewed.map(|reviewed| review_of(reviewed, handle)),
                added_at: placed.item.added_at,
            }
        });
        Ok(rows.collect())
    }

    /// One's own list, to change it, with a page of its items.
    pub async fn list_for_edit(&self, viewer: &Viewer, id: &ListId, page: usize) -> Result<ListEditing, Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.read(move |c| {
            let list = service.own_list(c, &viewer, &id)?;
            let rows = match list.kind {
                ListKind::Smart => Vec::new(),
                _ => service.list_rows(c, &list, &viewer.actor.handle)?,
            };
            let award = list.kind == ListKind::Canonical && rows.iter().all(|row| row.done_at.is_some());
            let last = rows.iter().filter(|_| award).max_by_key(|row| row.done_at);
            let completed_by = last.map(|row| film_label(&row.title, row.year));
            let (total, pages) = (rows.len(), rows.len().div_ceil(EDITOR_PAGE).max(1));
            let page = page.clamp(1, pages);
            Ok(ListEditing {
                path: format!("/@{}/lists/{}", viewer.actor.handle, list.slug),
                rows: rows
                    .into_iter()
                    .skip((page - 1) * EDITOR_PAGE)
                    .take(EDITOR_PAGE)
                    .collect(),
                total,
                page,
                pages,
                completed_by,
                list,
            })
        })
        .await
    }

    pub(super) fn own_list(&self, c: &mut Conn, viewer: &Viewer, id: &ListId) -> Result<List, Error> {
        lists::by_id(c, id)?
            .filter(|list| list.author_id == viewer.actor.id)
            .ok_or(Error::NotFound)
    }

    /// Public lists in which a film stands.
    pub(super) fn lists_with_film(&self, c: &mut Conn, film: &FilmId) -> Result<Vec<AppearsIn>, Error> {
        let found = lists::with_film(c, film)?;
        let authors: Vec<_> = found.iter().map(|(list, _)| list.author_id.clone()).collect();
        let handles: HashMap<_, _> = actors::by_ids(c, &authors)?
            .into_iter()
            .map(|actor| (actor.id, actor.handle))
            .collect();
        let mut out: Vec<AppearsIn> = Vec::new();
        for (list, person) in found {
            let Some(handle) = handles.get(&list.author_id) else {
                continue;
            };
            let path = format!("/@{handle}/lists/{}", list.slug);
            match out.last_mut().filter(|last| last.path == path) {
                Some(last) if !person.is_empty() => last.people.push(person),
                Some(_) => {}
                None => out.push(AppearsIn {
                    title: list.title,
                    path,
                    people: Some(person).filter(|person| !person.is_empty()).into_iter().collect(),
                }),
            }
        }
        Ok(out)
    }
}

fn progress(items: &[Placed], done: &Done) -> ListProgress {
    let dates: Vec<_> = items
        .iter()
        .map(|p| {
            done.of(&p.item.film_id, &p.title_key, p.year)
                .map(|reviewed| reviewed.first_at)
        })
        .collect();
    count(&dates)
}

/// How much is done, and since when all of it is.
fn count(dates: &[Option<DateTime<Utc>>]) -> ListProgress {
    let done = dates.iter().flatten().count();
    let complete = !dates.is_empty() && done == dates.len();
    ListProgress {
        done,
        total: dates.len(),
        complete_on: complete.then(|| dates.iter().flatten().max().copied()).flatten(),
    }
}

pub(super) fn review_of(reviewed: &Reviewed, handle: &str) -> ListRowReview {
    ListRowReview {
        path: format!("/@{handle}/{}", reviewed.slug),
        rating: reviewed.rating.as_ref().map(|(label, _)| label.clone()),
        recommend: reviewed.recommend,
        published_at: reviewed.latest_at,
    }
}

/// `Title (1999)`, for what is missing.
impl ListRow {
    /// `Title (1999)`, or `Somebody in Title (1999)`.
    pub fn label(&self) -> String {
        let film = film_label(&self.title, self.year);
        if self.person.is_empty() {
            film
        } else {
            format!("{} ({film})", self.person)
        }
    }
}
