//! Every server that is known here, and how it is doing, for those who run this one.

use crate::domain::message::Message;
use crate::domain::policy::{Severity, Verdict};
use crate::service::receipts::{ReceiptRow, row_of};
use crate::service::received::{Entry, may_read};
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::hosts::{self, Row};
use crate::store::{Conn, deliveries};
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::HashMap;
use url::Url;

/// Rows of one page.
const PAGE: usize = 50;
/// Deliveries that wait, and deliveries that failed, on the page of one server.
const WAITING: i64 = 50;
const FAILED: i64 = 20;
/// Entries of the inbox log on the page of one server.
const HEARD: i64 = 20;

/// How a server is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HostState {
    /// It answers.
    Alive,
    /// It failed the last time.
    Failing,
    /// It failed so often that it is left alone for a while.
    Parked,
    /// Nothing was sent to it yet, and it said nothing.
    Silent,
}

impl HostState {
    /// All of them, in the order of the page.
    pub const ALL: [HostState; 4] = [Self::Alive, Self::Failing, Self::Parked, Self::Silent];

    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Failing => "failing",
            Self::Parked => "parked",
            Self::Silent => "silent",
        }
    }

    /// Reads the name in addresses.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// For people.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Alive => "host-state-alive",
            Self::Failing => "host-state-failing",
            Self::Parked => "host-state-parked",
            Self::Silent => "host-state-silent",
        })
    }
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Whoever spoke or answered last comes first.
    #[default]
    Seen,
    /// By name.
    Name,
    /// The longest queue first.
    Waiting,
    /// Whoever failed most often in a row first.
    Failures,
    /// Most followers first.
    Followers,
}

impl Sort {
    /// All of them, in the order of the page.
    pub const ALL: [Sort; 5] = [Self::Seen, Self::Name, Self::Waiting, Self::Failures, Self::Followers];

    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Name => "name",
            Self::Waiting => "waiting",
            Self::Failures => "failures",
            Self::Followers => "followers",
        }
    }

    /// Reads the name in addresses.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == name)
    }

    /// For people.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Seen => "host-sort-seen",
            Self::Name => "host-sort-name",
            Self::Waiting => "host-sort-waiting",
            Self::Failures => "host-sort-failures",
            Self::Followers => "host-sort-followers",
        })
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostQuery {
    /// Part of a name or of a software.
    pub search: String,
    /// Only in this state.
    pub state: Option<HostState>,
    /// In which order.
    pub sort: Sort,
    /// Which page, from 1.
    pub page: u32,
}

/// One server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostView {
    /// Its name, with the port where it is not the usual one.
    pub host: String,
    /// `mastodon 4.3.1`; nothing where that is not known.
    pub software: String,
    /// Why that is not known, where it was asked.
    pub software_error: Option<String>,
    /// When it was asked.
    pub software_asked_at: Option<DateTime<Utc>>,
    /// How it is doing.
    pub state: HostState,
    /// Until when it is left alone.
    pub parked_until: Option<DateTime<Utc>>,
    /// Failures in a row.
    pub failures: i32,
    /// Since when it fails.
    pub failing_since: Option<DateTime<Utc>>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<DateTime<Utc>>,
    /// When it last spoke to us.
    pub heard_at: Option<DateTime<Utc>>,
    /// When it last took something from us.
    pub reached_at: Option<DateTime<Utc>>,
    /// Who follows somebody here from there.
    pub followers: i64,
    /// Who is followed from here there.
    pub following: i64,
    /// Deliveries that wait.
    pub waiting: i64,
    /// The rule in force, where there is one.
    pub rule: Option<Message>,
    /// The kind of signature it is sent, where that was learned.
    pub signature: Option<String>,
}

/// One page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPage {
    /// In the order asked for.
    pub hosts: Vec<HostView>,
    /// Which page this is.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// How many servers fit.
    pub total: usize,
    /// How many servers are known.
    pub known: usize,
}

/// One server, and what went to and fro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostStory {
    /// How it is doing.
    pub host: HostView,
    /// What waits for it, oldest first.
    pub queue: Vec<ReceiptRow>,
    /// What it did not take, newest first.
    pub failed: Vec<ReceiptRow>,
    /// What it sent last.
    pub heard: Vec<Entry>,
}

/// The rule in a word or two.
fn rule_of(verdict: Verdict, only_listed: bool) -> Option<Message> {
    Some(Message::new(match verdict.severity {
        Severity::Suspend if only_listed => "host-rule-not-listed",
        Severity::Suspend => "host-rule-suspended",
        Severity::Silence => "host-rule-silenced",
        _ if verdict.reject_media => "host-rule-no-pictures",
        _ if verdict.reject_reports => "host-rule-no-reports",
        _ => return None,
    }))
}

/// By host: how often it is named.
fn counted(origins: Vec<String>) -> HashMap<String, i64> {
    let mut counts = HashMap::new();
    for origin in origins {
        if let Ok(url) = Url::parse(&origin) {
            *counts.entry(url.authority().to_owned()).or_insert(0) += 1;
        }
    }
    counts
}

