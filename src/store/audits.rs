//! The audit log.

use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::{ActorId, AuditId};
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::{audit_entries, comments};
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_entries)]
struct EntryRow {
    id: String,
    actor_id: Option<String>,
    deed: String,
    subject_kind: String,
    subject_id: String,
    label: String,
    was: String,
    became: String,
    reason: String,
    batch: Option<String>,
    undoes: Option<String>,
    undone: bool,
    created_at: NaiveDateTime,
}

impl EntryRow {
    fn of(entry: &AuditEntry) -> Self {
        let (kind, id) = entry.subject.parts();
        Self {
            id: entry.id.as_str().to_owned(),
            actor_id: entry.actor_id.as_ref().map(|id| id.as_str().to_owned()),
            deed: entry.deed.as_str().to_owned(),
            subject_kind: kind.to_owned(),
            subject_id: id.to_owned(),
            label: entry.label.clone(),
            was: entry.was.clone(),
            became: entry.became.clone(),
            reason: entry.reason.clone(),
            batch: entry.batch.clone(),
            undoes: entry.undoes.as_ref().map(|id| id.as_str().to_owned()),
            undone: entry.undone,
            created_at: stamp(entry.created_at),
        }
    }

    fn into_entry(self) -> Result<AuditEntry, StoreError> {
        let name = RowName {
            table: "audit_entries",
            id: &self.id,
        };
        Ok(AuditEntry {
            deed: name.word("deed", &self.deed, Deed::parse)?,
            subject: name.word("subject_kind", &self.subject_kind, |kind| {
                AuditSubject::from_parts(kind, &self.subject_id)
            })?,
            id: AuditId::new(self.id),
            actor_id: self.actor_id.map(ActorId::new),
            label: self.label,
            was: self.was,
            became: self.became,
            reason: self.reason,
            batch: self.batch,
            undoes: self.undoes.map(AuditId::new),
            undone: self.undone,
            created_at: time(self.created_at),
        })
    }
}

/// Writes an entry down.
pub fn insert(c: &mut Conn, entry: &AuditEntry) -> Result<(), StoreError> {
    diesel::insert_into(audit_entries::table)
        .values(EntryRow::of(entry))
        .execute(c)?;
    Ok(())
}

/// The entry of that identifier.
pub fn by_id(c: &mut Conn, id: &AuditId) -> Result<Option<AuditEntry>, StoreError> {
    let row = audit_entries::table.find(id.as_str()).select(EntryRow::as_select());
    row.get_result(c).optional()?.map(EntryRow::into_entry).transpose()
}

/// What was done in one go, in the order in which it was done.
pub fn by_batch(c: &mut Conn, batch: &str) -> Result<Vec<AuditEntry>, StoreError> {
    let rows: Vec<EntryRow> = audit_entries::table
        .filter(audit_entries::batch.eq(batch))
        .order(audit_entries::id)
        .select(EntryRow::as_select())
        .load(c)?;
    rows.into_iter().map(EntryRow::into_entry).collect()
}

/// What was done to something, newest first.
pub fn of_subject(c: &mut Conn, subject: &AuditSubject, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
    let (kind, id) = subject.parts();
    let rows: Vec<EntryRow> = audit_entries::table
        .filter(
            audit_entries::subject_kind
                .eq(kind)
                .and(audit_entries::subject_id.eq(id)),
        )
        .order(audit_entries::id.desc())
        .limit(limit)
        .select(EntryRow::as_select())
        .load(c)?;
    rows.into_iter().map(EntryRow::into_entry).collect()
}

/// Everything that was done, newest first, before that entry.
pub fn latest(c: &mut Conn, before: Option<&str>, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
    let query = audit_entries::table
        .order(audit_entries::id.desc())
        .limit(limit)
        .select(EntryRow::as_select());
    let rows: Vec<EntryRow> = match before {
        Some(before) => query.filter(audit_entries::id.lt(before)).load(c)?,
        None => query.load(c)?,
    };
    rows.into_iter().map(EntryRow::into_entry).collect()
}

/// Notes which entry another one takes back.
pub fn mark_undoing(c: &mut Conn, id: &AuditId, undone: &AuditId) -> Result<(), StoreError> {
    diesel::update(audit_entries::table.find(id.as_str()))
        .set(audit_entries::undoes.eq(Some(undone.as_str())))
        .execute(c)?;
    Ok(())
}

/// Forgets what something was called, where that must not be known any more; that something was done stays.
pub fn forget_label(c: &mut Conn, subject: &AuditSubject) -> Result<(), StoreError> {
    let (kind, id) = subject.parts();
    let about = audit_entries::table.filter(
        audit_entries::subject_kind
            .eq(kind)
            .and(audit_entries::subject_id.eq(id)),
    );
    diesel::update(about).set(audit_entries::label.eq("")).execute(c)?;
    Ok(())
}

/// Takes the words of every comment of an actor out of the log.
pub fn forget_comments_by(c: &mut Conn, author: &ActorId) -> Result<(), StoreError> {
    let theirs = comments::table
        .filter(comments::author_id.eq(author.as_str()))
        .select(comments::id);
    let about = audit_entries::table
        .filter(audit_entries::subject_kind.eq("comment"))
        .filter(audit_entries::subject_id.eq_any(theirs));
    diesel::update(about).set(audit_entries::label.eq("")).execute(c)?;
    Ok(())
}

/// Notes that an entry was taken back. False when it was already.
pub fn mark_undone(c: &mut Conn, id: &AuditId) -> Result<bool, StoreError> {
    let open = audit_entries::table
        .find(id.as_str())
        .filter(audit_entries::undone.eq(false));
    Ok(diesel::update(open).set(audit_entries::undone.eq(true)).execute(c)? > 0)
}
