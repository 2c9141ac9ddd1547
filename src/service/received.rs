//! The inbox log: what other servers sent and what became of it, for those who run this server.

mod reasons;

pub use reasons::{in_words, reasons};

use crate::domain::account::Permission;
use crate::domain::message::Message;
use crate::env::Ids;
use crate::service::remote::Outcome;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::received::{self, Filter, Refused};
use crate::store::{Conn, actors, hosts};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use url::Url;

/// Rows of one page.
const PAGE: usize = 50;
/// Hosts that a part of a name may stand for.
const HOSTS_MAX: i64 = 50;
/// New rows for what is turned away, in one hour: a flood of invented names must not fill the disk. What comes beyond is
/// counted under no name.
const DOOR_ROWS: u32 = 300;
/// What a stranger wrote is cut to so many characters.
const WORDS_MAX: usize = 1_000;

/// The ActivityStreams types a log can be narrowed to. The page offers them; any other can be asked for too.
pub const VERBS: [&str; 18] = [
    "Accept",
    "Add",
    "Announce",
    "Block",
    "Create",
    "Delete",
    "Dislike",
    "EmojiReact",
    "Flag",
    "Follow",
    "Like",
    "Move",
    "QuoteRequest",
    "Reject",
    "Remove",
    "ReplyRequest",
    "Undo",
    "Update",
];

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It waits to be carried out.
    Waiting,
    /// It was carried out.
    Accepted,
    /// It is of no use here.
    Ignored,
    /// It is not allowed.
    Refused,
    /// It could not be carried out, again and again.
    Failed,
}

impl State {
    /// All of them, in the order of the page.
    pub const ALL: [State; 5] = [
        Self::Accepted,
        Self::Ignored,
        Self::Refused,
        Self::Waiting,
        Self::Failed,
    ];

    /// The name in rows and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "queued",
            Self::Accepted => "accepted",
            Self::Ignored => "ignored",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// Reads the name in rows and addresses.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// For people.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Waiting => "received-state-waiting",
            Self::Accepted => "received-state-accepted",
            Self::Ignored => "received-state-ignored",
            Self::Refused => "received-state-refused",
            Self::Failed => "received-state-failed",
        })
    }
}

/// What is asked of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// A host or part of one, a handle, or the address of an activity, an actor or an object.
    pub search: String,
    /// Only what became of it.
    pub state: Option<State>,
    /// Only of this type; any when empty.
    pub verb: String,
    /// Only what came before this row.
    pub before: Option<String>,
}

/// Something another server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Identifies it.
    pub id: String,
    /// Its own id.
    pub activity: Option<String>,
    /// Handle of the sender where it is known, else its address; nothing where it could not be read.
    pub sender: String,
    /// ActivityPub id of the sender.
    pub actor_uri: String,
    /// Host of the sender.
    pub host: String,
    /// Its type.
    pub verb: String,
    /// What it is about.
    pub object: Option<String>,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: String,
    /// What became of it.
    pub state: State,
    /// The short reason, as it is counted.
    pub reason: String,
    /// The reason in a sentence.
    pub words: Message,
    /// What the sender was told.
    pub told: String,
    /// Turned away without being recorded.
    pub at_door: bool,
    /// How often, for what was turned away.
    pub times: i64,
    /// How often it was tried again.
    pub retries: i32,
    /// When it is tried again, while it waits.
    pub next_try: Option<DateTime<Utc>>,
    /// When it came; for what was turned away, the first of the hour.
    pub at: DateTime<Utc>,
    /// The last of the hour, for what was turned away more than once.
    pub until: Option<DateTime<Utc>>,
    /// When it was carried out.
    pub done_at: Option<DateTime<Utc>>,
}

/// One page of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins.
    pub older: Option<String>,
    /// For how many days it is kept.
    pub days: u32,
}

/// One entry with its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// What is known of it.
    pub entry: Entry,
    /// The document as it came, laid out for reading; `None` when it is not kept.
    pub document: Option<String>,
}

/// Something that was answered without being recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TurnedAway {
    /// Who is said to have sent it; nothing where that could not be read.
    pub host: String,
    /// The actor it names.
    pub actor_uri: String,
    /// ActivityStreams type.
    pub type_: String,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: String,
    /// The activity's id.
    pub activity: Option<String>,
    /// What it is about.
    pub object: Option<String>,
    /// What the sender was told.
    pub told: String,
}

