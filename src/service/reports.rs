//! Reports, for those who look after the site.

mod making;

pub(in crate::service) use making::tidy;
pub use making::{ReportForm, ReportInput};

use crate::domain::account::Permission;
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::{ActorId, ReportId};
use crate::domain::report::{Report, Reported};
use crate::domain::text::plain;
use crate::service::moderation::{AuditLine, audit_lines, checked_reason};
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, audits, reports};
use std::collections::HashMap;

/// Reports on one page.
const PAGE: i64 = 50;
/// Reports of the same thing or person that are shown beside one.
const RELATED: i64 = 20;

/// A report in a list.
#[derive(Clone, Debug)]
pub struct ReportLine {
    /// The report.
    pub report: Report,
    /// Who reported it; `None` for a reader without an account.
    pub reporter: Option<ActorCard>,
    /// Whose the first thing is; `None` when nothing is left of them.
    pub author: Option<ActorCard>,
    /// Who was done with it.
    pub resolver: Option<String>,
}

/// Reports of one kind.
#[derive(Clone, Debug)]
pub struct ReportsPage {
    /// Nobody is done with these; the others are done with.
    pub open: bool,
    /// Newest first.
    pub lines: Vec<ReportLine>,
    /// Where to go on.
    pub next: Option<String>,
    /// How many are open.
    pub waiting: i64,
}

/// One report, with everything that was said and decided before.
#[derive(Clone, Debug)]
pub struct ReportPage {
    /// The report.
    pub line: ReportLine,
    /// What it is about as it is now: page, and whether that still says what it said then. In the order of its objects.
    pub now: Vec<ThingNow>,
    /// Others about the same thing or person, newest first.
    pub related: Vec<ReportLine>,
    /// What was decided about it, newest first.
    pub history: Vec<AuditLine>,
    /// The server it can be passed on to.
    pub origin: Option<String>,
}

/// Something reported, as it is now.
#[derive(Clone, Debug)]
pub struct ThingNow {
    /// Its page; `None` when nothing is left.
    pub path: Option<String>,
    /// It says something else by now.
    pub changed: bool,
    /// The queue's page for it.
    pub decide: Option<String>,
    /// Where the person is looked after: their account here, or their server.
    pub person: Option<String>,
}

