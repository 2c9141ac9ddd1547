//! Accounts: the owner at first run, more people later, and everybody's profile.

mod caring;
mod ending;
mod resetting;

pub use caring::{AccountLine, Caretaker};

use crate::domain::account::{Account, Permission, Role};
use crate::domain::actor::{Actor, ActorKind, check_handle};
use crate::domain::change::Change;
use crate::domain::id::{AccountId, ActorId, MediaId, ScaleId, StepId};
use crate::domain::message::Message;
use crate::domain::rating::PRESETS;
use crate::domain::review::FieldError;
use crate::domain::schedule::Zone;
use crate::domain::text::{SafeHtml, markdown};
use crate::env::keys::{self, KeyPair};
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service, passwords};
use crate::store::ratings::scales;
use crate::store::{Conn, StoreError, accounts, actors, media};

/// The most characters of a display name.
const NAME_MAX: usize = 80;
/// The most characters of the text about oneself.
const SUMMARY_MAX: usize = 5000;

/// A new account as typed.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    /// Becomes `preferredUsername`; never changes.
    pub handle: String,
    /// Display name.
    pub name: String,
    /// May be empty.
    pub email: String,
    /// In the clear; hashed at once.
    pub password: String,
}

/// A profile as typed.
#[derive(Clone, Debug, Default)]
pub struct ProfileInput {
    /// Display name.
    pub name: String,
    /// Markdown.
    pub summary: String,
    /// Mail address, for signing in; may be empty.
    pub email: String,
    /// Follows wait for approval.
    pub manually_approves: bool,
    /// Wants to be found.
    pub discoverable: bool,
    /// Name of the time zone; empty to leave it as it is.
    pub time_zone: String,
    /// A new picture, uploaded before.
    pub avatar: Option<MediaId>,
    /// Takes the picture away.
    pub remove_avatar: bool,
}

/// An account that may be made, as far as its own fields say.
pub(in crate::service) struct CheckedAccount {
    pub handle: String,
    pub name: String,
    pub email: Option<String>,
}

fn check_name(name: &str, errors: &mut Vec<FieldError>) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        errors.push(FieldError::new("name", "input-name-missing"));
    } else if name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        errors.push(FieldError::new(
            "name",
            Message::new("input-name-long").with("most", NAME_MAX),
        ));
    }
    name
}

pub(in crate::service) fn check_email(email: &str, errors: &mut Vec<FieldError>) -> Option<String> {
    let email = email.trim().to_lowercase();
    if email.is_empty() {
        return None;
    }
    let plausible = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && email
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'));
    if !plausible {
        errors.push(FieldError::new("email", "input-email"));
    }
    Some(email)
}

impl NewAccount {
    pub(in crate::service) fn check(&self) -> Result<CheckedAccount, Error> {
        let mut errors = Vec::new();
        let handle = check_handle(&self.handle).unwrap_or_else(|e| {
            errors.push(FieldError::new("handle", e.message()));
            String::new()
        });
        let name = check_name(&self.name, &mut errors);
        let email = check_email(&self.email, &mut errors);
        if let Err(Error::Invalid(more)) = passwords::check(&self.password) {
            errors.extend(more);
        }
        if errors.is_empty() {
            Ok(CheckedAccount { handle, name, email })
        } else {
            Err(Error::Invalid(errors))
        }
    }
}

impl Service {
    /// True once the site has an owner.
    pub async fn has_owner(&self) -> Result<bool, Error> {
        self.read(|c| Ok(accounts::count_of(c, Role::Owner)? > 0)).await
    }

    /// Makes the owner of an empty site.
    ///
    /// # Errors
    /// `Conflict` (`already-set-up`) when there is an owner; `Invalid` by field.
    pub async fn set_up_owner(&self, new: NewAccount) -> Result<Account, Error> {
        if self.has_owner().await? {
            return Err(already_set_up());
        }
        self.add_account(new, Role::Owner).await
    }