/// How many rows for what is turned away an hour has had, in this process.
#[derive(Default)]
pub(in crate::service) struct DoorRows(Mutex<(String, u32)>);

impl DoorRows {
    /// Takes one of the rows this hour may have; false when they are used up.
    fn has_room(&self, hour: &str) -> bool {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != hour {
            *kept = (hour.to_owned(), 0);
        }
        kept.1 += 1;
        kept.1 <= DOOR_ROWS
    }
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(WORDS_MAX).collect()
}

fn entry(row: received::LogRow, handles: &HashMap<String, String>) -> Entry {
    let state = State::parse(&row.state).unwrap_or(State::Waiting);
    let words = match state {
        State::Waiting if row.attempts > 0 => Message::new("received-waits-again").with("reason", &row.reason),
        State::Waiting => Message::new("received-waits"),
        State::Failed => Message::new("received-given-up").with("reason", &row.reason),
        _ => in_words(&row.reason),
    };
    let sender = handles.get(&row.actor_uri).unwrap_or(&row.actor_uri);
    Entry {
        id: row.id,
        activity: row.activity,
        sender: sender.clone(),
        actor_uri: row.actor_uri,
        host: row.host,
        verb: row.type_,
        object: row.object_uri,
        inbox: row.inbox,
        state,
        reason: row.reason,
        words,
        told: row.detail,
        at_door: row.at_door,
        times: row.times,
        retries: row.attempts,
        next_try: (state == State::Waiting).then_some(row.run_at),
        at: row.received_at,
        until: row.last_at.filter(|_| row.times > 1),
        done_at: row.processed_at.filter(|_| !row.at_door),
    }
}

impl Service {
    /// The first identifier the log reaches back to.
    pub(in crate::service) fn log_begins(&self) -> String {
        let days = i64::from(self.config().federation.inbox_log_days);
        Ids::floor(self.now() - TimeDelta::days(days))
    }