impl Service {
    /// The reports nobody is done with yet, or those that somebody is, newest first.
    ///
    /// # Errors
    /// `Forbidden` for those who do not look after the conversation.
    pub async fn reports(&self, viewer: &Viewer, open: bool, before: Option<String>) -> Result<ReportsPage, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let service = self.clone();
        self.read(move |c| {
            let mut found = reports::list(c, open, before.as_deref(), PAGE + 1)?;
            let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
            found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
            let next = found.last().filter(|_| more).map(|report| report.id.to_string());
            Ok(ReportsPage {
                open,
                lines: service.report_lines(c, found)?,
                next,
                waiting: reports::count_open(c)?,
            })
        })
        .await
    }

    /// One report with what is needed to decide.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn report_page(&self, viewer: &Viewer, id: &ReportId) -> Result<ReportPage, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let report = reports::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let mut now = Vec::with_capacity(report.objects.len());
            for thing in &report.objects {
                now.push(service.thing_now(c, &thing.what, &thing.words)?);
            }
            let related = reports::related(c, &report, RELATED)?;
            let origin = service.reported_origin(c, &report)?.and_then(|actor| actor.host);
            let entries = audits::of_subject(c, &AuditSubject::Report(id.clone()), PAGE)?;
            Ok(ReportPage {
                now,
                related: service.report_lines(c, related)?,
                history: audit_lines(c, entries)?,
                origin: origin.filter(|_| report.forwarded_at.is_none()),
                line: service.report_lines(c, vec![report])?.pop().ok_or(Error::NotFound)?,
            })
        })
        .await
    }

    fn thing_now(&self, c: &mut Conn, what: &Reported, words: &str) -> Result<ThingNow, Error> {
        let seen = self.seen(c, what)?;
        let person = seen.as_ref().and_then(|seen| match &seen.author {
            actor if actor.is_guest() => None,
            Actor { host: Some(host), .. } => Some(format!("/settings/federation/hosts/{host}")),
            actor => Some(format!("/settings/accounts#{}", actor.handle)),
        });
        Ok(ThingNow {
            changed: seen.as_ref().is_some_and(|seen| seen.thing.words != words),
            path: seen.map(|seen| seen.path),
            decide: match what {
                Reported::Comment(id) => Some(format!("/moderation/comments/{id}")),
                _ => None,
            },
            person,
        })
    }

    fn report_lines(&self, c: &mut Conn, found: Vec<Report>) -> Result<Vec<ReportLine>, Error> {
        let mut ids: Vec<ActorId> = Vec::new();
        for report in &found {
            ids.push(report.reporter_id.clone());
            ids.extend(report.resolved_by.clone());
            ids.extend(report.objects.iter().filter_map(|thing| thing.author_id.clone()));
        }
        let people: HashMap<ActorId, Actor> = actors::by_ids(c, &ids)?
            .into_iter()
            .map(|actor| (actor.id.clone(), actor))
            .collect();
        let instance = self.urls().instance_actor();
        let card = |id: &ActorId| people.get(id).map(|actor| ActorCard::of(actor, self.urls()));
        let line = |report: Report| ReportLine {
            reporter: people
                .get(&report.reporter_id)
                .filter(|actor| actor.uri != instance)
                .map(|actor| ActorCard::of(actor, self.urls())),
            author: report.objects.iter().find_map(|thing| card(thing.author_id.as_ref()?)),
            resolver: report.resolved_by.as_ref().and_then(|id| Some(card(id)?.name)),
            report,
        };
        Ok(found.into_iter().map(line).collect())
    }

    /// Says that a report is done with, and with it every other open one of the same thing. Gives back how many.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Invalid` for endless words.
    pub async fn resolve_report(&self, viewer: &Viewer, id: &ReportId, resolution: &str) -> Result<usize, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let resolution = checked_reason(resolution)?;
        let (service, actor, id, now) = (self.clone(), viewer.actor.id.clone(), id.clone(), self.now());
        self.write(move |c, _| {
            let report = reports::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let same = |other: &Report| {
                other.objects.first().map(|thing| &thing.what) == report.objects.first().map(|thing| &thing.what)
            };
            let others = reports::related(c, &report, PAGE)?;
            let mut done = 0;
            for one in std::iter::once(&report).chain(others.iter().filter(|other| same(other))) {
                if !reports::resolve(c, &one.id, &actor, &resolution, now)? {
                    continue;
                }
                done += 1;
                let subject = AuditSubject::Report(one.id.clone());
                service.audit(c, Some(&actor), Deed::ReportResolved, subject, |entry| AuditEntry {
                    label: label(one),
                    reason: resolution.clone(),
                    ..entry
                })?;
            }
            Ok(done)
        })
        .await
    }

    /// A report is to be looked at again.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn reopen_report(&self, viewer: &Viewer, id: &ReportId) -> Result<bool, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, actor, id) = (self.clone(), viewer.actor.id.clone(), id.clone());
        self.write(move |c, _| {
            let report = reports::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let reopened = reports::reopen(c, &id)?;
            if reopened {
                let subject = AuditSubject::Report(id.clone());
                service.audit(c, Some(&actor), Deed::ReportReopened, subject, |entry| AuditEntry {
                    label: label(&report),
                    ..entry
                })?;
            }
            Ok(reopened)
        })
        .await
    }
}

fn label(report: &Report) -> String {
    let words = report
        .objects
        .first()
        .map(|thing| thing.words.as_str())
        .unwrap_or_default();
    plain::excerpt(words, 80)
}