    /// Makes an account of any role, with its actor, its key and a first rating scale.
    ///
    /// # Errors
    /// `Conflict` when there is an owner already or the handle is taken; `Invalid` by field.
    pub async fn add_account(&self, new: NewAccount, role: Role) -> Result<Account, Error> {
        let checked = new.check()?;
        let password_hash = passwords::hash(new.password, &self.env().ids).await?;
        let keys = self.new_keys().await?;
        let service = self.clone();
        self.write(move |c, tags| {
            // Checked again inside the transaction: two people may press the button of first run at the same time. On
            // PostgreSQL neither transaction sees the other, and the indexes decide.
            if role == Role::Owner && accounts::count_of(c, Role::Owner)? > 0 {
                return Err(already_set_up());
            }
            check_free(c, &checked)?;
            service.insert_account(c, tags, checked, &password_hash, &keys, role)
        })
        .await
    }

    /// The key pair of a new actor.
    pub(in crate::service) async fn new_keys(&self) -> Result<KeyPair, Error> {
        self.blocking(keys::generate)
            .await?
            .map_err(|e| Error::Internal(e.to_string()))
    }

    /// Writes down an account whose handle and address were just seen to be free.
    pub(in crate::service) fn insert_account(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        checked: CheckedAccount,
        password_hash: &str,
        keys: &KeyPair,
        role: Role,
    ) -> Result<Account, Error> {
        let now = self.now();
        let actor = self.new_local_actor(&checked.handle, &checked.name, &keys.public_pem);
        actors::insert(c, &actor).map_err(|error| taken(error, handle_taken))?;
        actors::insert_key(c, &actor.id, &keys.private_pem, now)?;
        let account = Account {
            id: AccountId::new(self.next_id()),
            actor_id: actor.id.clone(),
            email: checked.email,
            role,
            created_at: now,
            time_zone: None,
        };
        let lost = if role == Role::Owner {
            already_set_up
        } else {
            email_taken
        };
        accounts::insert(c, &account, password_hash).map_err(|error| taken(error, lost))?;
        self.add_first_scale(c, &actor.id)?;
        tags.push(Tag::site());
        Ok(account)
    }

    fn new_local_actor(&self, handle: &str, name: &str, public_pem: &str) -> Actor {
        let (urls, now) = (self.urls(), self.now());
        Actor {
            id: ActorId::new(self.next_id()),
            uri: urls.actor(handle),
            handle: handle.to_owned(),
            host: None,
            kind: ActorKind::Person,
            name: name.to_owned(),
            summary_source: String::new(),
            summary: SafeHtml::from_stored(String::new()),
            url: urls.profile(handle),
            inbox: urls.actor_part(handle, "inbox"),
            shared_inbox: Some(urls.shared_inbox()),
            followers_url: Some(urls.actor_part(handle, "followers")),
            public_key_id: urls.actor_key(handle),
            public_key_pem: public_pem.to_owned(),
            avatar_url: None,
            avatar_media: None,
            manually_approves: false,
            discoverable: true,
            indexable: true,
            created_at: now,
            updated_at: now,
            fetched_at: None,
            deleted_at: None,
        }
    }

    fn add_first_scale(&self, c: &mut Conn, actor: &ActorId) -> Result<(), Error> {
        let Some(preset) = PRESETS.first() else { return Ok(()) };
        let input = preset
            .to_input()
            .checked()
            .map_err(|e| Error::Internal(e.message().to_string()))?;
        let scale = ScaleId::new(self.next_id());
        let ids: Vec<StepId> = input.steps.iter().map(|_| StepId::new(self.next_id())).collect();
        Ok(scales::insert(c, actor, &scale, &input, &ids, self.now())?)
    }

    /// Every account with its handle, oldest first.
    pub async fn accounts(&self) -> Result<Vec<(Account, String)>, Error> {
        self.read(|c| Ok(accounts::all(c)?)).await
    }

    /// The viewer that a local account is, for the command line, where the operating system vouches for the person.
    pub async fn viewer_of(&self, handle: &str) -> Result<Viewer, Error> {
        let handle = handle.trim_start_matches('@').to_lowercase();
        self.read(move |c| {
            let actor = actors::local_by_handle(c, &handle)?.ok_or(Error::NotFound)?;
            let account = accounts::by_actor(c, &actor.id)?.ok_or(Error::NotFound)?;
            Ok(Viewer { account, actor })
        })
        .await
    }

