//! Who may join, the links by which they may, and the decision about those who ask.

mod letters;
mod signing_up;

pub use signing_up::{Door, Joined, SignUp};

use crate::domain::account::{Permission, Role};
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::{ApplicationId, InvitationId};
use crate::domain::joining::{Application, DAYS_MAX, Invitation, NOTE_MAX, Registration, USES_MAX};
use crate::domain::review::FieldError;
use crate::domain::text::plain;
use crate::service::accounts::Caretaker;
use crate::service::freshness::Tag;
use crate::service::moderation::checked_reason;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, joining, settings};
use chrono::TimeDelta;

/// Name of the setting that says who may join.
const SETTING: &str = "registration";

/// A new link as typed.
#[derive(Clone, Debug, Default)]
pub struct InvitationInput {
    /// For whom it is; for those who look after accounts.
    pub note: String,
    /// Name of the role of the new accounts.
    pub role: String,
    /// How many accounts may be made with it; empty for any number.
    pub uses: String,
    /// How many days it holds; empty for ever.
    pub days: String,
}

/// What those who look after accounts see of joining.
#[derive(Clone, Debug)]
pub struct JoiningPage {
    /// Who may join.
    pub mode: Registration,
    /// The links, newest first.
    pub invitations: Vec<Invitation>,
    /// Those who wait for a decision, the first first.
    pub waiting: Vec<Application>,
}

/// A number that may be left out.
fn number(field: &str, typed: &str, most: i64, errors: &mut Vec<FieldError>) -> Option<i64> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse::<i64>().ok().filter(|number| (1..=most).contains(number));
    if number.is_none() {
        let message = crate::domain::message::Message::new("input-number").with("most", most);
        errors.push(FieldError::new(field, message));
    }
    number
}

impl Service {
    /// Who may join.
    pub async fn registration(&self) -> Result<Registration, Error> {
        self.read(registration).await
    }

