//! Accounts elsewhere that belong to somebody here, and moving to one of them.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::change::Change;
use crate::domain::id::ActorId;
use crate::domain::message::Message;
use crate::domain::whereabouts::{ALIASES, DOMAINS, Whereabouts, read_domain};
use crate::service::freshness::Tag;
use crate::service::lookup::LookupError;
use crate::service::views::{ActorCard, MovedTo, Viewer};
use crate::service::{Error, Service, passwords};
use crate::store::{Conn, accounts, actors, whereabouts};
use url::Url;

/// Another account of the viewer, as their settings show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasView {
    /// ActivityPub id.
    pub uri: String,
    /// Who that is, as far as known here.
    pub actor: Option<ActorCard>,
}

/// What the viewer's settings show of where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhereaboutsPage {
    /// Other accounts of theirs.
    pub aliases: Vec<AliasView>,
    /// Where they have moved.
    pub moved: Option<MovedTo>,
    /// Domains that may name them as their author, one on each line; their own site's apart.
    pub domains: String,
    /// How many will be told of a move.
    pub followers: i64,
}

impl Service {
    /// Where an actor is, apart from where it is.
    pub async fn whereabouts(&self, id: &ActorId) -> Result<Whereabouts, Error> {
        let id = id.clone();
        self.read(move |c| Ok(whereabouts::of(c, &id)?)).await
    }

    /// The viewer's own.
    pub async fn whereabouts_page(&self, viewer: &Viewer) -> Result<WhereaboutsPage, Error> {
        let (service, id) = (self.clone(), viewer.actor.id.clone());
        self.read(move |c| {
            let known = whereabouts::of(c, &id)?;
            let uris: Vec<&str> = known.also_known_as.iter().map(Url::as_str).collect();
            let people = actors::by_uris(c, &uris)?;
            let card = |uri: &Url| {
                let actor = people.iter().find(|actor| actor.uri == *uri)?;
                Some(ActorCard::of(actor, service.urls()))
            };
            Ok(WhereaboutsPage {
                aliases: known
                    .also_known_as
                    .iter()
                    .map(|uri| AliasView {
                        uri: uri.to_string(),
                        actor: card(uri),
                    })
                    .collect(),
                moved: service.moved_to(c, &known)?,
                domains: known.attribution_domains.join("\n"),
                followers: crate::store::follows::count(c, crate::store::follows::Side::Followers, &id)?,
            })
        })
        .await
    }

    /// Where somebody has moved, as pages show it.
    pub(in crate::service) fn moved_to(&self, c: &mut Conn, known: &Whereabouts) -> Result<Option<MovedTo>, Error> {
        let Some(uri) = &known.moved_to else { return Ok(None) };
        let actor = actors::by_uri(c, uri.as_str())?.filter(|actor| actor.deleted_at.is_none());
        let card = actor.map(|actor| ActorCard::of(&actor, self.urls()));
        Ok(Some(MovedTo {
            url: card.as_ref().map_or_else(|| uri.to_string(), |card| card.url.clone()),
            words: card.map_or_else(|| uri.to_string(), |card| card.handle),
        }))
    }

