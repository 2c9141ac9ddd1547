//! What is put into a list, moved in it and taken out.

use crate::domain::film::FIRST_FILM_YEAR;
use crate::domain::id::{ListId, ListItemId};
use crate::domain::list::{Canon, ListItem, ListKind, ListOf, NOTE_MAX, TITLE_MAX};
use crate::domain::message::Message;
use crate::domain::review::FieldError;
use crate::domain::text::{SafeHtml, keys, markdown, plain};
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, films, lists};

/// An item as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemInput {
    /// Title of the film; `Title (1999)` counts as title and year.
    pub film: String,
    /// Year of release.
    pub year: String,
    /// Who plays in it.
    pub person: String,
    /// Whom they play.
    pub part: String,
    /// A note, Markdown.
    pub note: String,
}

struct Checked {
    title: String,
    year: Option<i32>,
    person: String,
    part: String,
}

/// Where an item goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// To that place, counted from 1.
    To(usize),
}

impl ItemInput {
    fn check(&self, of: ListOf) -> Result<Checked, Error> {
        let mut errors = Vec::new();
        let mut title = plain::one_line(&self.film, usize::MAX);
        let mut year = self.year.trim().to_owned();
        if year.is_empty()
            && let Some((before, inside)) = title.strip_suffix(')').and_then(|t| t.rsplit_once(" ("))
            && inside.len() == 4
            && inside.bytes().all(|b| b.is_ascii_digit())
        {
            (title, year) = (before.to_owned(), inside.to_owned());
        }
        if title.is_empty() {
            errors.push(FieldError::new("film", "input-item-title"));
        } else if title.chars().count() > TITLE_MAX {
            errors.push(FieldError::new(
                "film",
                Message::new("input-title-long").with("most", TITLE_MAX),
            ));
        }
        let number = year
            .parse::<i32>()
            .ok()
            .filter(|year| (FIRST_FILM_YEAR..=2200).contains(year));
        if !year.is_empty() && number.is_none() {
            errors.push(FieldError::new("year", "input-year"));
        }
        let person = plain::one_line(&self.person, TITLE_MAX);
        if of == ListOf::Performances && person.is_empty() {
            errors.push(FieldError::new("person", "input-item-person"));
        }
        if self.note.chars().count() > NOTE_MAX {
            errors.push(FieldError::new("note", "input-item-note"));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        Ok(Checked {
            title,
            year: number,
            part: plain::one_line(&self.part, TITLE_MAX),
            person,
        })
    }
}

impl Service {
    /// Puts something at the end of one's own list.
    ///
    /// # Errors
    /// `Invalid` by field; `Conflict` for a list that fills itself.
    pub async fn add_to_list(&self, viewer: &Viewer, id: &ListId, input: &ItemInput) -> Result<(), Error> {
        let input = input.clone();
        self.change_items(viewer, id, move |service, c, list| {
            let checked = input.check(list.of)?;
            Self::room_in_list(c, &list.id, 1)?;
            let now = service.now();
            let film = films::find_or_create(c, &service.next_id(), &checked.title, checked.year, &list.language, now)?;
            let person = if list.of == ListOf::Performances {
                checked.person
            } else {
                String::new()
            };
            let item = ListItem {
                id: ListItemId::new(service.next_id()),
                film_id: film.id,
                part: if person.is_empty() { String::new() } else { checked.part },
                person,
                award: String::new(),
                note_html: note_html(&input.note),
                note: input.note.clone(),
                added_at: now,
            };
            Ok(lists::append(c, &list.id, &[item])?)
        })
        .await
    }

    /// Takes something out of one's own list.
    pub async fn remove_from_list(&self, viewer: &Viewer, id: &ListId, item: &ListItemId) -> Result<(), Error> {
        let item = item.clone();
        self.change_items(viewer, id, move |_, c, list| {
            if lists::remove(c, &list.id, &item)? {
                Ok(())
            } else {
                Err(Error::NotFound)
            }
        })
        .await
    }

