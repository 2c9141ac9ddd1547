//! Rules for other servers and their actors, and what they do to what is stored already.

use crate::domain::id::{ActorId, BlockListId};
use crate::domain::policy::{Policy, Severity, Target};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{actors, policies, posts};
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use url::Url;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = policies)]
struct PolicyRow {
    id: String,
    kind: String,
    target: String,
    severity: String,
    reject_media: bool,
    reject_reports: bool,
    private_comment: String,
    public_comment: String,
    obfuscate: bool,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
    list_id: Option<String>,
}

impl PolicyRow {
    fn into_policy(self) -> Result<Policy, StoreError> {
        let row = RowName {
            table: "policies",
            id: &self.id,
        };
        Ok(Policy {
            target: row.word("kind", &self.kind, |kind| Target::from_parts(kind, &self.target))?,
            severity: row.word("severity", &self.severity, Severity::parse)?,
            reject_media: self.reject_media,
            reject_reports: self.reject_reports,
            private_comment: self.private_comment,
            public_comment: self.public_comment,
            obfuscate: self.obfuscate,
            list: self.list_id.map(BlockListId::new),
            created_at: time(self.created_at),
            updated_at: time(self.updated_at),
        })
    }
}

/// Every rule, by kind and name.
pub fn all(c: &mut Conn) -> Result<Vec<Policy>, StoreError> {
    let query = policies::table.order((policies::kind.desc(), policies::target));
    let rows: Vec<PolicyRow> = query.select(PolicyRow::as_select()).load(c)?;
    rows.into_iter().map(PolicyRow::into_policy).collect()
}

/// The rule that names exactly that.
pub fn by_target(c: &mut Conn, target: &Target) -> Result<Option<Policy>, StoreError> {
    let query = policies::table
        .filter(policies::kind.eq(target.kind()))
        .filter(policies::target.eq(target.name()));
    let row: Option<PolicyRow> = query.select(PolicyRow::as_select()).get_result(c).optional()?;
    row.map(PolicyRow::into_policy).transpose()
}

/// Stores a rule: a new one under `id`, or everything of the one that names the same.
pub fn put(c: &mut Conn, id: &str, policy: &Policy) -> Result<(), StoreError> {
    let row = PolicyRow {
        id: id.to_owned(),
        kind: policy.target.kind().to_owned(),
        target: policy.target.name().to_owned(),
        severity: policy.severity.as_str().to_owned(),
        reject_media: policy.reject_media,
        reject_reports: policy.reject_reports,
        private_comment: policy.private_comment.clone(),
        public_comment: policy.public_comment.clone(),
        obfuscate: policy.obfuscate,
        created_at: stamp(policy.created_at),
        updated_at: stamp(policy.updated_at),
        list_id: policy.list.as_ref().map(|id| id.as_str().to_owned()),
    };
    let changes = (
        policies::severity.eq(&row.severity),
        policies::reject_media.eq(row.reject_media),
        policies::reject_reports.eq(row.reject_reports),
        policies::private_comment.eq(&row.private_comment),
        policies::public_comment.eq(&row.public_comment),
        policies::obfuscate.eq(row.obfuscate),
        policies::updated_at.eq(row.updated_at),
        policies::list_id.eq(&row.list_id),
    );
    on_each_backend!(c, |c| diesel::insert_into(policies::table)
        .values(&row)
        .on_conflict((policies::kind, policies::target))
        .do_update()
        .set(changes)
        .execute(c))?;
    Ok(())
}

/// Turns the rules that were taken from a list into rules made by hand.
pub fn keep_as_own(c: &mut Conn, list: &BlockListId) -> Result<(), StoreError> {
    diesel::update(policies::table.filter(policies::list_id.eq(list.as_str())))
        .set(policies::list_id.eq(None::<String>))
        .execute(c)?;
    Ok(())
}

/// Forgets a rule; false when there was none.
pub fn delete(c: &mut Conn, target: &Target) -> Result<bool, StoreError> {
    let named = policies::table
        .filter(policies::kind.eq(target.kind()))
        .filter(policies::target.eq(target.name()));
    Ok(diesel::delete(named).execute(c)? > 0)
}

/// An actor of another server, as far as rules are concerned.
#[derive(Clone, Debug)]
pub struct Stranger {
    /// Our identifier.
    pub id: ActorId,
    /// The ActivityPub id.
    pub uri: Url,
    /// Host of its handle.
    pub host: String,
    /// Hidden now.
    pub suspended: bool,
}

/// Everybody of other servers that is known here. Read when a rule changes, and then only.
pub fn strangers(c: &mut Conn) -> Result<Vec<Stranger>, StoreError> {
    let rows: Vec<(String, String, String, bool)> = actors::table
        .filter(actors::host.ne(""))
        .select((actors::id, actors::uri, actors::host, actors::suspended))
        .load(c)?;
    let strangers = rows.into_iter().map(|(id, uri, host, suspended)| {
        let row = RowName {
            table: "actors",
            id: &id,
        };
        Ok(Stranger {
            uri: row.url("uri", &uri)?,
            host,
            suspended,
            id: ActorId::new(id),
        })
    });
    strangers.collect()
}

/// Marks actors as suspended or lifts that.
pub fn set_suspended(c: &mut Conn, ids: &[ActorId], suspended: bool) -> Result<(), StoreError> {
    for some in ids.chunks(500) {
        let ids: Vec<&str> = some.iter().map(ActorId::as_str).collect();
        diesel::update(actors::table.filter(actors::id.eq_any(ids)))
            .set(actors::suspended.eq(suspended))
            .execute(c)?;
    }
    Ok(())
}

/// True for an actor that is suspended.
pub fn is_suspended(c: &mut Conn, id: &ActorId) -> Result<bool, StoreError> {
    let found: Option<bool> = actors::table
        .find(id.as_str())
        .select(actors::suspended)
        .first(c)
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Takes away the pictures of actors and of their posts.
pub fn drop_pictures(c: &mut Conn, ids: &[ActorId]) -> Result<(), StoreError> {
    for some in ids.chunks(500) {
        let ids: Vec<&str> = some.iter().map(ActorId::as_str).collect();
        diesel::update(actors::table.filter(actors::id.eq_any(&ids)))
            .set(actors::avatar_url.eq(None::<String>))
            .execute(c)?;
        diesel::update(posts::table.filter(posts::author_id.eq_any(&ids)))
            .set(posts::image_url.eq(None::<String>))
            .execute(c)?;
    }
    Ok(())
}

/// Makes copies of actors stale, so that they are read anew the next time they are needed.
pub fn mark_stale(c: &mut Conn, ids: &[ActorId]) -> Result<(), StoreError> {
    for some in ids.chunks(500) {
        let ids: Vec<&str> = some.iter().map(ActorId::as_str).collect();
        diesel::update(actors::table.filter(actors::id.eq_any(ids)))
            .set((
                actors::fetched_at.eq(None::<NaiveDateTime>),
                actors::etag.eq(None::<String>),
                actors::last_modified.eq(None::<String>),
            ))
            .execute(c)?;
    }
    Ok(())
}
