//! Comments under a name only, from people without an account anywhere. They stand on this site alone, and wait for a decision
//! unless the site says otherwise.

mod rights;

pub use rights::{Kept, KeptComment, KeptName};

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::comment::{Comment, CommentState, Door, Root};
use crate::domain::guest::{EDIT_MINUTES, Guest, NAME_MAX};
use crate::domain::id::{ActorId, CommentId, EssayId};
use crate::domain::like::Subject;
use crate::domain::message::Message;
use crate::domain::moderation::Advice;
use crate::domain::review::FieldError;
use crate::domain::text::{SafeHtml, links, plain};
use crate::service::accounts::check_email;
use crate::service::comments::{checked_source, not_here, tags_of};
use crate::service::freshness::Tag;
use crate::service::moderation::{Arriving, FormSigns};
use crate::service::remote::{Named, named_by_subject};
use crate::service::seals::{Purpose, SealKey};
use crate::service::sessions::client_bucket;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, essays, guests, notifications};
use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;
use url::Url;

/// How long a form may stay open, in hours.
const FORM_HOURS: i64 = 24;
/// The same words from the same address within this time are one comment that was sent twice.
const TWICE_S: i64 = 60;
/// The longest address of a guest's own site, in characters.
const SITE_MAX: usize = 200;
/// What stands in the place of a guest's server; no server can ever be called that (RFC 2606).
const NOWHERE: &str = "guest.invalid";

/// A guest's comment as typed.
#[derive(Clone, Debug, Default)]
pub struct GuestInput {
    /// What they call themselves.
    pub name: String,
    /// May be empty.
    pub mail: String,
    /// Address of their own site; may be empty.
    pub site: String,
    /// Wants notices of answers.
    pub notify: bool,
    /// Markdown.
    pub text: String,
    /// What stands in the field that people do not see.
    pub trap: String,
    /// The seal of the form, which says when it was opened.
    pub opened: String,
}

/// A guest's comment that was taken.
#[derive(Clone, Debug)]
pub struct GuestWritten {
    /// The comment.
    pub comment: Comment,
    /// The key under which it can be changed and deleted.
    pub key: String,
}

/// A guest's comment as its writer sees it.
#[derive(Clone, Debug)]
pub struct GuestComment {
    /// The comment.
    pub comment: Comment,
    /// The name it was written under.
    pub name: String,
    /// Until when it can be changed.
    pub until: DateTime<Utc>,
}

struct Checked {
    name: String,
    mail: Option<String>,
    site: Option<Url>,
    text: String,
}

impl GuestInput {
    fn check(&self) -> Result<Checked, Error> {
        let mut errors = Vec::new();
        let name = plain::one_line(&self.name, NAME_MAX + 1);
        if name.is_empty() {
            errors.push(FieldError::new("name", "guest-name-missing"));
        } else if name.chars().count() > NAME_MAX {
            errors.push(FieldError::new(
                "name",
                Message::new("input-name-long").with("most", NAME_MAX),
            ));
        }
        let mail = check_email(&self.mail, &mut errors);
        let site = match self.site.trim() {
            "" => None,
            typed => {
                let full = if typed.contains("://") {
                    typed.to_owned()
                } else {
                    format!("https://{typed}")
                };
                let site = links::web_url(&full).filter(|url| url.as_str().len() <= SITE_MAX && url.has_host());
                if site.is_none() {
                    errors.push(FieldError::new("site", "guest-site"));
                }
                site
            }
        };
        let text = match checked_source(&self.text) {
            Ok(text) => text,
            Err(Error::Invalid(more)) => {
                errors.extend(more);
                String::new()
            }
            Err(other) => return Err(other),
        };
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        Ok(Checked { name, mail, site, text })
    }
}

/// What names a target in a seal.
fn named(target: &Subject) -> String {
    let (kind, id) = target.parts();
    format!("{kind}:{id}")
}

impl Service {
    /// The seal of a form that is opened now.
    pub async fn guest_form(&self, target: &Subject) -> Result<String, Error> {
        let key = self.seal_key().await?;
        Ok(key.seal(Purpose::Form, &named(target), self.now() + TimeDelta::hours(FORM_HOURS)))
    }

    /// Why guests may not comment there; `None` when they may.
    ///
    /// # Errors
    /// `NotFound` or `Gone` when nobody may.
    pub async fn guests_turned_away(&self, target: &Subject) -> Result<Option<Message>, Error> {
        let (service, target, gate) = (self.clone(), target.clone(), self.gate().await?);
        self.read(move |c| {
            let named = readable_by_all(c, &target)?;
            let why = service.turned_away(c, &gate, None, &named.root)?;
            Ok(why.map(|reason| reason.told()))
        })
        .await
    }

