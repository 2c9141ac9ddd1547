//! Signing in with the account one has elsewhere: over the Mastodon API, which GoToSocial, Hollo, Mitra, Pixelfed, Akkoma and others
//! speak too. The comment is posted by the visitor's own server when they allow it, and stands on this site alone otherwise.

mod mastodon;

use crate::domain::actor::{Actor, split_handle};
use crate::domain::comment::{Comment, CommentState, Door};
use crate::domain::like::Subject;
use crate::domain::moderation::Advice;
use crate::domain::policy::normal_host;
use crate::domain::visit::{OauthApp, VISIT_HOURS, Visit, VisitAttempt, WAY_MINUTES};
use crate::service::comments::{checked_source, not_here, tags_of};
use crate::service::lookup::{Found, LookupError};
use crate::service::moderation::Arriving;
use crate::service::remote::named_by_subject;
use crate::service::seals::{Purpose, SealKey};
use crate::service::views::ActorCard;
use crate::service::{Error, Service};
use crate::store::{actors, comments, visits};
use chrono::{DateTime, TimeDelta, Utc};
use mastodon::Api;
use sha2::{Digest, Sha256};
use url::Url;

/// What a visitor is asked for.
#[derive(Clone, Debug, Default)]
pub struct VisitInput {
    /// `@user@host`, or a host.
    pub address: String,
    /// They let this site post in their name.
    pub may_post: bool,
    /// Path to go back to.
    pub return_to: String,
}

/// Somebody who is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Who.
    pub card: ActorCard,
    /// Their server lets us post in their name.
    pub may_post: bool,
}

/// A visit that was begun: the token goes into the cookie and nowhere else.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// 256 bits, URL-safe base64.
    pub token: String,
    /// When the visit ends.
    pub expires: DateTime<Utc>,
    /// Where to go on.
    pub return_to: String,
}

/// What became of a visitor's comment.
#[derive(Clone, Debug)]
pub enum VisitorWritten {
    /// Their server has it, and it stands here already.
    Posted(Comment),
    /// Their server has it; it will come.
    OnItsWay(Url),
    /// It stands here alone, or waits; with the key under which it can be changed.
    Kept(Comment, String),
}

