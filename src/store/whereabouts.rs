//! Where else actors are at home, and where they have gone.

use crate::domain::id::ActorId;
use crate::domain::whereabouts::Whereabouts;
use crate::store::backend::on_each_backend;
use crate::store::rows::{RowName, optional_time, stamp};
use crate::store::schema::whereabouts;
use crate::store::{Conn, StoreError};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use url::Url;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = whereabouts, primary_key(actor_id), treat_none_as_null = true)]
struct WhereaboutsRow {
    actor_id: String,
    also_known_as: String,
    moved_to: Option<String>,
    moved_at: Option<NaiveDateTime>,
    attribution_domains: String,
}

impl WhereaboutsRow {
    fn into_whereabouts(self) -> Result<Whereabouts, StoreError> {
        let row = RowName {
            table: "whereabouts",
            id: &self.actor_id,
        };
        let list = |column, text: &str| row.word(column, text, |text| serde_json::from_str::<Vec<String>>(text).ok());
        Ok(Whereabouts {
            also_known_as: list("also_known_as", &self.also_known_as)?
                .iter()
                .map(|uri| row.url("also_known_as", uri))
                .collect::<Result<_, _>>()?,
            moved_to: row.optional_url("moved_to", self.moved_to.as_deref())?,
            moved_at: optional_time(self.moved_at),
            attribution_domains: list("attribution_domains", &self.attribution_domains)?,
        })
    }
}

/// What is known of an actor; nothing in particular of one who never said anything.
pub fn of(c: &mut Conn, id: &ActorId) -> Result<Whereabouts, StoreError> {
    let query = whereabouts::table.find(id.as_str()).select(WhereaboutsRow::as_select());
    let found: Option<WhereaboutsRow> = query.get_result(c).optional()?;
    found.map_or_else(|| Ok(Whereabouts::default()), WhereaboutsRow::into_whereabouts)
}

/// Replaces what is known of an actor.
pub fn put(c: &mut Conn, id: &ActorId, known: &Whereabouts) -> Result<(), StoreError> {
    if known.is_empty() {
        diesel::delete(whereabouts::table.find(id.as_str())).execute(c)?;
        return Ok(());
    }
    let aliases: Vec<&str> = known.also_known_as.iter().map(Url::as_str).collect();
    let row = WhereaboutsRow {
        actor_id: id.as_str().to_owned(),
        also_known_as: serde_json::json!(aliases).to_string(),
        moved_to: known.moved_to.as_ref().map(|uri| uri.as_str().to_owned()),
        moved_at: known.moved_at.map(stamp),
        attribution_domains: serde_json::json!(known.attribution_domains).to_string(),
    };
    on_each_backend!(c, |c| diesel::insert_into(whereabouts::table)
        .values(&row)
        .on_conflict(whereabouts::actor_id)
        .do_update()
        .set(&row)
        .execute(c))?;
    Ok(())
}
