//! Rules for what somebody, or everybody of a server, writes.

use crate::domain::id::AuthorRuleId;
use crate::domain::moderation::{AuthorRule, RuleTarget, Treatment};
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, stamp, time};
use crate::store::schema::author_rules;
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = author_rules)]
struct RuleRow {
    id: String,
    kind: String,
    target: String,
    treatment: String,
    reason: String,
    created_at: NaiveDateTime,
}

impl RuleRow {
    fn into_rule(self) -> Result<AuthorRule, StoreError> {
        let row = RowName {
            table: "author_rules",
            id: &self.id,
        };
        Ok(AuthorRule {
            target: row.word("kind", &self.kind, |kind| RuleTarget::from_parts(kind, &self.target))?,
            treatment: row.word("treatment", &self.treatment, Treatment::parse)?,
            id: AuthorRuleId::new(self.id),
            reason: self.reason,
            created_at: time(self.created_at),
        })
    }
}

/// Every rule, newest first.
pub fn all(c: &mut Conn) -> Result<Vec<AuthorRule>, StoreError> {
    let rows: Vec<RuleRow> = author_rules::table
        .order(author_rules::id.desc())
        .select(RuleRow::as_select())
        .load(c)?;
    rows.into_iter().map(RuleRow::into_rule).collect()
}

/// The rule for exactly that.
pub fn by_target(c: &mut Conn, target: &RuleTarget) -> Result<Option<AuthorRule>, StoreError> {
    let (kind, name) = target.parts();
    let row = author_rules::table
        .filter(author_rules::kind.eq(kind).and(author_rules::target.eq(name)))
        .select(RuleRow::as_select());
    row.get_result(c).optional()?.map(RuleRow::into_rule).transpose()
}

/// Makes a rule, or changes the one for the same.
pub fn put(c: &mut Conn, rule: &AuthorRule) -> Result<(), StoreError> {
    let (kind, target) = rule.target.parts();
    let row = RuleRow {
        id: rule.id.as_str().to_owned(),
        kind: kind.to_owned(),
        target: target.to_owned(),
        treatment: rule.treatment.as_str().to_owned(),
        reason: rule.reason.clone(),
        created_at: stamp(rule.created_at),
    };
    on_each_backend!(c, |c| diesel::insert_into(author_rules::table)
        .values(&row)
        .on_conflict((author_rules::kind, author_rules::target))
        .do_update()
        .set((
            author_rules::treatment.eq(&row.treatment),
            author_rules::reason.eq(&row.reason)
        ))
        .execute(c))?;
    Ok(())
}

/// Gives a rule up. False when there is none.
pub fn delete(c: &mut Conn, target: &RuleTarget) -> Result<bool, StoreError> {
    let (kind, name) = target.parts();
    let rule = author_rules::table.filter(author_rules::kind.eq(kind).and(author_rules::target.eq(name)));
    Ok(diesel::delete(rule).execute(c)? > 0)
}
