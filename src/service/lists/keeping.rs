//! Making, changing, publishing and deleting lists.

use crate::domain::account::Permission;
use crate::domain::id::ListId;
use crate::domain::list::{CheckedList, ITEMS_MAX, List, ListInput, ListKind, ListOf, canon, canons};
use crate::domain::text::{keys, markdown};
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, lists};

impl Service {
    /// Saves a list as typed; a new one where `id` is `None`.
    ///
    /// # Errors
    /// `Invalid` by field, `NotFound` for a list of somebody else.
    pub async fn save_list(&self, viewer: &Viewer, id: Option<&ListId>, input: &ListInput) -> Result<ListId, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let checked = input.check().map_err(Error::Invalid)?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.cloned());
        self.write(move |c, tags| {
            let old = match &id {
                Some(id) => Some(service.own_list(c, &viewer, id)?),
                None => None,
            };
            let list = service.build_list(c, &viewer, old, checked)?;
            lists::save(c, &list)?;
            tags.extend([Tag::list(&list.id), Tag::lists()]);
            Ok(list.id)
        })
        .await
    }

    fn build_list(
        &self,
        c: &mut Conn,
        viewer: &Viewer,
        old: Option<List>,
        checked: CheckedList,
    ) -> Result<List, Error> {
        let now = self.now();
        let id = old
            .as_ref()
            .map_or_else(|| ListId::new(self.next_id()), |old| old.id.clone());
        let free = |c: &mut Conn, slug: &str| -> Result<bool, Error> {
            let other = lists::by_author_slug(c, &viewer.actor.id, slug)?;
            Ok(other.is_none_or(|other| other.id == id))
        };
        let slug = match (&checked.slug, &old) {
            (Some(slug), _) => {
                if !free(c, slug)? {
                    return Err(Error::field("slug", "input-list-slug-taken"));
                }
                slug.clone()
            }
            (None, Some(old)) => old.slug.clone(),
            (None, None) => keys::first_free(&keys::slugify(&checked.title), |slug| free(c, slug))?,
        };
        // What a list is made of does not change under what is in it.
        let (kind, of) = match &old {
            Some(old) if matches!(old.kind, ListKind::Canonical | ListKind::Smart) => (old.kind, old.of),
            Some(old) if matches!(checked.kind, ListKind::Canonical | ListKind::Smart) => (old.kind, old.of),
            Some(old) => (checked.kind, old.of),
            None if checked.kind == ListKind::Canonical => (ListKind::Manual, checked.of),
            None if checked.kind == ListKind::Smart => (checked.kind, ListOf::Films),
            None => (checked.kind, checked.of),
        };
        Ok(List {
            id,
            author_id: viewer.actor.id.clone(),
            title: checked.title,
            slug,
            language: checked.language,
            kind,
            of,
            intro_html: markdown::to_html(&checked.intro),
            intro: checked.intro,
            query: checked.query,
            canon: old.as_ref().and_then(|old| old.canon.clone()),
            public: old.as_ref().is_some_and(|old| old.public),
            created_at: old.as_ref().map_or(now, |old| old.created_at),
            changed_at: now,
            published_at: old.and_then(|old| old.published_at),
        })
    }

    /// Shows a list to everybody, or to nobody else any more.
    pub async fn set_list_public(&self, viewer: &Viewer, id: &ListId, public: bool) -> Result<(), Error> {
        let (service, viewer, id, now) = (self.clone(), viewer.clone(), id.clone(), self.now());
        self.write(move |c, tags| {
            let mut list = service.own_list(c, &viewer, &id)?;
            list.public = public;
            list.changed_at = now;
            if public {
                list.published_at = list.published_at.or(Some(now));
            }
            lists::save(c, &list)?;
            tags.extend([Tag::list(&id), Tag::lists()]);
            Ok(())
        })
        .await
    }

    /// Deletes a list.
    pub async fn delete_list(&self, viewer: &Viewer, id: &ListId) -> Result<(), Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            service.own_list(c, &viewer, &id)?;
            tags.extend([Tag::list(&id), Tag::lists()]);
            Ok(lists::delete(c, &id)?)
        })
        .await
    }

    /// The award lists that come with the program: key, title, how many items.
    pub fn canon_choices(&self) -> Vec<(&'static str, &'static str, usize)> {
        canons()
            .iter()
            .map(|canon| (canon.key, canon.title, canon.items.len()))
            .collect()
    }

    /// Makes a list of the viewer's own from an award list.
    ///
    /// # Errors
    /// `NotFound` for an award list there is not.
    pub async fn take_canon(&self, viewer: &Viewer, key: &str) -> Result<ListId, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let canon = canon(key).ok_or(Error::NotFound)?;
        let input = ListInput {
            title: canon.title.to_owned(),
            language: "en".to_owned(),
            of: canon.of.as_str().to_owned(),
            ..ListInput::default()
        };
        let checked = input.check().map_err(Error::Invalid)?;
        let (service, viewer) = (self.clone(), viewer.clone());
        self.write(move |c, tags| {
            let mut list = service.build_list(c, &viewer, None, checked)?;
            list.kind = ListKind::Canonical;
            list.canon = Some(canon.key.to_owned());
            lists::save(c, &list)?;
            let items = service.canon_items(c, &viewer, canon)?;
            lists::append(c, &list.id, &items)?;
            tags.extend([Tag::list(&list.id), Tag::lists()]);
            Ok(list.id)
        })
        .await
    }

    /// Checks that a list may grow by so many items.
    pub(super) fn room_in_list(c: &mut Conn, id: &ListId, more: usize) -> Result<(), Error> {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        if lists::count(c, id)?.saturating_add(more) > ITEMS_MAX {
            return Err(Error::field("film", "input-list-items"));
        }
        Ok(())
    }
}
