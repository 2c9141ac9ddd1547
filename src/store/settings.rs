//! Settings of the site that are kept in the database: facts about this installation, not preferences of config.

use super::backend::on_each_backend;
use super::schema::settings;
use super::{Conn, StoreError};
use diesel::prelude::*;

/// The value of a setting.
pub fn get(c: &mut Conn, name: &str) -> Result<Option<String>, StoreError> {
    Ok(settings::table
        .find(name)
        .select(settings::value)
        .get_result(c)
        .optional()?)
}

/// Sets a value.
pub fn set(c: &mut Conn, name: &str, value: &str) -> Result<(), StoreError> {
    on_each_backend!(c, |c| diesel::insert_into(settings::table)
        .values((settings::name.eq(name), settings::value.eq(value)))
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(value))
        .execute(c))?;
    Ok(())
}
