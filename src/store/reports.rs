//! Reports and what they are about.

use crate::domain::id::{ActorId, ReportId};
use crate::domain::report::{Category, Report, Reported, ReportedThing};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::{actors, report_objects, reports};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use std::collections::HashMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = reports)]
struct ReportRow {
    id: String,
    uri: String,
    reporter_id: String,
    body: String,
    created_at: NaiveDateTime,
    resolved_at: Option<NaiveDateTime>,
    category: String,
    resolution: String,
    resolved_by: Option<String>,
    forwarded_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = report_objects)]
struct ObjectRow {
    report_id: String,
    position: i32,
    uri: String,
    subject_kind: String,
    subject_id: String,
    author_id: String,
    words: String,
}

impl ObjectRow {
    fn into_thing(self) -> Result<ReportedThing, StoreError> {
        let name = RowName {
            table: "report_objects",
            id: &self.report_id,
        };
        Ok(ReportedThing {
            uri: name.url("uri", &self.uri)?,
            what: name.word("subject_kind", &self.subject_kind, |kind| {
                Reported::from_parts(kind, &self.subject_id)
            })?,
            author_id: (!self.author_id.is_empty()).then(|| ActorId::new(self.author_id)),
            words: self.words,
        })
    }
}

/// Stores a new report with what it is about. False, and nothing stored, when its activity is known already.
pub fn insert(c: &mut Conn, report: &Report) -> Result<bool, StoreError> {
    let row = ReportRow {
        id: report.id.as_str().to_owned(),
        uri: report.uri.clone(),
        reporter_id: report.reporter_id.as_str().to_owned(),
        body: report.text.clone(),
        created_at: stamp(report.created_at),
        resolved_at: report.resolved_at.map(stamp),
        category: report.category.as_str().to_owned(),
        resolution: report.resolution.clone(),
        resolved_by: report.resolved_by.as_ref().map(|id| id.as_str().to_owned()),
        forwarded_at: report.forwarded_at.map(stamp),
    };
    let added = on_each_backend!(c, |c| diesel::insert_into(reports::table)
        .values(&row)
        .on_conflict(reports::uri)
        .do_nothing()
        .execute(c))?;
    if added == 0 {
        return Ok(false);
    }
    for (position, thing) in (0_i32..).zip(&report.objects) {
        let (kind, id) = thing.what.parts();
        let row = ObjectRow {
            report_id: row.id.clone(),
            position,
            uri: thing.uri.as_str().to_owned(),
            subject_kind: kind.to_owned(),
            subject_id: id.to_owned(),
            author_id: thing
                .author_id
                .as_ref()
                .map(|id| id.as_str().to_owned())
                .unwrap_or_default(),
            words: thing.words.clone(),
        };
        diesel::insert_into(report_objects::table).values(row).execute(c)?;
    }
    Ok(true)
}

/// Is the report of that activity here already?
pub fn is_known(c: &mut Conn, uri: &str) -> Result<bool, StoreError> {
    let known = reports::table.filter(reports::uri.eq(uri));
    Ok(diesel::select(diesel::dsl::exists(known)).get_result(c)?)
}

/// How many reports of the people of one host nobody is done with yet.
pub fn count_open_of(c: &mut Conn, host: &str) -> Result<i64, StoreError> {
    let there = actors::table.filter(actors::host.eq(host)).select(actors::id);
    Ok(reports::table
        .filter(reports::resolved_at.is_null())
        .filter(reports::reporter_id.eq_any(there))
        .count()
        .get_result(c)?)
}

/// How many reports nobody is done with yet.
pub fn count_open(c: &mut Conn) -> Result<i64, StoreError> {
    Ok(reports::table
        .filter(reports::resolved_at.is_null())
        .count()
        .get_result(c)?)
}

/// Reports that nobody is done with yet, or those that somebody is, newest first, from before that one.
pub fn list(c: &mut Conn, open: bool, before: Option<&str>, limit: i64) -> Result<Vec<Report>, StoreError> {
    let mut query = reports::table
        .order(reports::id.desc())
        .limit(limit)
        .select(ReportRow::as_select())
        .into_boxed();
    query = match open {
        true => query.filter(reports::resolved_at.is_null()),
        false => query.filter(reports::resolved_at.is_not_null()),
    };
    if let Some(before) = before {
        query = query.filter(reports::id.lt(before.to_owned()));
    }
    with_objects(c, |c| query.load(c))
}

