//! Making a report: by readers here, with or without an account, and keeping what was said.

use crate::domain::account::Permission;
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::change::Change;
use crate::domain::comment::Root;
use crate::domain::id::{ActorId, CommentId, EssayId, ReportId, ReviewId};
use crate::domain::like::Subject;
use crate::domain::message::Message;
use crate::domain::notification::NotificationKind;
use crate::domain::report::{Category, Report, Reported, ReportedThing, TEXT_MAX, WORDS_MAX};
use crate::domain::text::{SafeHtml, plain, sanitize};
use crate::service::notifications::Note;
use crate::service::remote::named_by_subject;
use crate::service::seals::Purpose;
use crate::service::sessions::client_bucket;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, accounts, actors, comments, essays, posts, reports, reviews};
use chrono::TimeDelta;
use std::net::IpAddr;
use url::Url;

/// How long a form may stay open, in hours.
const FORM_HOURS: i64 = 24;

/// A report as typed.
#[derive(Clone, Debug, Default)]
pub struct ReportInput {
    /// Name of a category.
    pub category: String,
    /// What they say.
    pub text: String,
    /// Pass it on to the server of whoever is reported.
    pub forward: bool,
    /// What stands in the field that people do not see.
    pub trap: String,
    /// The seal of the form.
    pub opened: String,
}

/// What a form to report something shows.
#[derive(Clone, Debug)]
pub struct ReportForm {
    /// Whose it is.
    pub author: ActorCard,
    /// What it says, plain text.
    pub words: String,
    /// Where it stands.
    pub path: String,
    /// The server it came from; `None` for what was written here.
    pub host: Option<String>,
    /// The seal of the form.
    pub opened: String,
}

/// One thing as it is now, whose it is, and where it stands.
pub(super) struct Seen {
    pub thing: ReportedThing,
    pub author: Actor,
    pub path: String,
    review: Option<ReviewId>,
    comment: Option<CommentId>,
}

impl Service {
    /// The form that reports something that the viewer can read.
    ///
    /// # Errors
    /// `NotFound` or `Gone`, also for what they may not read.
    pub async fn report_form(&self, viewer: Option<&Viewer>, what: &Reported) -> Result<ReportForm, Error> {
        let key = self.seal_key().await?;
        let opened = key.seal(Purpose::Form, &about(what), self.now() + TimeDelta::hours(FORM_HOURS));
        let (service, what, viewer) = (self.clone(), what.clone(), viewer.cloned());
        self.read(move |c| {
            let seen = service.reportable(c, &what, viewer.as_ref())?;
            Ok(ReportForm {
                author: ActorCard::of(&seen.author, service.urls()),
                words: seen.thing.words,
                path: seen.path,
                host: seen.author.host.clone().filter(|_| !seen.author.is_guest()),
                opened,
            })
        })
        .await
    }

    /// Keeps a report by a reader and tells those who look after the site.
    ///
    /// # Errors
    /// `Invalid` by field; field `form` when it was open for too long or filled in by a program; `TooMany`; `NotFound` or `Gone` for what
    /// they may not read.
    pub async fn report(
        &self,
        viewer: Option<&Viewer>,
        what: &Reported,
        input: &ReportInput,
        client: IpAddr,
    ) -> Result<ReportId, Error> {
        let (key, now) = (self.seal_key().await?, self.now());
        if key.opens(Purpose::Form, &about(what), &input.opened, now).is_none() {
            return Err(Error::field("form", "report-expired"));
        }
        if !input.trap.trim().is_empty() {
            return Err(Error::field("form", "join-program"));
        }
        let (category, text) = checked(input)?;
        let buckets = match viewer {
            Some(viewer) => vec![format!("report:{}", viewer.account.id)],
            None => vec![format!("report-{}", client_bucket(client))],
        };
        self.check_attempts(&buckets).await?;
        self.record_attempts(buckets).await?;
        let reporter = match viewer {
            Some(viewer) => viewer.actor.id.clone(),
            // Nobody is to be made up for somebody without a name.
            None => self.instance_actor().await?.id,
        };
        let id = ReportId::new(self.next_id());
        let uri = self.urls().at(&format!("/moderation/reports/{id}"));
        let (service, what, viewer, forward) = (self.clone(), what.clone(), viewer.cloned(), input.forward);
        self.write(move |c, _| {
            let seen = service.reportable(c, &what, viewer.as_ref())?;
            let is_remote = !seen.author.is_local() && !seen.author.is_guest();
            let report = Report {
                id,
                uri: uri.to_string(),
                reporter_id: reporter,
                category,
                text,
                objects: vec![seen.thing],
                created_at: service.now(),
                forwarded_at: None,
                resolved_at: None,
                resolved_by: None,
                resolution: String::new(),
            };
            service.keep_report(c, &report, &(seen.review, seen.comment))?;
            if forward && is_remote {
                service.forward(c, &report.id)?;
            }
            Ok(report.id)
        })
        .await
    }

