//! Asking for an account: the form, the mail address that is confirmed, and the account.

use super::registration;
use crate::domain::account::{Account, Role};
use crate::domain::id::{ApplicationId, InvitationId};
use crate::domain::joining::{Application, CONFIRM_HOURS, Invitation, REASON_MAX, Registration};
use crate::domain::message::Message;
use crate::domain::review::FieldError;
use crate::env::keys::KeyPair;
use crate::messages::Language;
use crate::service::accounts::{CheckedAccount, NewAccount, check_free};
use crate::service::freshness::Tag;
use crate::service::seals::Purpose;
use crate::service::sessions::client_bucket;
use crate::service::{Error, Service, passwords};
use crate::store::{Conn, accounts, joining};
use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;

/// How long a form may stay open, in hours.
const FORM_HOURS: i64 = 24;
/// Nobody types a name, an address and a password faster than this, in seconds.
const TYPING_S: i64 = 2;
/// What the seal of a form is about.
const FORM: &str = "join";

/// Who may come through a door, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Who may join at all.
    pub mode: Registration,
    /// The link somebody came by, while it holds.
    pub invitation: Option<Invitation>,
    /// Somebody came by a link that holds no more.
    pub is_over: bool,
}

impl Door {
    /// Is there a form behind it?
    pub fn is_open(&self) -> bool {
        self.invitation.is_some() || self.mode.takes_strangers()
    }

    /// Does somebody decide about each?
    pub fn needs_approval(&self) -> bool {
        self.invitation.is_none() && self.mode == Registration::Approval
    }
}

/// A wish for an account as typed.
#[derive(Clone, Debug, Default)]
pub struct SignUp {
    /// Handle, name, address and password.
    pub account: NewAccount,
    /// Why they want to join.
    pub reason: String,
    /// What stands in the field that people do not see.
    pub trap: String,
    /// The seal of the form, which says when it was opened.
    pub opened: String,
    /// The tag of the language they read.
    pub language: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// They can sign in.
    In,
    /// They find a link in their mail. Also said to whoever typed an address that has an account already.
    LookIntoMail,
    /// Somebody decides.
    Waits,
}

impl Service {
    /// The door that a link, or none, leads to.
    pub async fn door(&self, code: Option<&str>) -> Result<Door, Error> {
        let (code, now) = (code.map(str::to_owned), self.now());
        self.read(move |c| door(c, code.as_deref(), now)).await
    }

    /// The seal of a form that is opened now.
    pub async fn join_form(&self) -> Result<String, Error> {
        let key = self.seal_key().await?;
        Ok(key.seal(Purpose::Form, FORM, self.now() + TimeDelta::hours(FORM_HOURS)))
    }