    /// Everything about joining, for those who look after accounts.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn joining_page(&self, viewer: &Viewer) -> Result<JoiningPage, Error> {
        Self::allow(viewer, Permission::ManageAccounts)?;
        self.read(|c| {
            Ok(JoiningPage {
                mode: registration(c)?,
                invitations: joining::invitations(c)?,
                waiting: joining::waiting(c)?,
            })
        })
        .await
    }

    /// Says who may join from now on.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn set_registration(&self, viewer: &Viewer, mode: Registration) -> Result<(), Error> {
        Self::allow(viewer, Permission::ManageAccounts)?;
        let (service, actor) = (self.clone(), viewer.actor.id.clone());
        self.write(move |c, tags| {
            let was = registration(c)?;
            if was == mode {
                return Ok(());
            }
            settings::set(c, SETTING, mode.as_str())?;
            // The pages that lead people in, and NodeInfo, which says whether there is a way.
            tags.push(Tag::site());
            service.audit(
                c,
                Some(&actor),
                Deed::RegistrationChanged,
                AuditSubject::Site,
                |entry| AuditEntry {
                    was: was.as_str().to_owned(),
                    became: mode.as_str().to_owned(),
                    ..entry
                },
            )?;
            Ok(())
        })
        .await
    }

    /// Makes a link and gives it back.
    ///
    /// # Errors
    /// `Invalid` by field; `Forbidden` for a role above one's own.
    pub async fn invite(&self, by: &Caretaker, input: &InvitationInput) -> Result<Invitation, Error> {
        let mut errors = Vec::new();
        let note = plain::one_line(&input.note, NOTE_MAX);
        let uses_left = number("uses", &input.uses, USES_MAX, &mut errors);
        let days = number("days", &input.days, DAYS_MAX, &mut errors);
        let role = Role::parse(&input.role).ok_or(Error::Forbidden)?;
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (service, by, now) = (self.clone(), by.clone(), self.now());
        let invitation = Invitation {
            id: InvitationId::new(self.next_id()),
            code: self.env().ids.token(),
            role,
            note,
            uses_left,
            used: 0,
            expires_at: days.map(|days| now + TimeDelta::days(days)),
            made_by: by.actor_id().cloned(),
            created_at: now,
        };
        self.write(move |c, _| {
            if !by.role(c)?.may_give(invitation.role) {
                return Err(Error::Forbidden);
            }
            joining::invite(c, &invitation)?;
            service.audit(c, by.actor_id(), Deed::InvitationMade, AuditSubject::Site, |entry| {
                AuditEntry {
                    label: invitation.note.clone(),
                    became: invitation.role.as_str().to_owned(),
                    ..entry
                }
            })?;
            Ok(invitation)
        })
        .await
    }

    /// Where a link leads.
    pub fn invitation_url(&self, invitation: &Invitation) -> url::Url {
        self.urls().at(&format!("/join/{}", invitation.code))
    }

    /// Takes a link back. Who came by it stays.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn revoke_invitation(&self, viewer: &Viewer, id: &InvitationId) -> Result<(), Error> {
        Self::allow(viewer, Permission::ManageAccounts)?;
        let (service, actor, id) = (self.clone(), viewer.actor.id.clone(), id.clone());
        self.write(move |c, _| {
            let note = joining::invitations(c)?.into_iter().find(|known| known.id == id);
            let note = note.ok_or(Error::NotFound)?.note;
            joining::revoke(c, &id)?;
            service.audit(c, Some(&actor), Deed::InvitationRevoked, AuditSubject::Site, |entry| {
                AuditEntry { label: note, ..entry }
            })?;
            Ok(())
        })
        .await
    }

    /// Lets somebody in who waits, and tells them by mail.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` when somebody else decided; `Invalid` when the handle or the address was taken meanwhile.
    pub async fn let_in(&self, viewer: &Viewer, id: &ApplicationId) -> Result<(), Error> {
        Self::allow(viewer, Permission::ManageAccounts)?;
        let (actor, handle) = self
            .waiting_handle(id)
            .await
            .map(|handle| (viewer.actor.id.clone(), handle))?;
        let keys = self.new_keys().await?;
        let (service, id) = (self.clone(), id.clone());
        self.write(move |c, tags| {
            let application = decided(c, &id)?;
            let account = service.account_of(c, tags, &application, &keys)?;
            if let Some(mail) = service.welcome_mail(&application, &account)? {
                service.post_mail(c, &mail)?;
            }
            service.audit(
                c,
                Some(&actor),
                Deed::ApplicationAccepted,
                AuditSubject::Account(account.id),
                |entry| AuditEntry {
                    label: format!("@{handle}"),
                    ..entry
                },
            )?;
            Ok(())
        })
        .await
    }

    /// Turns somebody away who waits, and tells them why by mail. Nothing is kept of them but that.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` when somebody else decided; `Invalid` for an endless reason.
    pub async fn turn_away(&self, viewer: &Viewer, id: &ApplicationId, reason: &str) -> Result<(), Error> {
        Self::allow(viewer, Permission::ManageAccounts)?;
        let reason = checked_reason(reason)?;
        let (service, actor, id) = (self.clone(), viewer.actor.id.clone(), id.clone());
        self.write(move |c, _| {
            let application = decided(c, &id)?;
            if let Some(mail) = service.refusal_mail(&application, &reason)? {
                service.post_mail(c, &mail)?;
            }
            service.audit(c, Some(&actor), Deed::ApplicationRefused, AuditSubject::Site, |entry| {
                AuditEntry {
                    label: format!("@{}", application.handle),
                    reason,
                    ..entry
                }
            })?;
            Ok(())
        })
        .await
    }

    async fn waiting_handle(&self, id: &ApplicationId) -> Result<String, Error> {
        let id = id.clone();
        self.read(move |c| Ok(joining::application(c, &id)?.ok_or(Error::NotFound)?.handle))
            .await
    }
}

/// Who may join.
pub(in crate::service) fn registration(c: &mut Conn) -> Result<Registration, Error> {
    let stored = settings::get(c, SETTING)?;
    Ok(stored
        .and_then(|stored| Registration::parse(&stored))
        .unwrap_or_default())
}

/// Takes an application that waits for a decision out of the list.
fn decided(c: &mut Conn, id: &ApplicationId) -> Result<Application, Error> {
    let application = joining::application(c, id)?
        .filter(|application| application.needs_approval && application.confirmed_at.is_some())
        .ok_or(Error::NotFound)?;
    if !joining::finish(c, id)? {
        return Err(Error::NotFound);
    }
    Ok(application)
}
