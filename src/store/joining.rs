//! Links by which somebody may make an account, and people who asked for one.

use super::rows::{RowName, optional_time, stamp, time};
use super::schema::{applications, invitations};
use super::{Conn, StoreError};
use crate::domain::account::Role;
use crate::domain::id::{ActorId, ApplicationId, InvitationId};
use crate::domain::joining::{Application, Invitation};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations)]
struct InvitationRow {
    id: String,
    code: String,
    role: String,
    note: String,
    uses_left: Option<i64>,
    used: i64,
    expires_at: Option<NaiveDateTime>,
    made_by: Option<String>,
    created_at: NaiveDateTime,
}

impl InvitationRow {
    fn into_invitation(self) -> Result<Invitation, StoreError> {
        let row = RowName {
            table: "invitations",
            id: &self.id,
        };
        Ok(Invitation {
            role: row.word("role", &self.role, Role::parse)?,
            id: InvitationId::new(self.id),
            code: self.code,
            note: self.note,
            uses_left: self.uses_left,
            used: self.used,
            expires_at: optional_time(self.expires_at),
            made_by: self.made_by.map(ActorId::new),
            created_at: time(self.created_at),
        })
    }
}

/// Every link, newest first.
pub fn invitations(c: &mut Conn) -> Result<Vec<Invitation>, StoreError> {
    let rows: Vec<InvitationRow> = invitations::table
        .order(invitations::id.desc())
        .select(InvitationRow::as_select())
        .load(c)?;
    rows.into_iter().map(InvitationRow::into_invitation).collect()
}

/// The link that ends like that.
pub fn invitation(c: &mut Conn, code: &str) -> Result<Option<Invitation>, StoreError> {
    let row: Option<InvitationRow> = invitations::table
        .filter(invitations::code.eq(code))
        .select(InvitationRow::as_select())
        .get_result(c)
        .optional()?;
    row.map(InvitationRow::into_invitation).transpose()
}

/// Adds a link.
pub fn invite(c: &mut Conn, invitation: &Invitation) -> Result<(), StoreError> {
    let row = InvitationRow {
        id: invitation.id.as_str().to_owned(),
        code: invitation.code.clone(),
        role: invitation.role.as_str().to_owned(),
        note: invitation.note.clone(),
        uses_left: invitation.uses_left,
        used: invitation.used,
        expires_at: invitation.expires_at.map(stamp),
        made_by: invitation.made_by.as_ref().map(|id| id.as_str().to_owned()),
        created_at: stamp(invitation.created_at),
    };
    diesel::insert_into(invitations::table).values(row).execute(c)?;
    Ok(())
}

/// Takes one use of a link; false when there is none left, which the statement decides.
pub fn use_invitation(c: &mut Conn, id: &InvitationId) -> Result<bool, StoreError> {
    let left = invitations::table
        .find(id.as_str())
        .filter(invitations::uses_left.is_null().or(invitations::uses_left.gt(0)));
    Ok(diesel::update(left)
        .set((
            invitations::uses_left.eq(invitations::uses_left - 1),
            invitations::used.eq(invitations::used + 1),
        ))
        .execute(c)?
        > 0)
}

/// Gives one use back.
pub fn give_back(c: &mut Conn, id: &InvitationId) -> Result<(), StoreError> {
    diesel::update(invitations::table.find(id.as_str()))
        .set((
            invitations::uses_left.eq(invitations::uses_left + 1),
            invitations::used.eq(invitations::used - 1),
        ))
        .execute(c)?;
    Ok(())
}

/// Takes a link back; false when there is none.
pub fn revoke(c: &mut Conn, id: &InvitationId) -> Result<bool, StoreError> {
    Ok(diesel::delete(invitations::table.find(id.as_str())).execute(c)? > 0)
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = applications)]
struct ApplicationRow {
    id: String,
    handle: String,
    name: String,
    email: Option<String>,
    password_hash: String,
    role: String,
    reason: String,
    language: String,
    needs_approval: bool,
    invitation_id: Option<String>,
    confirmed_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
}

impl ApplicationRow {
    fn into_application(self) -> Result<Application, StoreError> {
        let row = RowName {
            table: "applications",
            id: &self.id,
        };
        Ok(Application {
            role: row.word("role", &self.role, Role::parse)?,
            id: ApplicationId::new(self.id),
            handle: self.handle,
            name: self.name,
            email: self.email,
            password_hash: self.password_hash,
            reason: self.reason,
            language: self.language,
            needs_approval: self.needs_approval,
            invitation_id: self.invitation_id.map(InvitationId::new),
            confirmed_at: optional_time(self.confirmed_at),
            created_at: time(self.created_at),
        })
    }
}