    /// Moves something in one's own list; where it cannot go further it stays.
    pub async fn move_in_list(&self, viewer: &Viewer, id: &ListId, item: &ListItemId, to: Move) -> Result<(), Error> {
        let item = item.clone();
        self.change_items(viewer, id, move |_, c, list| {
            let order = lists::order(c, &list.id)?;
            let from = order.iter().position(|(id, _)| *id == item).ok_or(Error::NotFound)?;
            let last = order.len().saturating_sub(1);
            let to = match to {
                Move::Up => from.saturating_sub(1),
                Move::Down => (from + 1).min(last),
                Move::To(place) => place.saturating_sub(1).min(last),
            };
            // Everything between the two places goes one further; the positions themselves stay as they are, gaps and all.
            let positions: Vec<i32> = order.iter().map(|(_, at)| *at).collect();
            let mut ids: Vec<&ListItemId> = order.iter().map(|(id, _)| id).collect();
            let moved = ids.remove(from);
            ids.insert(to, moved);
            for (n, id) in ids.iter().enumerate() {
                let unchanged = order.get(n).is_some_and(|(before, _)| before == *id);
                if let (false, Some(position)) = (unchanged, positions.get(n)) {
                    lists::place(c, id, *position)?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Writes notes beside items of one's own list.
    pub async fn note_in_list(
        &self,
        viewer: &Viewer,
        id: &ListId,
        notes: Vec<(ListItemId, String)>,
    ) -> Result<(), Error> {
        for (item, note) in &notes {
            if note.chars().count() > NOTE_MAX {
                let field = format!("note.{item}");
                return Err(Error::field(&field, "input-item-note"));
            }
        }
        self.change_items(viewer, id, move |_, c, list| {
            for (item, note) in &notes {
                lists::note(c, &list.id, item, note, &note_html(note))?;
            }
            Ok(())
        })
        .await
    }

    async fn change_items<F>(&self, viewer: &Viewer, id: &ListId, change: F) -> Result<(), Error>
    where
        F: FnOnce(&Self, &mut Conn, &crate::domain::list::List) -> Result<(), Error> + Send + 'static,
    {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let list = service.own_list(c, &viewer, &id)?;
            if list.kind == ListKind::Smart {
                return Err(Error::Conflict {
                    code: "smart-list",
                    message: "error-smart-list".into(),
                });
            }
            change(&service, c, &list)?;
            lists::touch(c, &id, service.now())?;
            tags.extend([Tag::list(&id), Tag::lists()]);
            Ok(())
        })
        .await
    }

    /// The items of an award list: with films that are here already, under whichever of the years that are given for them, and
    /// else with new ones.
    pub(super) fn canon_items(&self, c: &mut Conn, viewer: &Viewer, canon: &Canon) -> Result<Vec<ListItem>, Error> {
        let now = self.now();
        let found = lists::reviewed(c, std::slice::from_ref(&viewer.actor.id), None, false)?;
        let reviewed = found.into_values().next().unwrap_or_default();
        let done = super::Done::new(reviewed);
        let mut items = Vec::with_capacity(canon.items.len());
        for item in &canon.items {
            let known = done.by_title.get(&keys::title_key(item.title)).into_iter().flatten();
            let near = known
                .filter_map(|place| done.all.get(*place))
                .find(|film| film.year.is_some_and(|year| year.abs_diff(item.year) <= 1));
            let film_id = match near {
                Some(film) => film.film_id.clone(),
                None => films::find_or_create(c, &self.next_id(), item.title, Some(item.year), "en", now)?.id,
            };
            items.push(ListItem {
                id: ListItemId::new(self.next_id()),
                film_id,
                person: item.person.to_owned(),
                part: item.part.to_owned(),
                award: item.award.to_owned(),
                note: String::new(),
                note_html: SafeHtml::default(),
                added_at: now,
            });
        }
        Ok(items)
    }
}

fn note_html(note: &str) -> SafeHtml {
    if note.trim().is_empty() {
        SafeHtml::default()
    } else {
        markdown::to_html(note)
    }
}
