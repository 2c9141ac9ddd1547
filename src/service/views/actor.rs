//! People as pages show them.

use super::ReviewList;
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, MediaId};
use crate::domain::text::SafeHtml;
use crate::urls::Urls;
use chrono::{DateTime, Utc};

/// Somebody in a byline, a comment or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorCard {
    /// Our identifier.
    pub id: ActorId,
    /// Display name.
    pub name: String,
    /// `@mara@films.example`.
    pub handle: String,
    /// `/@mara` here, the address of the human page elsewhere.
    pub url: String,
    /// Path of the picture on this server; `None` shows initials.
    pub avatar: Option<String>,
    /// True for an actor of this server.
    pub local: bool,
    /// True for somebody who wrote by name only; they have no handle, and an address only where they gave one.
    pub guest: bool,
    /// Host of the actor's server.
    pub host: String,
    /// Search engines may list their pages.
    pub indexable: bool,
}

impl ActorCard {
    /// The card of an actor.
    pub fn of(actor: &Actor, urls: &Urls) -> Self {
        let avatar = match (&actor.avatar_media, &actor.avatar_url) {
            (Some(media), _) => Some(Urls::media_path(media, crate::service::media::AVATAR_WIDTH, "webp")),
            (None, Some(url)) => Some(Urls::remote_media_path(&crate::service::media::remote_key(url))),
            (None, None) => None,
        };
        Self {
            id: actor.id.clone(),
            name: actor.display_name().to_owned(),
            handle: if actor.is_guest() {
                String::new()
            } else {
                actor.full_handle(urls.host())
            },
            url: if actor.is_local() {
                format!("/@{}", actor.handle)
            } else if actor.is_guest() && !actor.url.has_host() {
                String::new()
            } else {
                actor.url.to_string()
            },
            avatar,
            local: actor.is_local(),
            guest: actor.is_guest(),
            host: actor.host.clone().unwrap_or_else(|| urls.host().to_owned()),
            indexable: actor.discoverable,
        }
    }

    /// One or two letters for a picture that is not there.
    pub fn initials(&self) -> String {
        self.name
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .take(2)
            .flat_map(char::to_uppercase)
            .collect()
    }
}

/// Where somebody has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedTo {
    /// The handle of the new account, or its address where it is not known here.
    pub words: String,
    /// Its page.
    pub url: String,
}

/// An actor's page.
#[derive(Clone, Debug)]
pub struct ProfilePage {
    /// Who.
    pub actor: ActorCard,
    /// `mara`.
    pub short_handle: String,
    /// The ActivityPub id.
    pub actor_url: String,
    /// Larger picture.
    pub avatar: Option<String>,
    /// The uploaded picture.
    pub avatar_id: Option<MediaId>,
    /// About text.
    pub summary: SafeHtml,
    /// Reviews.
    pub list: ReviewList,
    /// The tag, when only its reviews are shown.
    pub tag: Option<String>,
    /// Accepted followers.
    pub followers: i64,
    /// Accepted follows.
    pub following: i64,
    /// Since when.
    pub joined: DateTime<Utc>,
    /// Where they have moved.
    pub moved: Option<MovedTo>,
}
