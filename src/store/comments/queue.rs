//! Comments as moderators look at them: by state, by door, by whoever wrote them.

use super::CommentRow;
use crate::domain::comment::{Comment, CommentState, Door};
use crate::domain::id::ActorId;
use crate::store::schema::{actors, comments, guests, reviews};
use crate::store::{Conn, StoreError};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// Which comments are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// In this state; any but deleted and hidden ones otherwise.
    pub state: Option<CommentState>,
    /// By this door.
    pub door: Option<Door>,
    /// By this author.
    pub author: Option<ActorId>,
    /// By people of this server.
    pub host: Option<String>,
    /// Under reviews of this author only.
    pub under: Option<ActorId>,
    /// Before this identifier, when going on; newest first.
    pub before: Option<String>,
}

/// The comments that are wanted, newest first.
pub fn page(c: &mut Conn, wanted: &Wanted, limit: i64) -> Result<Vec<Comment>, StoreError> {
    let mut query = comments::table
        .select(CommentRow::as_select())
        .order(comments::id.desc())
        .limit(limit)
        .into_boxed();
    query = match wanted.state {
        Some(state) => query.filter(comments::state.eq(state.as_str())),
        None => {
            query.filter(comments::state.ne_all([CommentState::Deleted.as_str(), CommentState::Suspended.as_str()]))
        }
    };
    if let Some(door) = wanted.door {
        query = query.filter(comments::door.eq(door.as_str()));
    }
    if let Some(author) = &wanted.author {
        query = query.filter(comments::author_id.eq(author.as_str()));
    }
    if let Some(host) = &wanted.host {
        let theirs = actors::table.filter(actors::host.eq(host)).select(actors::id);
        query = query.filter(comments::author_id.eq_any(theirs));
    }
    if let Some(under) = &wanted.under {
        let own = reviews::table
            .filter(reviews::author_id.eq(under.as_str()))
            .select(reviews::id.nullable());
        query = query.filter(comments::review_id.eq_any(own));
    }
    if let Some(before) = &wanted.before {
        query = query.filter(comments::id.lt(before));
    }
    let rows: Vec<CommentRow> = query.load(c)?;
    rows.into_iter().map(CommentRow::into_comment).collect()
}

/// How many comments are in each state, for whoever looks after all of them, or after those under one author's reviews.
pub fn counts(
    c: &mut Conn,
    states: &[CommentState],
    under: Option<&ActorId>,
) -> Result<HashMap<CommentState, i64>, StoreError> {
    let names: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let all = comments::table
        .filter(comments::state.eq_any(names))
        .group_by(comments::state)
        .select((comments::state, count_star()));
    let rows: Vec<(String, i64)> = match under {
        None => all.load(c)?,
        Some(author) => {
            let own = reviews::table
                .filter(reviews::author_id.eq(author.as_str()))
                .select(reviews::id.nullable());
            all.filter(comments::review_id.eq_any(own)).load(c)?
        }
    };
    Ok(rows
        .into_iter()
        .filter_map(|(state, n)| Some((CommentState::parse(&state)?, n)))
        .collect())
}

/// What became of what somebody wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// On the page, or deleted by themselves after they had been there.
    pub approved: i64,
    /// Turned away, or taken off the page.
    pub turned_away: i64,
    /// Still waiting.
    pub waiting: i64,
}

impl Past {
    fn add(&mut self, state: &str, n: i64) {
        match CommentState::parse(state) {
            Some(CommentState::Visible) => self.approved += n,
            Some(CommentState::Rejected | CommentState::Spam | CommentState::Removed) => self.turned_away += n,
            Some(CommentState::Held) => self.waiting += n,
            Some(CommentState::Deleted | CommentState::Suspended) | None => {}
        }
    }
}

/// What became of what those authors wrote; who wrote nothing is left out. One query.
pub fn pasts(c: &mut Conn, authors: &[ActorId]) -> Result<HashMap<ActorId, Past>, StoreError> {
    let ids: Vec<&str> = authors.iter().map(ActorId::as_str).collect();
    let rows: Vec<(String, String, i64)> = comments::table
        .filter(comments::author_id.eq_any(ids))
        .group_by((comments::author_id, comments::state))
        .select((comments::author_id, comments::state, count_star()))
        .load(c)?;
    let mut pasts: HashMap<ActorId, Past> = HashMap::new();
    for (author, state, n) in rows {
        pasts.entry(ActorId::new(author)).or_default().add(&state, n);
    }
    Ok(pasts)
}

/// What became of everything that guests wrote who gave that mail address.
pub fn past_of_mail(c: &mut Conn, mail_key: &str) -> Result<Past, StoreError> {
    let theirs = guests::table
        .filter(guests::mail_key.eq(mail_key))
        .select(guests::actor_id);
    let rows: Vec<(String, i64)> = comments::table
        .filter(comments::author_id.eq_any(theirs))
        .group_by(comments::state)
        .select((comments::state, count_star()))
        .load(c)?;
    let mut past = Past::default();
    for (state, n) in rows {
        past.add(&state, n);
    }
    Ok(past)
}

/// What became of what everybody of a server wrote.
pub fn past_of_host(c: &mut Conn, host: &str) -> Result<Past, StoreError> {
    let theirs = actors::table.filter(actors::host.eq(host)).select(actors::id);
    let rows: Vec<(String, i64)> = comments::table
        .filter(comments::author_id.eq_any(theirs))
        .group_by(comments::state)
        .select((comments::state, count_star()))
        .load(c)?;
    let mut past = Past::default();
    for (state, n) in rows {
        past.add(&state, n);
    }
    Ok(past)
}
