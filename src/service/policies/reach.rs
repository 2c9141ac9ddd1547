//! What a rule would touch of what is here.

use crate::domain::id::ActorId;
use crate::domain::policy::{Target, names_of};
use crate::service::Error;
use crate::store::block_lists::{self, Traces};
use crate::store::policies::{self, Stranger};
use crate::store::{Conn, actors};
use std::collections::HashMap;

/// The most people who are named.
const NAMED: usize = 20;

/// How much of what is here a rule is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// People there who are known here.
    pub people: usize,
    /// Their comments on pages.
    pub comments: i64,
    /// Follows of people here by them.
    pub followers: i64,
    /// Follows of them by people here.
    pub following: i64,
}

impl Reach {
    /// Nothing here has to do with it.
    pub fn is_nothing(&self) -> bool {
        self.people == 0
    }

    /// Follows that would end.
    pub fn follows(&self) -> i64 {
        self.followers + self.following
    }

    fn add(&mut self, traces: Traces) {
        self.people += 1;
        self.comments += traces.comments;
        self.followers += traces.followers;
        self.following += traces.following;
    }
}

/// Somebody whom a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// `@user@host`.
    pub handle: String,
    /// The name.
    pub name: String,
    /// What they have here.
    pub comments: i64,
    /// People here whom they follow.
    pub followers: i64,
    /// People here who follow them.
    pub following: i64,
}

/// The host that a rule would name to be about that person; the most specific one of `hosts`.
fn named<'a>(stranger: &Stranger, hosts: &HashMap<&'a str, usize>) -> Option<&'a str> {
    let find = |host: &str| names_of(host).find_map(|name| hosts.get_key_value(name).map(|(name, _)| *name));
    find(stranger.uri.authority()).or_else(|| find(&stranger.host))
}

/// For each of those hosts: what a rule for it would touch. What belongs to the most specific one is counted there only.
pub(super) fn of_hosts(c: &mut Conn, hosts: &[&str]) -> Result<Vec<Reach>, Error> {
    let places: HashMap<&str, usize> = hosts.iter().copied().zip(0..).collect();
    let mut reaches = vec![Reach::default(); hosts.len()];
    if hosts.is_empty() {
        return Ok(reaches);
    }
    let traces = block_lists::traces(c)?;
    for stranger in policies::strangers(c)? {
        let place = named(&stranger, &places).and_then(|name| places.get(name));
        if let Some(reach) = place.and_then(|place| reaches.get_mut(*place)) {
            reach.add(traces.get(&stranger.id).copied().unwrap_or_default());
        }
    }
    Ok(reaches)
}

/// What a rule would touch, and of whom, those with the most here first.
pub(super) fn of_target(c: &mut Conn, target: &Target) -> Result<(Reach, Vec<Touched>), Error> {
    let places = HashMap::from([(target.name(), 0)]);
    let is_meant = |stranger: &Stranger| match target {
        Target::Host(_) => named(stranger, &places).is_some(),
        Target::Actor(uri) => stranger.uri.as_str() == uri,
    };
    let traces = block_lists::traces(c)?;
    let mut reach = Reach::default();
    let mut people: Vec<(ActorId, Traces)> = Vec::new();
    for stranger in policies::strangers(c)?.into_iter().filter(is_meant) {
        let theirs = traces.get(&stranger.id).copied().unwrap_or_default();
        reach.add(theirs);
        people.push((stranger.id, theirs));
    }
    let weight = |traces: &Traces| traces.followers + traces.following + traces.comments;
    people.retain(|(_, traces)| weight(traces) > 0);
    people.sort_by_key(|(_, traces)| std::cmp::Reverse(weight(traces)));
    people.truncate(NAMED);
    let ids: Vec<ActorId> = people.iter().map(|(id, _)| id.clone()).collect();
    let known = actors::by_ids(c, &ids)?;
    let touched = people.into_iter().filter_map(|(id, traces)| {
        let actor = known.iter().find(|actor| actor.id == id)?;
        Some(Touched {
            handle: format!("@{}@{}", actor.handle, actor.host.as_deref().unwrap_or_default()),
            name: actor.display_name().to_owned(),
            comments: traces.comments,
            followers: traces.followers,
            following: traces.following,
        })
    });
    let touched = touched.collect();
    Ok((reach, touched))
}