/// The report of that id.
pub fn by_id(c: &mut Conn, id: &ReportId) -> Result<Option<Report>, StoreError> {
    let query = reports::table
        .find(id.as_str().to_owned())
        .select(ReportRow::as_select());
    Ok(with_objects(c, |c| query.load(c))?.pop())
}

/// The reports about the same thing, or about anything else of the same author, newest first.
pub fn related(c: &mut Conn, report: &Report, limit: i64) -> Result<Vec<Report>, StoreError> {
    let ids: Vec<String> = report
        .objects
        .iter()
        .map(|thing| thing.what.parts().1.to_owned())
        .collect();
    let authors: Vec<String> = report
        .objects
        .iter()
        .filter_map(|thing| Some(thing.author_id.as_ref()?.as_str().to_owned()))
        .collect();
    let about = report_objects::table
        .filter(
            report_objects::subject_id
                .eq_any(ids)
                .or(report_objects::author_id.eq_any(authors)),
        )
        .select(report_objects::report_id);
    let query = reports::table
        .filter(reports::id.eq_any(about))
        .filter(reports::id.ne(report.id.as_str().to_owned()))
        .order(reports::id.desc())
        .limit(limit)
        .select(ReportRow::as_select());
    with_objects(c, |c| query.load(c))
}

fn with_objects(
    c: &mut Conn,
    load: impl FnOnce(&mut Conn) -> Result<Vec<ReportRow>, diesel::result::Error>,
) -> Result<Vec<Report>, StoreError> {
    let rows = load(c)?;
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let objects: Vec<ObjectRow> = report_objects::table
        .filter(report_objects::report_id.eq_any(ids))
        .order((report_objects::report_id, report_objects::position))
        .select(ObjectRow::as_select())
        .load(c)?;
    let mut things: HashMap<String, Vec<ReportedThing>> = HashMap::new();
    for object in objects {
        let report = object.report_id.clone();
        things.entry(report).or_default().push(object.into_thing()?);
    }
    let report = |row: ReportRow| {
        let name = RowName {
            table: "reports",
            id: &row.id,
        };
        Ok(Report {
            category: name.word("category", &row.category, Category::parse)?,
            objects: things.remove(&row.id).unwrap_or_default(),
            id: ReportId::new(row.id),
            uri: row.uri,
            reporter_id: ActorId::new(row.reporter_id),
            text: row.body,
            created_at: time(row.created_at),
            forwarded_at: optional_time(row.forwarded_at),
            resolved_at: optional_time(row.resolved_at),
            resolved_by: row.resolved_by.map(ActorId::new),
            resolution: row.resolution,
        })
    };
    rows.into_iter().map(report).collect()
}

/// Somebody is done with a report; false when somebody was before.
pub fn resolve(
    c: &mut Conn,
    id: &ReportId,
    by: &ActorId,
    resolution: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let open = reports::table.find(id.as_str()).filter(reports::resolved_at.is_null());
    Ok(diesel::update(open)
        .set((
            reports::resolved_at.eq(Some(stamp(now))),
            reports::resolved_by.eq(Some(by.as_str())),
            reports::resolution.eq(resolution),
        ))
        .execute(c)?
        > 0)
}

/// A report is to be looked at again; false when it is open.
pub fn reopen(c: &mut Conn, id: &ReportId) -> Result<bool, StoreError> {
    let done = reports::table
        .find(id.as_str())
        .filter(reports::resolved_at.is_not_null());
    Ok(diesel::update(done)
        .set((
            reports::resolved_at.eq(None::<NaiveDateTime>),
            reports::resolved_by.eq(None::<String>),
            reports::resolution.eq(""),
        ))
        .execute(c)?
        > 0)
}

/// A report is passed on; false when it was before.
pub fn mark_forwarded(c: &mut Conn, id: &ReportId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let new = reports::table.find(id.as_str()).filter(reports::forwarded_at.is_null());
    Ok(diesel::update(new)
        .set(reports::forwarded_at.eq(Some(stamp(now))))
        .execute(c)?
        > 0)
}

/// Forgets the words of somebody who is gone: what they said that was reported, and what they said of others. That there was a report
/// stays.
pub fn erase_words(c: &mut Conn, actor: &ActorId) -> Result<(), StoreError> {
    diesel::update(report_objects::table.filter(report_objects::author_id.eq(actor.as_str())))
        .set(report_objects::words.eq(""))
        .execute(c)?;
    diesel::update(reports::table.filter(reports::reporter_id.eq(actor.as_str())))
        .set(reports::body.eq(""))
        .execute(c)?;
    Ok(())
}