    /// Takes a wish for an account. Where this site sends mail, the address has to be confirmed first.
    ///
    /// # Errors
    /// `Invalid` by field; field `form` when it was open for too long or filled in by a program; `TooMany`; `Forbidden` when nobody may
    /// join this way.
    pub async fn sign_up(&self, code: Option<&str>, input: SignUp, client: IpAddr) -> Result<Joined, Error> {
        self.check_person(&input).await?;
        let buckets = vec![format!("join-{}", client_bucket(client))];
        self.check_attempts(&buckets).await?;
        let door = self.door(code).await?;
        if !door.is_open() {
            return Err(Error::Forbidden);
        }
        let (checked, reason) = self.check_wish(&door, &input)?;
        self.record_attempts(buckets).await?;
        let password_hash = passwords::hash(input.account.password, &self.env().ids).await?;
        let (now, mails) = (self.now(), checked.email.is_some());
        let application = Application {
            id: ApplicationId::new(self.next_id()),
            handle: checked.handle.clone(),
            name: checked.name.clone(),
            email: checked.email.clone(),
            password_hash,
            role: door.invitation.as_ref().map_or(Role::Member, |link| link.role),
            reason,
            language: input.language,
            needs_approval: door.needs_approval(),
            invitation_id: door.invitation.as_ref().map(|link| link.id.clone()),
            confirmed_at: (!mails).then_some(now),
            created_at: now,
        };
        // Made before the transaction: an RSA key takes its time. Only where it is needed at once.
        let keys = match mails || application.needs_approval {
            true => None,
            false => Some(self.new_keys().await?),
        };
        let (service, code) = (self.clone(), code.map(str::to_owned));
        let confirm = self.confirm_mail(&application).await?;
        self.write(move |c, tags| {
            // Read again: a link may have been used up, or taken back, by somebody else meanwhile.
            if !door_still(c, code.as_deref(), &application, now)? {
                return Err(Error::Forbidden);
            }
            if let Some(email) = &application.email {
                let earlier = joining::forget_earlier(c, email)?;
                give_back(c, earlier)?;
            }
            service.check_handle_free(c, &checked)?;
            if let Some(email) = &application.email
                && accounts::email_taken(c, email)?
            {
                // The answer is the same for everybody; only the owner of the address learns that it has an account.
                let mail = service.known_address_mail(&application)?;
                service.post_mail(c, &mail)?;
                return Ok(Joined::LookIntoMail);
            }
            take_use(c, application.invitation_id.as_ref())?;
            if let Some(keys) = &keys {
                service.account_of(c, tags, &application, keys)?;
                return Ok(Joined::In);
            }
            joining::apply(c, &application).map_err(|error| {
                if error.is_unique_violation() {
                    Error::field("handle", "input-handle-taken")
                } else {
                    error.into()
                }
            })?;
            match confirm {
                Some(mail) => {
                    service.post_mail(c, &mail)?;
                    Ok(Joined::LookIntoMail)
                }
                None => {
                    service.tell_of_application(c, &application)?;
                    Ok(Joined::Waits)
                }
            }
        })
        .await
    }

    /// Is the link of a mail that confirms an address still of use?
    pub async fn may_confirm(&self, id: &str, seal: &str) -> Result<bool, Error> {
        Ok(self.confirmable(id, seal).await?.is_some())
    }

    /// Confirms the address of an application, and makes the account where nobody has to decide.
    ///
    /// # Errors
    /// `Gone` when the link was used or is over; `Invalid` when the handle was taken meanwhile.
    pub async fn confirm_address(&self, id: &str, seal: &str) -> Result<Joined, Error> {
        let application = self.confirmable(id, seal).await?.ok_or(Error::Gone)?;
        let keys = match application.needs_approval {
            true => None,
            false => Some(self.new_keys().await?),
        };
        let (service, now) = (self.clone(), self.now());
        self.write(move |c, tags| {
            let Some(keys) = &keys else {
                joining::confirm(c, &application.id, now)?;
                service.tell_of_application(c, &application)?;
                return Ok(Joined::Waits);
            };
            if !joining::finish(c, &application.id)? {
                return Err(Error::Gone);
            }
            service.account_of(c, tags, &application, keys)?;
            Ok(Joined::In)
        })
        .await
    }

    async fn confirmable(&self, id: &str, seal: &str) -> Result<Option<Application>, Error> {
        let (key, id, now) = (self.seal_key().await?, ApplicationId::new(id), self.now());
        let found = self.read(move |c| Ok(joining::application(c, &id)?)).await?;
        Ok(found
            .filter(|application| application.confirmed_at.is_none())
            .filter(|application| key.opens(Purpose::Join, application.id.as_str(), seal, now).is_some()))
    }

    /// The account that an application asked for.
    pub(super) fn account_of(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        application: &Application,
        keys: &KeyPair,
    ) -> Result<Account, Error> {
        let checked = CheckedAccount {
            handle: application.handle.clone(),
            name: application.name.clone(),
            email: application.email.clone(),
        };
        check_free(c, &checked)?;
        self.insert_account(c, tags, checked, &application.password_hash, keys, application.role)
    }