    /// Sets a password without knowing the old one (command line), and ends every session of the account.
    pub async fn reset_password(&self, handle: &str, password: String) -> Result<(), Error> {
        passwords::check(&password)?;
        let viewer = self.viewer_of(handle).await?;
        let hash = passwords::hash(password, &self.env().ids).await?;
        self.store()
            .write(move |c| {
                accounts::set_password_hash(c, &viewer.account.id, &hash)?;
                crate::store::sessions::delete_others(c, &viewer.account.id, None)?;
                Ok::<_, Error>(())
            })
            .await
    }

    /// Saves the viewer's profile and tells the followers' servers.
    pub async fn edit_profile(&self, viewer: &Viewer, input: ProfileInput) -> Result<(), Error> {
        let mut errors = Vec::new();
        let name = check_name(&input.name, &mut errors);
        let email = check_email(&input.email, &mut errors);
        if input.summary.chars().count() > SUMMARY_MAX {
            errors.push(FieldError::new(
                "summary",
                Message::new("input-summary-long").with("most", SUMMARY_MAX),
            ));
        }
        let zone = Zone::parse(&input.time_zone);
        if zone.is_none() && !input.time_zone.is_empty() {
            errors.push(FieldError::new("time_zone", "input-zone"));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (service, viewer, now) = (self.clone(), viewer.clone(), self.now());
        self.write(move |c, tags| {
            if let Some(zone) = zone {
                accounts::set_time_zone(c, &viewer.account.id, zone)?;
            }
            let mut actor = actors::by_id(c, &viewer.actor.id)?.ok_or(Error::NotFound)?;
            let own = |image: &crate::store::media::StoredMedia| image.owner_id == actor.id;
            if let Some(id) = &input.avatar {
                media::by_id(c, id)?
                    .filter(own)
                    .ok_or_else(|| Error::field("avatar", "input-avatar-again"))?;
                actor.avatar_media = Some(id.clone());
            } else if input.remove_avatar {
                actor.avatar_media = None;
            }
            if email != viewer.account.email {
                if let Some(email) = &email
                    && accounts::email_taken(c, email)?
                {
                    return Err(email_taken());
                }
                accounts::set_email(c, &viewer.account.id, email.as_deref())?;
            }
            actor.name = name;
            actor.summary = markdown::to_html(&input.summary);
            actor.summary_source = input.summary;
            actor.manually_approves = input.manually_approves;
            actor.discoverable = input.discoverable;
            actor.indexable = input.discoverable;
            actor.updated_at = now;
            actors::update(c, &actor)?;
            tags.extend([Tag::site(), Tag::actor(&actor.id)]);
            service.record_change(c, &Change::ProfileEdited { actor: actor.id }, now)
        })
        .await
    }

    /// Refuses what the viewer's role does not allow.
    pub(in crate::service) fn allow(viewer: &Viewer, permission: Permission) -> Result<(), Error> {
        if viewer.account.role.may(permission) {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }
}

const HANDLE_TAKEN: &str = "input-handle-taken";
const EMAIL_TAKEN: &str = "input-email-taken";

/// Sees that nobody has the handle or the address.
pub(in crate::service) fn check_free(c: &mut Conn, checked: &CheckedAccount) -> Result<(), Error> {
    let mut errors = Vec::new();
    if actors::local_by_handle(c, &checked.handle)?.is_some() {
        errors.push(FieldError::new("handle", HANDLE_TAKEN));
    }
    if let Some(email) = &checked.email
        && accounts::email_taken(c, email)?
    {
        errors.push(FieldError::new("email", EMAIL_TAKEN));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(errors))
    }
}

/// What to say when somebody else wrote the same at the same moment.
fn taken(error: StoreError, lost: fn() -> Error) -> Error {
    if error.is_unique_violation() {
        lost()
    } else {
        error.into()
    }
}

fn handle_taken() -> Error {
    Error::field("handle", HANDLE_TAKEN)
}

fn email_taken() -> Error {
    Error::field("email", EMAIL_TAKEN)
}

fn already_set_up() -> Error {
    Error::Conflict {
        code: "already-set-up",
        message: "error-already-set-up".into(),
    }
}
