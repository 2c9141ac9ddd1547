//! Looking after accounts: roles, and who may not sign in.

use crate::domain::account::{Account, Permission, Role, Suspension};
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::{AccountId, ActorId};
use crate::service::moderation::checked_reason;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, accounts, actors, second_factors, sessions, suspensions};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};

/// Who looks after an account: somebody signed in, or whoever has the command line, for whom the operating system vouches.
#[derive(Clone, Debug)]
pub enum Caretaker {
    /// Somebody signed in.
    Viewer(Box<Viewer>),
    /// The command line.
    Shell,
}

impl From<&Viewer> for Caretaker {
    fn from(viewer: &Viewer) -> Self {
        Self::Viewer(Box::new(viewer.clone()))
    }
}

impl Caretaker {
    /// What the caretaker may do now: it may have been taken since they opened the page.
    pub(in crate::service) fn role(&self, c: &mut Conn) -> Result<Role, Error> {
        Ok(match self {
            Self::Viewer(viewer) => accounts::by_id(c, &viewer.account.id)?.ok_or(Error::Forbidden)?.role,
            Self::Shell => Role::Owner,
        })
    }

    pub(in crate::service) fn actor_id(&self) -> Option<&ActorId> {
        match self {
            Self::Viewer(viewer) => Some(&viewer.actor.id),
            Self::Shell => None,
        }
    }
}

/// An account as those see it who look after them.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// The account.
    pub account: Account,
    /// Its handle, without a host.
    pub handle: String,
    /// Its name.
    pub name: String,
    /// It cannot sign in.
    pub suspension: Option<Suspension>,
    /// It has a second factor.
    pub has_second_factor: bool,
    /// When it was here last, as far as it is signed in somewhere.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Whoever asks may change it.
    pub may_change: bool,
}

impl Service {
    /// Every account, oldest first.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn account_lines(&self, viewer: &Viewer) -> Result<Vec<AccountLine>, Error> {
        Self::allow(viewer, Permission::ManageAccounts)?;
        let role = viewer.account.role;
        self.read(move |c| {
            let all = accounts::all(c)?;
            let ids: Vec<_> = all.iter().map(|(account, _)| account.actor_id.clone()).collect();
            let people: HashMap<ActorId, Actor> = actors::by_ids(c, &ids)?
                .into_iter()
                .map(|actor| (actor.id.clone(), actor))
                .collect();
            let mut suspended: HashMap<_, _> = suspensions::all(c)?.into_iter().collect();
            let seen: HashMap<_, _> = sessions::last_seen(c)?.into_iter().collect();
            let factors: HashSet<_> = second_factors::accounts(c)?.into_iter().collect();
            let line = |(account, handle): (Account, String)| AccountLine {
                name: people
                    .get(&account.actor_id)
                    .map_or_else(|| handle.clone(), |actor| actor.display_name().to_owned()),
                suspension: suspended.remove(&account.id),
                has_second_factor: factors.contains(&account.id),
                last_seen_at: seen.get(&account.id).copied(),
                may_change: role.looks_after(account.role),
                handle,
                account,
            };
            Ok(all.into_iter().map(line).collect())
        })
        .await
    }

    /// Changes what somebody may do.
    ///
    /// # Errors
    /// `NotFound`; `Conflict` (`owner-role`) for the owner's role; `Forbidden` for who may do as much as the caretaker, and for roles
    /// that may do more.
    pub async fn give_role(&self, by: &Caretaker, handle: &str, role: Role) -> Result<(), Error> {
        let (service, by, handle) = (self.clone(), by.clone(), handle.to_owned());
        self.write(move |c, _| {
            let (account, actor) = cared_for(c, &by, &handle)?;
            if role == Role::Owner {
                return Err(owner_role());
            }
            if !by.role(c)?.may_give(role) {
                return Err(Error::Forbidden);
            }
            if account.role == role {
                return Ok(());
            }
            accounts::set_role(c, &account.id, role)?;
            service.audit_account(c, &by, Deed::RoleChanged, &account.id, &actor, |entry| AuditEntry {
                was: account.role.as_str().to_owned(),
                became: role.as_str().to_owned(),
                ..entry
            })
        })
        .await
    }

    /// Signs an account out everywhere and keeps it out until the suspension is lifted. What it wrote stays where it is. Its owner is
    /// told why, when they sign in.
    ///
    /// # Errors
    /// As [`Service::give_role`]; `Invalid` for an endless reason.
    pub async fn suspend_account(&self, by: &Caretaker, handle: &str, reason: &str) -> Result<(), Error> {
        let (service, by, handle, now) = (self.clone(), by.clone(), handle.to_owned(), self.now());
        let reason = checked_reason(reason)?;
        self.write(move |c, _| {
            let (account, actor) = cared_for(c, &by, &handle)?;
            let suspension = Suspension {
                reason: reason.clone(),
                since: now,
            };
            if !suspensions::insert(c, &account.id, &suspension)? {
                return Ok(());
            }
            sessions::delete_others(c, &account.id, None)?;
            service.audit_account(c, &by, Deed::AccountSuspended, &account.id, &actor, |entry| {
                AuditEntry { reason, ..entry }
            })
        })
        .await
    }

    /// Lets an account in again.
    ///
    /// # Errors
    /// As [`Service::give_role`].
    pub async fn lift_suspension(&self, by: &Caretaker, handle: &str) -> Result<(), Error> {
        let (service, by, handle) = (self.clone(), by.clone(), handle.to_owned());
        self.write(move |c, _| {
            let (account, actor) = cared_for(c, &by, &handle)?;
            if !suspensions::delete(c, &account.id)? {
                return Ok(());
            }
            service.audit_account(c, &by, Deed::SuspensionLifted, &account.id, &actor, |entry| entry)
        })
        .await
    }

    fn audit_account(
        &self,
        c: &mut Conn,
        by: &Caretaker,
        deed: Deed,
        account: &AccountId,
        actor: &Actor,
        fill: impl FnOnce(AuditEntry) -> AuditEntry,
    ) -> Result<(), Error> {
        let subject = AuditSubject::Account(account.clone());
        self.audit(c, by.actor_id(), deed, subject, |entry| {
            fill(AuditEntry {
                label: format!("@{}", actor.handle),
                ..entry
            })
        })?;
        Ok(())
    }
}

/// The account of a handle, when the caretaker may look after it.
pub(super) fn cared_for(c: &mut Conn, by: &Caretaker, handle: &str) -> Result<(Account, Actor), Error> {
    let by_role = by.role(c)?;
    if !by_role.may(Permission::ManageAccounts) {
        return Err(Error::Forbidden);
    }
    let handle = handle.trim().trim_start_matches('@').to_lowercase();
    let actor = actors::local_by_handle(c, &handle)?.ok_or(Error::NotFound)?;
    let account = accounts::by_actor(c, &actor.id)?.ok_or(Error::NotFound)?;
    if account.role == Role::Owner {
        return Err(owner_role());
    }
    if !by_role.looks_after(account.role) {
        return Err(Error::Forbidden);
    }
    Ok((account, actor))
}

fn owner_role() -> Error {
    Error::Conflict {
        code: "owner-role",
        message: "error-owner-role".into(),
    }
}
