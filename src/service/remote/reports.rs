//! Flag: somebody elsewhere wants those who look after this site to see something.

use super::Outcome;
use super::resolve::named_by_uri;
use crate::domain::actor::Actor;
use crate::domain::comment::Root;
use crate::domain::id::ReportId;
use crate::domain::like::Subject;
use crate::domain::report::{Category, OBJECTS, Report, Reported};
use crate::service::reports::tidy;
use crate::service::{Error, Service};
use crate::store::reports;
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
            let mut objects = Vec::with_capacity(known.len());
            for (uri, what) in known {
                objects.push(service.reported_thing(c, uri, what)?);
            }
            let report = Report {
                id: ReportId::new(service.next_id()),
                uri,
                reporter_id: by.id.clone(),
                category: Category::Other,
                text,
                objects,
                created_at: service.now(),
                forwarded_at: None,
                resolved_at: None,
                resolved_by: None,
                resolution: String::new(),
            };
            if !service.keep_report(c, &report, &about)? {
                return Ok(Outcome::Ignored("known already"));
            }
            Ok(Outcome::Accepted("report"))
        })
        .await
    }
}
