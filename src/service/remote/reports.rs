//! Flag: somebody elsewhere wants those who look after this site to see something.

use super::Outcome;
use super::resolve::named_by_uri;
use crate::domain::account::Permission;
use crate::domain::actor::Actor;
use crate::domain::comment::Root;
use crate::domain::id::ReportId;
use crate::domain::like::Subject;
use crate::domain::notification::NotificationKind;
use crate::domain::report::{OBJECTS, Report, Reported, TEXT_MAX};
use crate::domain::text::{SafeHtml, plain, sanitize};
use crate::service::notifications::Note;
use crate::service::{Error, Service};
use crate::store::{Conn, accounts, reports};
use url::Url;

/// How many reports of one server may wait at one time: more are a flood, and would bury those of others.
pub const OPEN_PER_HOST: usize = 50;

impl Service {
    /// Keeps a report about something that is here, and tells everybody who looks after the conversation. What is not here is
    /// somebody else's to look after.
    pub async fn report_received(
        &self,
        by: &Actor,
        activity_uri: &str,
        text: &str,
        objects: Vec<Url>,
    ) -> Result<Outcome, Error> {
        let (service, by, uri) = (self.clone(), by.clone(), activity_uri.to_owned());
        let text = tidy(text);
        self.write(move |c, _| {
            let mut known: Vec<(Url, Reported)> = Vec::new();
            let mut about = (None, None);
            for object in objects.into_iter().take(OBJECTS) {
                if known.iter().any(|(uri, _)| *uri == object) {
                    continue;
                }
                if let Some(person) = service.local_target(c, &object)? {
                    known.push((object, Reported::Actor(person.id)));
                } else if let Some(named) = named_by_uri(c, service.urls(), &object)? {
                    if let (Root::Review(id), None) = (&named.root.root, &about.0) {
                        about.0 = Some(id.clone());
                    }
                    known.push((
                        object,
                        match named.subject {
                            Subject::Review(id) => Reported::Review(id),
                            Subject::Comment(id) => {
                                about.1.get_or_insert_with(|| id.clone());
                                Reported::Comment(id)
                            }
                            Subject::Post(id) => Reported::Post(id),
                        },
                    ));
                }
            }
            if known.is_empty() {
                return Ok(Outcome::Ignored("reports nothing that is here"));
            }
            let waiting = match &by.host {
                Some(host) => reports::count_open_of(c, host)?,
                None => 0,
            };
            if waiting >= i64::try_from(OPEN_PER_HOST).unwrap_or(i64::MAX) && !reports::is_known(c, &uri)? {
                return Ok(Outcome::Refused("too many reports"));
            }
            let report = Report {
                id: ReportId::new(service.next_id()),
                uri,
                reporter_id: by.id.clone(),
                text,
                objects: known,
                created_at: service.now(),
                resolved_at: None,
            };
            if !reports::insert(c, &report)? {
                return Ok(Outcome::Ignored("known already"));
            }
            let html = paragraphs(&report.text);
            for recipient in service.moderators(c)? {
                let mut note = Note::new(&recipient, NotificationKind::Report, &by.id, report.uri.clone());
                (note.review, note.comment) = about.clone();
                note.url = report.objects.first().map(|(uri, _)| uri.clone());
                note.html = html.clone();
                service.notify(c, note)?;
            }
            Ok(Outcome::Accepted("report"))
        })
        .await
    }

    fn moderators(&self, c: &mut Conn) -> Result<Vec<crate::domain::id::ActorId>, Error> {
        let all = accounts::all(c)?;
        let may = all
            .into_iter()
            .filter(|(account, _)| account.role.may(Permission::Moderate));
        Ok(may.map(|(account, _)| account.actor_id).collect())
    }
}

/// The text without markup and tricks. Mastodon sends plain text, others HTML.
fn tidy(text: &str) -> String {
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