    /// Stores a report and tells everybody who looks after the conversation. False when it is known already.
    pub(in crate::service) fn keep_report(
        &self,
        c: &mut Conn,
        report: &Report,
        about: &(Option<ReviewId>, Option<CommentId>),
    ) -> Result<bool, Error> {
        if !reports::insert(c, report)? {
            return Ok(false);
        }
        let html = paragraphs(&report.text);
        let page = self.urls().at(&format!("/moderation/reports/{}", report.id));
        for (account, _) in accounts::all(c)? {
            // Whoever reports something knows it.
            if !account.role.may(Permission::Moderate) || account.actor_id == report.reporter_id {
                continue;
            }
            let kind = NotificationKind::Report;
            let mut note = Note::new(&account.actor_id, kind, &report.reporter_id, report.uri.clone());
            (note.review, note.comment) = about.clone();
            note.url = Some(page.clone());
            note.html = html.clone();
            self.notify(c, note)?;
        }
        Ok(true)
    }

    /// Passes a report on, once.
    pub(super) fn forward(&self, c: &mut Conn, id: &ReportId) -> Result<bool, Error> {
        let now = self.now();
        if !reports::mark_forwarded(c, id, now)? {
            return Ok(false);
        }
        self.record_change(c, &Change::ReportForwarded { report: id.clone() }, now)?;
        Ok(true)
    }