    /// Takes a guest's comment. It is saved whatever the score says: at worst it lies in the spam folder.
    ///
    /// # Errors
    /// `Invalid` by field; field `form` when it was open for too long; `TooMany`; `NotFound` or `Gone` when what it answers cannot
    /// be answered.
    pub async fn write_as_guest(
        &self,
        target: Subject,
        input: &GuestInput,
        client: IpAddr,
    ) -> Result<GuestWritten, Error> {
        let checked = input.check()?;
        let (key, gate, now) = (self.seal_key().await?, self.gate().await?, self.now());
        let Some(until) = key.opens(Purpose::Form, &named(&target), &input.opened, now) else {
            return Err(Error::field("form", "comment-expired"));
        };
        let opened = until - TimeDelta::hours(FORM_HOURS);
        let signs = FormSigns {
            filled_in_s: Some((now - opened).num_seconds()),
            trap: !input.trap.trim().is_empty(),
            rate: 0,
        };
        let (address, client) = (client, key.digest("client", &client_bucket(client)));
        let mail_key = checked.mail.as_ref().map(|mail| key.digest("mail", mail));
        let guest = Guest {
            actor_id: ActorId::new(self.next_id()),
            notify: input.notify && checked.mail.is_some(),
            mail: checked.mail.clone(),
            mail_key,
            client: Some(client),
            created_at: now,
        };
        let (service, seal) = (self.clone(), key.clone());
        let comment = self
            .write(move |c, tags| {
                let named = readable_by_all(c, &target)?;
                let client = guest.client.clone().unwrap_or_default();
                let parent = named.comment.as_ref().map(|parent| &parent.id);
                if let Some(twin) = guests::twin(c, &client, &checked.text, parent, now - TimeDelta::seconds(TWICE_S))?
                {
                    return Ok(twin);
                }
                let rate = guests::comments_from(c, &client, now - TimeDelta::hours(1))?;
                let most = i64::from(service.config().comments.guest_per_hour);
                if most > 0 && rate >= most {
                    return Err(Error::TooMany { retry_after_s: 3600 });
                }
                let author = service.meet_guest(c, &guest, &checked)?;
                let mut comment = service.new_comment(c, &author, Door::Guest, &named, checked.text.clone())?;
                let assessment = service.assess(
                    c,
                    &gate,
                    &Arriving {
                        comment: &comment,
                        author: &author,
                        root: &named.root,
                        is_caretaker: false,
                        form: Some(&FormSigns { rate, ..signs }),
                        mail_key: guest.mail_key.as_deref(),
                        is_edit: false,
                    },
                )?;
                if assessment.advice == Advice::Reject {
                    return Err(not_here(&assessment));
                }
                comment.state = assessment.advice.state();
                comments::insert(c, &comment)?;
                service.plan_spam_check(c, &comment, &assessment, Some(address))?;
                service.remember_assessment(c, &comment, &assessment)?;
                tags.extend(tags_of(&comment));
                if comment.state == CommentState::Visible {
                    service.tell_of_approved(c, &comment)?;
                }
                Ok(comment)
            })
            .await?;
        let key = edit_key(&seal, &comment);
        Ok(GuestWritten { comment, key })
    }

    /// The actor of a guest: the one they had under the same name and mail address, or a new one.
    fn meet_guest(&self, c: &mut Conn, guest: &Guest, checked: &Checked) -> Result<Actor, Error> {
        let known = match &guest.mail_key {
            Some(key) => guests::by_mail_key(c, key)?,
            None => Vec::new(),
        };
        let ids: Vec<ActorId> = known.iter().map(|guest| guest.actor_id.clone()).collect();
        let same = actors::by_ids(c, &ids)?
            .into_iter()
            .find(|actor| actor.name == checked.name && actor.deleted_at.is_none());
        if let Some(mut actor) = same {
            actor.url = checked.site.clone().unwrap_or_else(|| actor.uri.clone());
            actors::update(c, &actor)?;
            guests::renew(
                c,
                &Guest {
                    actor_id: actor.id.clone(),
                    ..guest.clone()
                },
            )?;
            return Ok(actor);
        }
        let actor = self.guest_actor(&guest.actor_id, &checked.name, checked.site.as_ref())?;
        actors::insert(c, &actor)?;
        guests::insert(c, guest)?;
        Ok(actor)
    }

    /// An actor that is nobody in the fediverse: its addresses are of a kind that nothing can be fetched from or sent to.
    fn guest_actor(&self, id: &ActorId, name: &str, site: Option<&Url>) -> Result<Actor, Error> {
        let uri = Url::parse(&format!("urn:houselights:guest:{id}")).map_err(|e| Error::Internal(e.to_string()))?;
        let now = self.now();
        Ok(Actor {
            id: id.clone(),
            handle: id.to_string(),
            host: Some(NOWHERE.to_owned()),
            kind: ActorKind::Guest,
            name: name.to_owned(),
            summary_source: String::new(),
            summary: SafeHtml::default(),
            url: site.cloned().unwrap_or_else(|| uri.clone()),
            inbox: uri.clone(),
            shared_inbox: None,
            followers_url: None,
            public_key_id: uri.to_string(),
            public_key_pem: String::new(),
            avatar_url: None,
            avatar_media: None,
            manually_approves: false,
            discoverable: false,
            indexable: false,
            created_at: now,
            updated_at: now,
            fetched_at: None,
            deleted_at: None,
            uri,
        })
    }