/// Adds an application. Fails with a unique violation when somebody else asked for the same handle.
pub fn apply(c: &mut Conn, application: &Application) -> Result<(), StoreError> {
    let row = ApplicationRow {
        id: application.id.as_str().to_owned(),
        handle: application.handle.clone(),
        name: application.name.clone(),
        email: application.email.clone(),
        password_hash: application.password_hash.clone(),
        role: application.role.as_str().to_owned(),
        reason: application.reason.clone(),
        language: application.language.clone(),
        needs_approval: application.needs_approval,
        invitation_id: application.invitation_id.as_ref().map(|id| id.as_str().to_owned()),
        confirmed_at: application.confirmed_at.map(stamp),
        created_at: stamp(application.created_at),
    };
    diesel::insert_into(applications::table).values(row).execute(c)?;
    Ok(())
}

/// The application of that id.
pub fn application(c: &mut Conn, id: &ApplicationId) -> Result<Option<Application>, StoreError> {
    let row: Option<ApplicationRow> = applications::table
        .find(id.as_str())
        .select(ApplicationRow::as_select())
        .get_result(c)
        .optional()?;
    row.map(ApplicationRow::into_application).transpose()
}

/// Those who wait for a decision, the first first.
pub fn waiting(c: &mut Conn) -> Result<Vec<Application>, StoreError> {
    let rows: Vec<ApplicationRow> = applications::table
        .filter(applications::needs_approval.eq(true))
        .filter(applications::confirmed_at.is_not_null())
        .order(applications::id)
        .select(ApplicationRow::as_select())
        .load(c)?;
    rows.into_iter().map(ApplicationRow::into_application).collect()
}

/// How many wait for a decision.
pub fn count_waiting(c: &mut Conn) -> Result<i64, StoreError> {
    Ok(applications::table
        .filter(applications::needs_approval.eq(true))
        .filter(applications::confirmed_at.is_not_null())
        .count()
        .get_result(c)?)
}

/// Is that handle asked for?
pub fn is_wanted(c: &mut Conn, handle: &str) -> Result<bool, StoreError> {
    let found: i64 = applications::table
        .filter(applications::handle.eq(handle))
        .count()
        .get_result(c)?;
    Ok(found > 0)
}

/// Forgets earlier wishes of the same address that nobody confirmed: whoever asks again means the last one. Gives back the links
/// they came by.
pub fn forget_earlier(c: &mut Conn, email: &str) -> Result<Vec<InvitationId>, StoreError> {
    let earlier = applications::table.filter(applications::email.eq(email).and(applications::confirmed_at.is_null()));
    let links: Vec<Option<String>> = diesel::delete(earlier)
        .returning(applications::invitation_id)
        .get_results(c)?;
    Ok(links.into_iter().flatten().map(InvitationId::new).collect())
}

/// The address of an application is its owner's.
pub fn confirm(c: &mut Conn, id: &ApplicationId, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(applications::table.find(id.as_str()))
        .set(applications::confirmed_at.eq(Some(stamp(now))))
        .execute(c)?;
    Ok(())
}

/// Ends an application; false when somebody else did.
pub fn finish(c: &mut Conn, id: &ApplicationId) -> Result<bool, StoreError> {
    Ok(diesel::delete(applications::table.find(id.as_str())).execute(c)? > 0)
}

/// Forgets applications from before then whose address nobody confirmed, and gives back the links they came by; and links that ended
/// before `ended`.
pub fn prune(c: &mut Conn, before: DateTime<Utc>, ended: DateTime<Utc>) -> Result<Vec<InvitationId>, StoreError> {
    let old = applications::table
        .filter(applications::confirmed_at.is_null())
        .filter(applications::created_at.lt(stamp(before)));
    let links: Vec<Option<String>> = diesel::delete(old)
        .returning(applications::invitation_id)
        .get_results(c)?;
    diesel::delete(invitations::table.filter(invitations::expires_at.lt(stamp(ended)))).execute(c)?;
    Ok(links.into_iter().flatten().map(InvitationId::new).collect())
}