fn hash(token: &str) -> String {
    let digest = Sha256::digest(token.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Service {
    /// Where a visitor signs in on their own server. `browser` is the secret of their browser: whoever comes back must be who set out.
    ///
    /// # Errors
    /// `Invalid` for what is no address; `Remote` when their server does not answer, or does not speak the Mastodon API.
    pub async fn set_out(&self, input: &VisitInput, browser: &str) -> Result<Url, Error> {
        let (handle, origin) = self.server_of_visitor(&input.address).await?;
        let app = self.app_on(&origin, false).await?;
        let (state, verifier) = (self.env().ids.token(), self.env().ids.token());
        let address = mastodon::authorize_url(&app, &self.redirect_uri(), &state, &verifier, input.may_post)?;
        let attempt = VisitAttempt {
            state: hash(&state),
            origin,
            handle,
            verifier,
            browser: hash(browser),
            may_post: input.may_post,
            return_to: input.return_to.clone(),
            created_at: self.now(),
        };
        self.write(move |c, _| Ok(visits::set_out(c, &attempt)?)).await?;
        Ok(address)
    }

    fn redirect_uri(&self) -> Url {
        self.urls().at("/visit/back")
    }

    /// The server on which somebody signs in. The host of a handle need not be where its server is: WebFinger says that.
    async fn server_of_visitor(&self, address: &str) -> Result<(String, Url), Error> {
        let wrong = || Error::field("address", "input-address-whole");
        let typed = address.trim();
        let (handle, host) = match split_handle(typed) {
            Some((user, host)) => (format!("{user}@{host}"), host),
            None => (String::new(), normal_host(typed).ok_or_else(wrong)?),
        };
        if host == self.urls().host() {
            return Err(Error::field("address", "visit-own-server"));
        }
        self.check_host(&host).await?;
        if handle.is_empty() {
            return Ok((handle, self.origin_of(&host)?));
        }
        let id = self.lookup()?.actor(&format!("@{handle}")).await.map_err(of_lookup)?;
        let actor = self.actor_by_id(&id).await?.ok_or(Error::NotFound)?;
        Ok((handle, origin_of_url(&actor.uri)?))
    }

    /// Visitors of a suspended server are not let in.
    async fn check_host(&self, host: &str) -> Result<(), Error> {
        let host = host.to_owned();
        let service = self.clone();
        let suspended = self
            .read(move |c| Ok(service.policy_book(c)?.of_host(&host).is_suspended()))
            .await?;
        if suspended {
            return Err(Error::field("address", "visit-suspended"));
        }
        Ok(())
    }

    fn origin_of(&self, host: &str) -> Result<Url, Error> {
        let scheme = if self.config().insecure_http_allowed() {
            "http"
        } else {
            "https"
        };
        Url::parse(&format!("{scheme}://{host}/")).map_err(|_| Error::field("address", "input-address-whole"))
    }

    /// What this server is called there; it introduces itself when it is not known yet, or `anew`.
    async fn app_on(&self, origin: &Url, anew: bool) -> Result<OauthApp, Error> {
        let place = origin.clone();
        let known = self.look(move |c| Ok(visits::app_of(c, &place)?)).await?;
        if let Some(app) = known.filter(|_| !anew) {
            return Ok(app);
        }
        let name = &self.config().site.name;
        let app = Api::at(&self.env().net, origin)
            .register(name, &self.redirect_uri(), &self.urls().home())
            .await?;
        let (stored, now) = (app.clone(), self.now());
        self.write(move |c, _| Ok(visits::put_app(c, &stored, now)?)).await?;
        Ok(app)
    }

    /// A visitor comes back with a code. Their server says who they are, and that account's own document must say that it is of
    /// that server; nothing they typed is believed.
    ///
    /// # Errors
    /// `Conflict` (`visit-lost`) for a state that is not known, over, or of another browser; `Remote` when their server does not give
    /// what it promised; `Forbidden` when it speaks of somebody who is not its own.
    pub async fn come_back(
        &self,
        state: &str,
        code: &str,
        issuer: Option<&str>,
        browser: &str,
    ) -> Result<Arrived, Error> {
        let key = hash(state);
        let attempt = self.write(move |c, _| Ok(visits::come_back(c, &key)?)).await?;
        let now = self.now();
        let attempt = attempt
            .filter(|attempt| attempt.browser == hash(browser))
            .filter(|attempt| now - attempt.created_at < TimeDelta::minutes(WAY_MINUTES))
            .ok_or_else(visit_lost)?;
        // RFC 9207: a server that says who it is must be the one that was asked.
        if issuer.is_some_and(|issuer| Url::parse(issuer).ok().map(|url| url.origin()) != Some(attempt.origin.origin()))
        {
            return Err(visit_lost());
        }
        let app = self.app_on(&attempt.origin, false).await?;
        let api = Api::at(&self.env().net, &attempt.origin);
        let token = match api.exchange(&app, &self.redirect_uri(), code, &attempt.verifier).await {
            Ok(token) => token,
            Err(error) => {
                // Perhaps it has forgotten us: the next one introduces us anew.
                let origin = attempt.origin.clone();
                self.write(move |c, _| Ok(visits::drop_app(c, &origin)?)).await?;
                return Err(error);
            }
        };
        let account = api.verify_credentials(&token).await?;
        let actor = self.actor_of_account(&attempt, &account).await?;
        self.check_host(actor.host.as_deref().unwrap_or_default()).await?;
        let visit = Visit {
            actor_id: actor.id,
            origin: attempt.origin.clone(),
            access_token: attempt.may_post.then(|| token.clone()),
            expires_at: now + TimeDelta::hours(VISIT_HOURS),
        };
        if !attempt.may_post {
            // It has served: nobody may find it here.
            api.revoke(&app, &token).await;
        }
        let cookie = self.env().ids.token();
        let (id, expires) = (hash(&cookie), visit.expires_at);
        self.write(move |c, _| Ok(visits::begin(c, &id, &visit, now)?)).await?;
        Ok(Arrived {
            token: cookie,
            expires,
            return_to: attempt.return_to,
        })
    }

    /// The actor of an account that its server says is signed in there.
    async fn actor_of_account(&self, attempt: &VisitAttempt, account: &mastodon::Account) -> Result<Actor, Error> {
        let host = match attempt.handle.split_once('@') {
            Some((_, host)) => host.to_owned(),
            None => authority(&attempt.origin),
        };
        let lookup = self.lookup()?;
        let by_handle = lookup.actor(&format!("@{}@{host}", account.username)).await;
        let id = match by_handle {
            Ok(id) => id,
            Err(_) => lookup.actor(account.url.as_str()).await.map_err(of_lookup)?,
        };
        let actor = self.actor_by_id(&id).await?.ok_or(Error::NotFound)?;
        let own = actor.uri.origin() == attempt.origin.origin()
            && (actor.url == account.url || actor.uri == account.url)
            && actor.handle.eq_ignore_ascii_case(&account.username)
            && !actor.is_local();
        if own && actor.deleted_at.is_none() {
            Ok(actor)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Who is here with that token; `None` when the visit is over, or their account was deleted or suspended meanwhile.
    pub async fn visitor(&self, token: &str) -> Result<Option<Visitor>, Error> {
        Ok(self.visit(token).await?.map(|(visit, actor)| Visitor {
            card: ActorCard::of(&actor, self.urls()),
            may_post: visit.access_token.is_some(),
        }))
    }

    async fn visit(&self, token: &str) -> Result<Option<(Visit, Actor)>, Error> {
        let (service, id, now) = (self.clone(), hash(token), self.now());
        self.read(move |c| {
            let Some(visit) = visits::by_id(c, &id, now)? else {
                return Ok(None);
            };
            let Some(actor) = actors::by_id(c, &visit.actor_id)?.filter(|actor| actor.deleted_at.is_none()) else {
                return Ok(None);
            };
            if service.verdict_on(c, &actor)?.is_suspended() {
                return Ok(None);
            }
            Ok(Some((visit, actor)))
        })
        .await
    }

    /// A visitor leaves. What their server gave us is given back, as far as it takes it.
    pub async fn leave(&self, token: &str) -> Result<(), Error> {
        let id = hash(token);
        let visit = self.write(move |c, _| Ok(visits::end(c, &id)?)).await?;
        if let Some((token, origin)) = visit.and_then(|visit| Some((visit.access_token?, visit.origin))) {
            let app = self.app_on(&origin, false).await?;
            Api::at(&self.env().net, &origin).revoke(&app, &token).await;
        }
        Ok(())
    }

    /// Writes a visitor's comment: on their own server with `post`, on this site alone otherwise.
    ///
    /// # Errors
    /// `SignInNeeded` when the visit is over; `Invalid` for an empty or too long text, and where they may not comment; `Remote` when their
    /// server did not take it, and then nothing was written anywhere.
    pub async fn write_as_visitor(
        &self,
        token: &str,
        target: Subject,
        source: &str,
        post: bool,
    ) -> Result<VisitorWritten, Error> {
        let source = checked_source(source)?;
        let (visit, actor) = self.visit(token).await?.ok_or(Error::SignInNeeded)?;
        match visit.access_token.clone().filter(|_| post) {
            Some(access) => self.post_as_visitor(&visit, &access, &target, &source, &actor).await,
            None => self.keep_as_visitor(actor, target, source).await,
        }
    }

    async fn post_as_visitor(
        &self,
        visit: &Visit,
        access: &str,
        target: &Subject,
        source: &str,
        actor: &Actor,
    ) -> Result<VisitorWritten, Error> {
        self.check_welcome(target, actor).await?;
        let (object, author) = self.subject_parties(target).await?.ok_or(Error::NotFound)?;
        let api = Api::at(&self.env().net, &visit.origin);
        let status = api.find_status(access, &object).await?;
        let mention = author.full_handle(self.urls().host());
        // The same words within a visit are the same post, however often the button is pressed.
        let once = hash(&format!("{}\0{object}\0{source}", visit.actor_id));
        let posted = api
            .post_status(access, &format!("{mention} {source}"), &status, &once)
            .await?;
        // It comes by itself; asked for at once, it is there when the visitor looks.
        match self.lookup()?.object(&posted).await {
            Ok(Found::Subject(Subject::Comment(id))) => {
                let comment = self.read(move |c| Ok(comments::by_id(c, &id)?)).await?;
                Ok(comment.map_or(VisitorWritten::OnItsWay(posted), VisitorWritten::Posted))
            }
            _ => Ok(VisitorWritten::OnItsWay(posted)),
        }
    }

    /// Nobody is made to post what would be turned away here.
    async fn check_welcome(&self, target: &Subject, actor: &Actor) -> Result<(), Error> {
        let (service, target, actor, gate) = (self.clone(), target.clone(), actor.clone(), self.gate().await?);
        self.read(move |c| {
            let named = named_by_subject(c, &target)?.ok_or(Error::NotFound)?;
            if !named.open() {
                return Err(Error::Gone);
            }
            if named.comment.as_ref().is_some_and(|comment| !comment.is_federated()) {
                return Err(Error::field("text", "visit-not-there"));
            }
            match service.turned_away(c, &gate, Some(&actor), &named.root)? {
                Some(reason) => Err(Error::field("text", reason.told())),
                None => Ok(()),
            }
        })
        .await
    }

    async fn keep_as_visitor(&self, actor: Actor, target: Subject, source: String) -> Result<VisitorWritten, Error> {
        let (service, gate, key) = (self.clone(), self.gate().await?, self.seal_key().await?);
        let comment = self
            .write(move |c, tags| {
                let named = named_by_subject(c, &target)?.ok_or(Error::NotFound)?;
                if !named.open() {
                    return Err(Error::Gone);
                }
                let parent_id = named.comment.as_ref().map(|parent| parent.id.clone());
                let latest = comments::by_author(c, &actor.id, None, 1)?.pop();
                if let Some(latest) = latest.filter(|latest| {
                    latest.source == source && latest.parent_id == parent_id && latest.root == named.root.root
                }) {
                    return Ok(latest);
                }
                let mut comment = service.new_comment(c, &actor, Door::Visitor, &named, source)?;
                let arriving = Arriving {
                    comment: &comment,
                    author: &actor,
                    root: &named.root,
                    is_caretaker: false,
                    form: None,
                    mail_key: None,
                    is_edit: false,
                };
                let assessment = service.assess(c, &gate, &arriving)?;
                if assessment.advice == Advice::Reject {
                    return Err(not_here(&assessment));
                }
                comment.state = assessment.advice.state();
                comments::insert(c, &comment)?;
                service.remember_assessment(c, &comment, &assessment)?;
                tags.extend(tags_of(&comment));
                if comment.state == CommentState::Visible {
                    service.tell_of_approved(c, &comment)?;
                }
                Ok(comment)
            })
            .await?;
        let key = own_key(&key, &comment);
        Ok(VisitorWritten::Kept(comment, key))
    }

    /// Forgets visits that are over.
    pub(in crate::service) fn forget_visits(&self, c: &mut crate::store::Conn) -> Result<usize, Error> {
        let now = self.now();
        Ok(visits::forget_old(c, now, now - TimeDelta::minutes(WAY_MINUTES))?)
    }
}

/// The key under which a comment can be changed for some minutes, as a guest's can.
fn own_key(seal: &SealKey, comment: &Comment) -> String {
    let until = comment.created_at + TimeDelta::minutes(crate::domain::guest::EDIT_MINUTES);
    seal.seal(Purpose::EditComment, comment.id.as_str(), until)
}

/// Host of an address, with the port where it is not the usual one.
fn authority(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (host, _) => host.unwrap_or_default().to_owned(),
    }
}

fn origin_of_url(url: &Url) -> Result<Url, Error> {
    Url::parse(&format!("{}/", url.origin().ascii_serialization())).map_err(|e| Error::Internal(e.to_string()))
}

fn of_lookup(error: LookupError) -> Error {
    Error::field("address", error.into_message())
}

fn visit_lost() -> Error {
    Error::Conflict {
        code: "visit-lost",
        message: "error-visit-lost".into(),
    }
}