/// What is counted of all servers.
struct Counts {
    followers: HashMap<String, i64>,
    following: HashMap<String, i64>,
    waiting: HashMap<String, i64>,
}

impl Counts {
    fn read(c: &mut Conn) -> Result<Self, Error> {
        Ok(Self {
            followers: counted(hosts::follower_origins(c)?),
            following: counted(hosts::followed_origins(c)?),
            waiting: hosts::waiting(c)?.into_iter().collect(),
        })
    }
}

impl Service {
    /// The servers that are known here, for those who may read diagnostics.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub async fn known_hosts(&self, viewer: &Viewer, query: HostQuery) -> Result<HostPage, Error> {
        may_read(viewer)?;
        let service = self.clone();
        self.read(move |c| {
            let counts = Counts::read(c)?;
            let rows = hosts::all(c)?;
            let known = rows.len();
            let mut found = Vec::with_capacity(known);
            for row in rows {
                let view = service.host_view(c, row, &counts)?;
                if fits(&view, &query) {
                    found.push(view);
                }
            }
            // They come by name, and a stable sort keeps that where the rest is the same.
            match query.sort {
                Sort::Name => {}
                Sort::Seen => found.sort_by_key(|host| Reverse(host.heard_at.max(host.reached_at))),
                Sort::Waiting => found.sort_by_key(|host| Reverse(host.waiting)),
                Sort::Failures => found.sort_by_key(|host| Reverse(host.failures)),
                Sort::Followers => found.sort_by_key(|host| Reverse(host.followers)),
            }
            let total = found.len();
            let pages = u32::try_from(total.div_ceil(PAGE)).unwrap_or(u32::MAX).max(1);
            let page = query.page.clamp(1, pages);
            let skip = PAGE.saturating_mul(usize::try_from(page - 1).unwrap_or_default());
            Ok(HostPage {
                hosts: found.into_iter().skip(skip).take(PAGE).collect(),
                page,
                pages,
                total,
                known,
            })
        })
        .await
    }

    /// One server with its queue and what it sent last.
    ///
    /// # Errors
    /// `Forbidden` for those who may not read diagnostics, `NotFound` for a server nobody here knows.
    pub async fn known_host(&self, viewer: &Viewer, host: &str) -> Result<HostStory, Error> {
        may_read(viewer)?;
        let (service, host) = (self.clone(), host.to_owned());
        self.read(move |c| {
            let row = hosts::row(c, &host)?.ok_or(Error::NotFound)?;
            let counts = Counts::read(c)?;
            Ok(HostStory {
                host: service.host_view(c, row, &counts)?,
                queue: deliveries::waiting_for(c, &host, WAITING)?
                    .into_iter()
                    .map(row_of)
                    .collect(),
                failed: deliveries::failed_at(c, &host, FAILED)?
                    .into_iter()
                    .map(row_of)
                    .collect(),
                heard: service.log_of_host(c, &host, HEARD)?,
            })
        })
        .await
    }

    /// Tries a server again now: it is taken out of its pause, and what waits for it is due.
    ///
    /// # Errors
    /// `Forbidden` for those who may not read diagnostics, `NotFound` for a server nobody here knows.
    pub async fn try_host_again(&self, viewer: &Viewer, host: &str) -> Result<(), Error> {
        may_read(viewer)?;
        match self.end_pause(host).await? {
            true => Ok(()),
            false => Err(Error::NotFound),
        }
    }

    fn host_view(&self, c: &mut Conn, row: Row, counts: &Counts) -> Result<HostView, Error> {
        let book = self.policy_book(c)?;
        let verdict = book.of_host(&row.host);
        let state = match row.parked_until {
            Some(until) if until > self.now() => HostState::Parked,
            _ if row.failures > 0 => HostState::Failing,
            _ if row.last_seen_at.is_none() && row.last_delivered_at.is_none() => HostState::Silent,
            _ => HostState::Alive,
        };
        let count = |counts: &HashMap<String, i64>| counts.get(&row.host).copied().unwrap_or_default();
        let software = [row.software.as_deref(), row.software_version.as_deref()];
        Ok(HostView {
            software: software.into_iter().flatten().collect::<Vec<_>>().join(" "),
            software_error: row.software_error,
            software_asked_at: row.software_asked_at,
            state,
            parked_until: row.parked_until.filter(|_| state == HostState::Parked),
            failures: row.failures,
            failing_since: row.failing_since,
            last_error: row.last_error,
            last_error_at: row.last_error_at,
            heard_at: row.last_seen_at,
            reached_at: row.last_delivered_at,
            followers: count(&counts.followers),
            following: count(&counts.following),
            waiting: count(&counts.waiting),
            rule: rule_of(verdict, book.only_listed()),
            signature: row.signature_scheme,
            host: row.host,
        })
    }
}

fn fits(host: &HostView, query: &HostQuery) -> bool {
    let text = query.search.trim().to_lowercase();
    let named = text.is_empty() || host.host.contains(&text) || host.software.to_lowercase().contains(&text);
    named && query.state.is_none_or(|state| state == host.state)
}
