//! Reports and what they are about.

use crate::domain::id::{ActorId, ReportId};
use crate::domain::report::{Report, Reported};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp, time};
use crate::store::schema::{actors, report_objects, reports};
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = reports)]
struct ReportRow {
    id: String,
    uri: String,
    reporter_id: String,
    body: String,
    created_at: NaiveDateTime,
    resolved_at: Option<NaiveDateTime>,
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
    };
    let added = on_each_backend!(c, |c| diesel::insert_into(reports::table)
        .values(&row)
        .on_conflict(reports::uri)
        .do_nothing()
        .execute(c))?;
    if added == 0 {
        return Ok(false);
    }
    for (position, (uri, reported)) in (0_i32..).zip(&report.objects) {
        let (kind, id) = reported.parts();
        diesel::insert_into(report_objects::table)
            .values((
                report_objects::report_id.eq(report.id.as_str()),
                report_objects::position.eq(position),
                report_objects::uri.eq(uri.as_str()),
                report_objects::subject_kind.eq(kind),
                report_objects::subject_id.eq(id),
            ))
            .execute(c)?;
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

/// The reports that nobody is done with yet, newest first.
pub fn open(c: &mut Conn, limit: i64) -> Result<Vec<Report>, StoreError> {
    let rows: Vec<ReportRow> = reports::table
        .filter(reports::resolved_at.is_null())
        .order(reports::id.desc())
        .limit(limit)
        .select(ReportRow::as_select())
        .load(c)?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let objects: Vec<(String, String, String)> = report_objects::table
            .filter(report_objects::report_id.eq(&row.id))
            .order(report_objects::position)
            .select((
                report_objects::uri,
                report_objects::subject_kind,
                report_objects::subject_id,
            ))
            .load(c)?;
        let name = RowName {
            table: "report_objects",
            id: &row.id,
        };
        let objects = objects
            .iter()
            .map(|(uri, kind, id)| {
                let reported = name.word("subject_kind", kind, |kind| Reported::from_parts(kind, id))?;
                Ok((name.url("uri", uri)?, reported))
            })
            .collect::<Result<_, StoreError>>()?;
        found.push(Report {
            id: ReportId::new(row.id.clone()),
            uri: row.uri,
            reporter_id: ActorId::new(row.reporter_id),
            text: row.body,
            objects,
            created_at: time(row.created_at),
            resolved_at: optional_time(row.resolved_at),
        });
    }
    Ok(found)
}