    async fn found(&self, field: &str, typed: &str) -> Result<Actor, Error> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Error::field(field, "input-address"));
        }
        let said = |error: LookupError| Error::field(field, error.into_message());
        let lookup = self.lookup()?;
        let id = lookup.actor(typed).await.map_err(said)?;
        let known = self.actor_by_id(&id).await?.ok_or(Error::NotFound)?;
        // What was known may be older than what its owner entered a minute ago.
        let id = lookup.renewed(&known.uri).await.map_err(said)?;
        let actor = self.actor_by_id(&id).await?.ok_or(Error::NotFound)?;
        if actor.kind == ActorKind::Application && actor.is_local() {
            return Err(Error::field(field, "input-address-server"));
        }
        Ok(actor)
    }

    /// Adds an account elsewhere to those the viewer says are their own. Then that account may move here.
    ///
    /// # Errors
    /// `Invalid` for an address nobody answers at, for the account itself, and for too many.
    pub async fn add_alias(&self, viewer: &Viewer, typed: &str) -> Result<(), Error> {
        let other = self.found("alias", typed).await?;
        if other.id == viewer.actor.id {
            return Err(Error::field("alias", "input-alias-self"));
        }
        self.change_whereabouts(viewer, move |known| {
            if known.knows(&other.uri) {
                return Ok(false);
            }
            if known.also_known_as.len() >= ALIASES {
                return Err(Error::field(
                    "alias",
                    Message::new("input-alias-many").with("n", ALIASES),
                ));
            }
            known.also_known_as.push(other.uri);
            Ok(true)
        })
        .await
    }

    /// Takes an account away again. Nothing happens when it is not there.
    pub async fn remove_alias(&self, viewer: &Viewer, uri: &str) -> Result<(), Error> {
        let uri = uri.to_owned();
        self.change_whereabouts(viewer, move |known| {
            let before = known.also_known_as.len();
            known.also_known_as.retain(|known| known.as_str() != uri);
            Ok(known.also_known_as.len() != before)
        })
        .await
    }

    /// Saves the domains whose pages may name the viewer as their author, one on each line.
    ///
    /// # Errors
    /// `Invalid` for what is no domain, and for too many.
    pub async fn save_attribution_domains(&self, viewer: &Viewer, typed: &str) -> Result<(), Error> {
        let mut domains: Vec<String> = Vec::new();
        for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let domain = read_domain(line)
                .ok_or_else(|| Error::field("domains", Message::new("input-domain").with("typed", line)))?;
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        if domains.len() > DOMAINS {
            return Err(Error::field(
                "domains",
                Message::new("input-domains-many").with("most", DOMAINS),
            ));
        }
        self.change_whereabouts(viewer, move |known| {
            let changed = known.attribution_domains != domains;
            known.attribution_domains = domains;
            Ok(changed)
        })
        .await
    }

    /// Changes what the viewer's actor says of itself, and tells the followers' servers when it did.
    async fn change_whereabouts(
        &self,
        viewer: &Viewer,
        change: impl FnOnce(&mut Whereabouts) -> Result<bool, Error> + Send + 'static,
    ) -> Result<(), Error> {
        let (service, id) = (self.clone(), viewer.actor.id.clone());
        self.write(move |c, tags| {
            let mut known = whereabouts::of(c, &id)?;
            if !change(&mut known)? {
                return Ok(());
            }
            whereabouts::put(c, &id, &known)?;
            tags.push(Tag::actor(&id));
            service.record_change(c, &Change::ProfileEdited { actor: id }, service.now())
        })
        .await
    }

    /// Moves the viewer to another account of theirs: every follower's server is told, and most let the follower follow there
    /// instead. The password is asked again, since nobody can bring the followers back.
    ///
    /// # Errors
    /// `Invalid` when the password is wrong, or when the other account does not say that it is the viewer's too.
    pub async fn move_away(&self, viewer: &Viewer, typed: &str, password: &str) -> Result<(), Error> {
        let account = viewer.account.id.clone();
        let known = self.read(move |c| Ok(accounts::password_hash(c, &account)?)).await?;
        if !passwords::verify(password.to_owned(), known).await? {
            return Err(Error::field("move_password", "input-password-old"));
        }
        let new = self.found("target", typed).await?;
        let (service, viewer, now) = (self.clone(), viewer.clone(), self.now());
        self.write(move |c, tags| {
            let old = actors::by_id(c, &viewer.actor.id)?.ok_or(Error::NotFound)?;
            let wrong = |message: &'static str| Err(Error::field("target", message));
            if new.id == old.id {
                return wrong("input-alias-self");
            }
            let there = whereabouts::of(c, &new.id)?;
            if there.moved_to.is_some() || new.deleted_at.is_some() {
                return wrong("input-move-unused");
            }
            if !there.knows(&old.uri) {
                return Err(Error::field(
                    "target",
                    Message::new("input-move-unknown")
                        .with("there", new.full_handle(service.urls().host()))
                        .with("here", old.full_handle(service.urls().host())),
                ));
            }
            let mut here = whereabouts::of(c, &old.id)?;
            here.moved_to = Some(new.uri.clone());
            here.moved_at = Some(now);
            whereabouts::put(c, &old.id, &here)?;
            tags.extend([Tag::site(), Tag::actor(&old.id)]);
            // The profile first: who hears of a move looks at the profile for it.
            let actor = old.id.clone();
            service.record_change(c, &Change::ProfileEdited { actor: actor.clone() }, now)?;
            let change = Change::AccountMoved {
                actor,
                target: new.uri.clone(),
            };
            service.record_change(c, &change, now)?;
            service.follow_along(c, tags, &old, &new)?;
            Ok(())
        })
        .await
    }

    /// Takes a move back: the account takes followers again. Those who have gone along stay where they are.
    pub async fn move_back(&self, viewer: &Viewer) -> Result<(), Error> {
        self.change_whereabouts(viewer, |known| {
            known.moved_at = None;
            Ok(known.moved_to.take().is_some())
        })
        .await
    }
}