    /// A form that a program filled in is not taken, and says so: whoever is a person can send it again.
    async fn check_person(&self, input: &SignUp) -> Result<(), Error> {
        let (key, now) = (self.seal_key().await?, self.now());
        let Some(until) = key.opens(Purpose::Form, FORM, &input.opened, now) else {
            return Err(Error::field("form", "join-expired"));
        };
        let typed_for = now - (until - TimeDelta::hours(FORM_HOURS));
        if !input.trap.trim().is_empty() || typed_for < TimeDelta::seconds(TYPING_S) {
            return Err(Error::field("form", "join-program"));
        }
        Ok(())
    }

    fn check_wish(&self, door: &Door, input: &SignUp) -> Result<(CheckedAccount, String), Error> {
        let mut errors = Vec::new();
        let mut account = input.account.clone();
        if !self.has_mail() {
            // An address that nobody confirmed might be anybody's.
            account.email.clear();
        }
        let checked = match account.check() {
            Ok(checked) => Some(checked),
            Err(Error::Invalid(more)) => {
                errors.extend(more);
                None
            }
            Err(other) => return Err(other),
        };
        if self.has_mail() && account.email.trim().is_empty() {
            errors.push(FieldError::new("email", "join-email-missing"));
        }
        let reason = input.reason.split_whitespace().collect::<Vec<_>>().join(" ");
        if door.needs_approval() && reason.is_empty() {
            errors.push(FieldError::new("reason", "join-reason-missing"));
        } else if reason.chars().count() > REASON_MAX {
            let message = Message::new("input-too-long")
                .with("length", reason.chars().count())
                .with("most", REASON_MAX);
            errors.push(FieldError::new("reason", message));
        }
        match checked.filter(|_| errors.is_empty()) {
            Some(checked) => Ok((checked, reason)),
            None => Err(Error::Invalid(errors)),
        }
    }

    fn check_handle_free(&self, c: &mut Conn, checked: &CheckedAccount) -> Result<(), Error> {
        let alone = CheckedAccount {
            handle: checked.handle.clone(),
            name: String::new(),
            email: None,
        };
        check_free(c, &alone)?;
        if joining::is_wanted(c, &checked.handle)? {
            return Err(Error::field("handle", "input-handle-taken"));
        }
        Ok(())
    }

    /// Forgets wishes that nobody confirmed, and links that ended a month ago.
    pub(in crate::service) fn forget_applications(&self, c: &mut Conn) -> Result<(), Error> {
        let now = self.now();
        let links = joining::prune(c, now - TimeDelta::hours(CONFIRM_HOURS), now - TimeDelta::days(30))?;
        give_back(c, links)
    }

    /// The language to answer an application in.
    pub(super) fn language_of(&self, application: &Application) -> Language {
        Language::of_tag(&application.language).unwrap_or_else(|| self.language())
    }
}

fn door(c: &mut Conn, code: Option<&str>, now: DateTime<Utc>) -> Result<Door, Error> {
    let mode = registration(c)?;
    let invitation = match code {
        Some(code) if mode != Registration::Closed => {
            joining::invitation(c, code)?.filter(|invitation| invitation.holds(now))
        }
        _ => None,
    };
    Ok(Door {
        mode,
        is_over: code.is_some() && invitation.is_none(),
        invitation,
    })
}

/// May they still come in the way they were let to the form?
fn door_still(c: &mut Conn, code: Option<&str>, wish: &Application, now: DateTime<Utc>) -> Result<bool, Error> {
    let door = door(c, code, now)?;
    let same_link = door.invitation.as_ref().map(|link| &link.id) == wish.invitation_id.as_ref();
    Ok(door.is_open() && same_link && door.needs_approval() == wish.needs_approval)
}

fn take_use(c: &mut Conn, link: Option<&InvitationId>) -> Result<(), Error> {
    match link {
        Some(link) if !joining::use_invitation(c, link)? => Err(Error::Forbidden),
        _ => Ok(()),
    }
}

fn give_back(c: &mut Conn, links: Vec<InvitationId>) -> Result<(), Error> {
    for link in links {
        joining::give_back(c, &link)?;
    }
    Ok(())
}
