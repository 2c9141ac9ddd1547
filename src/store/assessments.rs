//! What the rules and the score said of comments when they came.

use crate::domain::id::CommentId;
use crate::domain::moderation::{Advice, Assessment};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp};
use crate::store::schema::assessments;
use crate::store::{Conn, StoreError};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = assessments, primary_key(comment_id))]
struct AssessmentRow {
    comment_id: String,
    score: i32,
    advice: String,
    reasons: String,
    created_at: NaiveDateTime,
}

impl AssessmentRow {
    fn into_assessment(self) -> Result<(CommentId, Assessment), StoreError> {
        let row = RowName {
            table: "assessments",
            id: &self.comment_id,
        };
        let assessment = Assessment {
            score: u8::try_from(self.score).map_err(|_| row.bad("score"))?,
            advice: row.word("advice", &self.advice, Advice::parse)?,
            reasons: serde_json::from_str(&self.reasons).map_err(|_| row.bad("reasons"))?,
        };
        Ok((CommentId::new(self.comment_id), assessment))
    }
}

/// Remembers what was said of a comment; the last word counts.
pub fn put(c: &mut Conn, id: &CommentId, assessment: &Assessment, now: DateTime<Utc>) -> Result<(), StoreError> {
    let name = RowName {
        table: "assessments",
        id: id.as_str(),
    };
    let row = AssessmentRow {
        comment_id: id.as_str().to_owned(),
        score: i32::from(assessment.score),
        advice: assessment.advice.as_str().to_owned(),
        reasons: serde_json::to_string(&assessment.reasons).map_err(|_| name.bad("reasons"))?,
        created_at: stamp(now),
    };
    on_each_backend!(c, |c| diesel::insert_into(assessments::table)
        .values(&row)
        .on_conflict(assessments::comment_id)
        .do_update()
        .set(&row)
        .execute(c))?;
    Ok(())
}

/// What was said of those comments. As many as stand on a page, at most.
pub fn by_comments(c: &mut Conn, ids: &[CommentId]) -> Result<Vec<(CommentId, Assessment)>, StoreError> {
    let ids: Vec<&str> = ids.iter().map(CommentId::as_str).collect();
    let rows: Vec<AssessmentRow> = assessments::table
        .filter(assessments::comment_id.eq_any(ids))
        .select(AssessmentRow::as_select())
        .load(c)?;
    rows.into_iter().map(AssessmentRow::into_assessment).collect()
}