    /// Counts what was answered without being recorded, and writes it into the log: one row for each hour, server and reason.
    pub async fn count_turned_away(&self, some: Vec<(Outcome, TurnedAway, i64)>) -> Result<(), Error> {
        self.count_inbox(some.iter().map(|(outcome, _, times)| (*outcome, *times)).collect())
            .await?;
        if self.config().federation.inbox_log_days == 0 {
            return Ok(());
        }
        let (service, now) = (self.clone(), self.now());
        let hour = now.format("%Y-%m-%dT%H").to_string();
        self.store()
            .write(move |c| {
                for (outcome, one, times) in some {
                    let (class, reason) = (outcome.class(), outcome.reason());
                    let key = |host: &str| format!("door:{hour} {class} {reason} {host}");
                    let activity = one.activity.as_deref().map(cut);
                    let object = one.object.as_deref().map(cut);
                    let refused = Refused {
                        id: &service.next_id(),
                        key: &key(&one.host),
                        state: class,
                        reason,
                        host: &one.host,
                        actor_uri: &cut(&one.actor_uri),
                        type_: &cut(&one.type_),
                        inbox: &one.inbox,
                        activity_uri: activity.as_deref(),
                        object_uri: object.as_deref(),
                        detail: &cut(&one.told),
                        times,
                    };
                    if received::turned_away_again(c, &refused, now)? {
                        continue;
                    }
                    if service.memory().door.has_room(&hour) {
                        received::turn_away(c, &refused, now)?;
                        continue;
                    }
                    let crowd = Refused {
                        key: &key(""),
                        host: "",
                        ..refused
                    };
                    if !received::turned_away_again(c, &crowd, now)? {
                        received::turn_away(c, &crowd, now)?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// A page of the inbox log, for those who may read diagnostics.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub async fn inbox_log(&self, viewer: &Viewer, query: LogQuery) -> Result<LogPage, Error> {
        may_read(viewer)?;
        let service = self.clone();
        self.read(move |c| {
            let filter = service.filter_of(c, query)?;
            let mut rows = received::page(c, &filter, i64::try_from(PAGE + 1).unwrap_or(i64::MAX))?;
            let more = rows.len() > PAGE;
            rows.truncate(PAGE);
            let older = rows.last().filter(|_| more).map(|row| row.id.clone());
            let handles = service.handles_of(c, &rows)?;
            Ok(LogPage {
                entries: rows.into_iter().map(|row| entry(row, &handles)).collect(),
                older,
                days: service.config().federation.inbox_log_days,
            })
        })
        .await
    }

    /// The latest entries of one server.
    pub(in crate::service) fn log_of_host(&self, c: &mut Conn, host: &str, limit: i64) -> Result<Vec<Entry>, Error> {
        let filter = Filter {
            since: self.log_begins(),
            hosts: Some(vec![host.to_owned()]),
            ..Filter::default()
        };
        let rows = received::page(c, &filter, limit)?;
        let handles = self.handles_of(c, &rows)?;
        Ok(rows.into_iter().map(|row| entry(row, &handles)).collect())
    }

    /// One entry of the log with its document.
    ///
    /// # Errors
    /// `Forbidden` for those who may not read diagnostics, `NotFound` for what is not in the log any more.
    pub async fn inbox_entry(&self, viewer: &Viewer, id: &str) -> Result<Story, Error> {
        may_read(viewer)?;
        let (service, id) = (self.clone(), id.to_owned());
        self.read(move |c| {
            let (row, body) = received::get(c, &id, &service.log_begins())?.ok_or(Error::NotFound)?;
            let handles = service.handles_of(c, std::slice::from_ref(&row))?;
            Ok(Story {
                entry: entry(row, &handles),
                document: (!body.is_empty()).then(|| laid_out(&body)),
            })
        })
        .await
    }

    /// What became of an activity, by its id; `None` for one that did not arrive.
    pub async fn received_state(&self, activity: &Url) -> Result<Option<State>, Error> {
        let uri = activity.to_string();
        let state = self.read(move |c| Ok(received::state_of(c, &uri)?)).await?;
        Ok(state.as_deref().and_then(State::parse))
    }

    fn filter_of(&self, c: &mut Conn, query: LogQuery) -> Result<Filter, Error> {
        let mut filter = Filter {
            since: self.log_begins(),
            before: query.before,
            state: query.state.map(|state| state.as_str().to_owned()),
            type_: Some(query.verb).filter(|verb| !verb.is_empty()),
            ..Filter::default()
        };
        let text = query.search.trim();
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        if is_address {
            filter.address = Some(Url::parse(text).map_or_else(|_| text.to_owned(), |url| url.to_string()));
        } else if let Some((name, host)) = text.trim_start_matches('@').split_once('@') {
            let found = actors::by_handle_host(c, &name.to_lowercase(), &host.to_lowercase())?;
            let found = match found {
                Some(actor) => Some(actor),
                None => actors::by_handle_host(c, name, &host.to_lowercase())?,
            };
            // Nobody of that name is known here, so nothing can have come from them.
            filter.address = Some(found.map_or_else(|| text.to_owned(), |actor| actor.uri.to_string()));
        } else if !text.is_empty() {
            let text = text.to_lowercase();
            let mut named = hosts::named_like(c, &text, HOSTS_MAX)?;
            named.push(text);
            filter.hosts = Some(named);
        }
        Ok(filter)
    }

    fn handles_of(&self, c: &mut Conn, rows: &[received::LogRow]) -> Result<HashMap<String, String>, Error> {
        let mut wanted: Vec<&str> = rows.iter().map(|row| row.actor_uri.as_str()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let known = actors::by_uris(c, &wanted)?;
        let handle = |actor: &crate::domain::actor::Actor| ActorCard::of(actor, self.urls()).handle;
        Ok(known
            .iter()
            .map(|actor| (actor.uri.to_string(), handle(actor)))
            .collect())
    }
}

/// Is this somebody who may read diagnostics?
pub(in crate::service) fn may_read(viewer: &Viewer) -> Result<(), Error> {
    if viewer.account.role.may(Permission::ReadDiagnostics) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

/// JSON with one value to a line; what is no JSON as it came.
fn laid_out(body: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(body);
    value
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| body.to_owned())
}