    /// Passes a report on to the server of whoever is reported; it does not learn who reported it.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`, also for a report about nobody elsewhere.
    pub async fn forward_report(&self, viewer: &Viewer, id: &ReportId) -> Result<bool, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, actor, id) = (self.clone(), viewer.actor.id.clone(), id.clone());
        self.write(move |c, _| {
            let report = reports::by_id(c, &id)?.ok_or(Error::NotFound)?;
            if service.reported_origin(c, &report)?.is_none() {
                return Err(Error::NotFound);
            }
            let forwarded = service.forward(c, &id)?;
            if forwarded {
                let subject = AuditSubject::Report(id.clone());
                service.audit(c, Some(&actor), Deed::ReportForwarded, subject, |entry| AuditEntry {
                    label: plain::excerpt(&report.text, 80),
                    ..entry
                })?;
            }
            Ok(forwarded)
        })
        .await
    }

    /// Somebody elsewhere whom a report is about.
    pub(super) fn reported_origin(&self, c: &mut Conn, report: &Report) -> Result<Option<Actor>, Error> {
        for thing in &report.objects {
            let Some(author) = &thing.author_id else { continue };
            let found = actors::by_id(c, author)?;
            if let Some(author) = found.filter(|actor| !actor.is_local() && !actor.is_guest()) {
                return Ok(Some(author));
            }
        }
        Ok(None)
    }

    /// What is said to another server about a report: its words, what it is about, and whose that is. `None` when there is nobody to
    /// say it to any more.
    pub async fn forwarded_report(&self, id: &ReportId) -> Result<Option<(Report, Actor)>, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.look(move |c| {
            let Some(report) = reports::by_id(c, &id)? else {
                return Ok(None);
            };
            let origin = service
                .reported_origin(c, &report)?
                .filter(|actor| actor.deleted_at.is_none());
            Ok(origin.map(|origin| (report, origin)))
        })
        .await
    }

    /// Something as it is now, for somebody who may read it.
    fn reportable(&self, c: &mut Conn, what: &Reported, viewer: Option<&Viewer>) -> Result<Seen, Error> {
        let subject = match what {
            Reported::Actor(_) => None,
            Reported::Review(id) => Some(Subject::Review(id.clone())),
            Reported::Comment(id) => Some(Subject::Comment(id.clone())),
            Reported::Post(id) => Some(Subject::Post(id.clone())),
        };
        if let Some(subject) = subject {
            let named = named_by_subject(c, &subject)?.ok_or(Error::NotFound)?;
            // Posts of other servers are read here by those who have an account.
            if let (Root::Post(id), None) = (&named.root.root, viewer)
                && essays::by_id(c, &EssayId::new(id.as_str()))?.is_none()
            {
                return Err(Error::NotFound);
            }
            if !named.open() {
                return Err(Error::Gone);
            }
        }
        let seen = self.seen(c, what)?.ok_or(Error::NotFound)?;
        if seen.author.deleted_at.is_some() || (matches!(what, Reported::Actor(_)) && seen.author.is_guest()) {
            return Err(Error::NotFound);
        }
        Ok(seen)
    }

    /// Something as it is now; `None` when nothing is left of it.
    pub(super) fn seen(&self, c: &mut Conn, what: &Reported) -> Result<Option<Seen>, Error> {
        let urls = self.urls();
        let (author_id, uri, words, path, review, comment) = match what {
            Reported::Actor(id) => {
                let Some(actor) = actors::by_id(c, id)? else {
                    return Ok(None);
                };
                let path = match actor.is_local() {
                    true => format!("/@{}", actor.handle),
                    false => format!("/people/{}", actor.id),
                };
                let words = format!("{}\n{}", actor.display_name(), plain::from_html(actor.summary.as_str()));
                (actor.id, actor.uri, words, path, None, None)
            }
            Reported::Review(id) => {
                let Some(review) = reviews::by_id(c, id)? else {
                    return Ok(None);
                };
                let mut words: Vec<String> = review.headline.iter().cloned().collect();
                words.extend(
                    review
                        .sections
                        .iter()
                        .map(|section| plain::from_html(section.html.as_str())),
                );
                let path = format!("/r/{id}");
                (
                    review.author_id,
                    urls.review(id),
                    words.join("\n"),
                    path,
                    Some(id.clone()),
                    None,
                )
            }
            Reported::Comment(id) => {
                let Some(comment) = comments::by_id(c, id)? else {
                    return Ok(None);
                };
                let review = match &comment.root {
                    Root::Review(id) => Some(id.clone()),
                    Root::Post(_) => None,
                };
                let words = plain::from_html(comment.html.as_str());
                (
                    comment.author_id,
                    comment.uri,
                    words,
                    format!("/c/{id}"),
                    review,
                    Some(id.clone()),
                )
            }
            Reported::Post(id) => {
                let Some(post) = posts::by_id(c, id)? else {
                    return Ok(None);
                };
                let words = format!("{}\n{}", post.name, plain::from_html(post.html.as_str()));
                let path = match essays::by_id(c, &EssayId::new(id.as_str()))? {
                    Some(_) => format!("/p/{id}"),
                    None => format!("/elsewhere/{id}"),
                };
                (post.author_id, post.uri, words, path, None, None)
            }
        };
        let Some(author) = actors::by_id(c, &author_id)? else {
            return Ok(None);
        };
        Ok(Some(Seen {
            thing: ReportedThing {
                uri,
                what: what.clone(),
                author_id: Some(author.id.clone()),
                words: words.trim().chars().take(WORDS_MAX).collect(),
            },
            author,
            path,
            review,
            comment,
        }))
    }

    /// Something that another server reports, under the address by which it did.
    pub(in crate::service) fn reported_thing(
        &self,
        c: &mut Conn,
        uri: Url,
        what: Reported,
    ) -> Result<ReportedThing, Error> {
        Ok(match self.seen(c, &what)? {
            Some(seen) => ReportedThing { uri, ..seen.thing },
            None => ReportedThing {
                uri,
                what,
                author_id: None::<ActorId>,
                words: String::new(),
            },
        })
    }
}

fn about(what: &Reported) -> String {
    let (kind, id) = what.parts();
    format!("report {kind} {id}")
}

fn checked(input: &ReportInput) -> Result<(Category, String), Error> {
    let text = tidy(&input.text);
    let length = input.text.trim().chars().count();
    if length > TEXT_MAX {
        let message = Message::new("input-too-long")
            .with("length", length)
            .with("most", TEXT_MAX);
        return Err(Error::field("text", message));
    }
    let category =
        Category::parse(&input.category).ok_or_else(|| Error::field("category", "report-category-missing"))?;
    if text.is_empty() && category == Category::Other {
        return Err(Error::field("text", "report-text-missing"));
    }
    Ok((category, text))
}

/// The text without markup and tricks. Mastodon sends plain text, others HTML.
pub(in crate::service) fn tidy(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain::from_html).collect();
    let text = lines.join("\n");
    let fit =
        |c: &char| *c == '\n' || !(c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
    text.chars()
        .filter(fit)
        .take(TEXT_MAX)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn paragraphs(text: &str) -> SafeHtml {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let html: String = escaped
        .split('\n')
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("<p>{line}</p>"))
        .collect();
    sanitize::remote_html(&html, None)
}