    /// A guest's comment, for whoever holds its key.
    ///
    /// # Errors
    /// `NotFound` for a key that does not fit, `Gone` when it is over or the comment was deleted.
    pub async fn guest_comment(&self, id: &CommentId, key: &str) -> Result<GuestComment, Error> {
        let (seal, now) = (self.seal_key().await?, self.now());
        let (id, key) = (id.clone(), key.to_owned());
        self.read(move |c| own_comment(c, &seal, &id, &key, now)).await
    }

    /// Changes what a guest wrote. It is looked at again.
    ///
    /// # Errors
    /// As [`Service::guest_comment`]; `Invalid` for an empty or too long text.
    pub async fn edit_as_guest(&self, id: &CommentId, key: &str, text: &str) -> Result<GuestComment, Error> {
        let text = checked_source(text)?;
        let (seal, gate, now) = (self.seal_key().await?, self.gate().await?, self.now());
        let (service, id, key) = (self.clone(), id.clone(), key.to_owned());
        self.write(move |c, tags| {
            let own = own_comment(c, &seal, &id, &key, now)?;
            if own.comment.source == text {
                return Ok(own);
            }
            let html = service.comment_html(c, &text)?;
            let edit = comments::Edit {
                source: &text,
                html: &html,
                summary: None,
                language: own.comment.language.as_deref(),
                edited_at: now,
            };
            comments::edit(c, &own.comment, &edit, &service.next_id())?;
            tags.extend(tags_of(&own.comment));
            let edited = Comment {
                source: text,
                html,
                edited_at: Some(now),
                ..own.comment
            };
            let author = actors::by_id(c, &edited.author_id)?.ok_or(Error::NotFound)?;
            if service.assess_edit(c, &gate, tags, &edited, &author)? {
                service.answers_quote(c, &edited, now)?;
            }
            let comment = comments::by_id(c, &id)?.ok_or(Error::NotFound)?;
            Ok(GuestComment { comment, ..own })
        })
        .await
    }

    /// Deletes what a guest wrote.
    ///
    /// # Errors
    /// As [`Service::guest_comment`].
    pub async fn delete_as_guest(&self, id: &CommentId, key: &str) -> Result<(), Error> {
        let (seal, now) = (self.seal_key().await?, self.now());
        let (service, id, key) = (self.clone(), id.clone(), key.to_owned());
        self.write(move |c, tags| {
            let own = own_comment(c, &seal, &id, &key, now)?;
            service.forget_comment(c, tags, &own.comment)
        })
        .await
    }

    /// Deletes the text of a comment that stands on this site alone; answers from here that quote it are sent anew without it.
    pub(in crate::service) fn forget_comment(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        comment: &Comment,
    ) -> Result<(), Error> {
        let now = self.now();
        comments::empty(c, &comment.id, now)?;
        notifications::withdraw(c, comment.uri.as_str(), &comment.author_id)?;
        self.answers_quote(c, comment, now)?;
        tags.extend(tags_of(comment));
        Ok(())
    }
}

/// What somebody who is not signed in may answer: what they may read here. Conversations of other servers are read there.
fn readable_by_all(c: &mut Conn, target: &Subject) -> Result<Named, Error> {
    let named = named_by_subject(c, target)?.ok_or(Error::NotFound)?;
    if let Root::Post(id) = &named.root.root
        && essays::by_id(c, &EssayId::new(id.as_str()))?.is_none()
    {
        return Err(Error::NotFound);
    }
    if named.open() { Ok(named) } else { Err(Error::Gone) }
}

/// The key of a guest's comment, which holds for some minutes after it was written.
fn edit_key(seal: &SealKey, comment: &Comment) -> String {
    let until = comment.created_at + TimeDelta::minutes(EDIT_MINUTES);
    seal.seal(Purpose::EditComment, comment.id.as_str(), until)
}

fn own_comment(
    c: &mut Conn,
    seal: &SealKey,
    id: &CommentId,
    key: &str,
    now: DateTime<Utc>,
) -> Result<GuestComment, Error> {
    let comment = comments::by_id(c, id)?
        .filter(|comment| !comment.is_federated())
        .ok_or(Error::NotFound)?;
    let own = edit_key(seal, &comment);
    if aws_lc_rs::constant_time::verify_slices_are_equal(own.as_bytes(), key.as_bytes()).is_err() {
        return Err(Error::NotFound);
    }
    let until = seal
        .opens(Purpose::EditComment, id.as_str(), key, now)
        .ok_or(Error::Gone)?;
    if comment.state == CommentState::Deleted {
        return Err(Error::Gone);
    }
    let author = actors::by_id(c, &comment.author_id)?.ok_or(Error::NotFound)?;
    Ok(GuestComment {
        name: author.display_name().to_owned(),
        comment,
        until,
    })
}
