//! Rules for authors and servers, and the policy of the site and of single reviews.

use super::{checked_reason, rulebook};
use crate::domain::account::Permission;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::{AuditId, AuthorRuleId, ReviewId};
use crate::domain::message::Message;
use crate::domain::moderation::policy::{GuestsMay, WORD_MAX, WORDS_MAX, WordRule};
use crate::domain::moderation::{AuthorRule, CommentPolicy, ReviewPolicy, RuleTarget, Treatment, WhoMay};
use crate::domain::policy::normal_host;
use crate::domain::review::{FieldError, is_language_tag};
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, author_rules, comment_policies, reviews, settings};

/// The most days after which a conversation may close.
const DAYS_MAX: u32 = 36_500;
/// The most links that may be allowed.
const LINKS_MAX: u32 = 100;
/// The most languages that may be named.
const LANGUAGES_MAX: usize = 20;

/// A rule as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorRuleLine {
    /// The rule.
    pub rule: AuthorRule,
    /// `@handle@host`, a guest's name, or the host.
    pub name: String,
}

/// The policy of the site as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentPolicyInput {
    /// Who may comment.
    pub who: String,
    /// What becomes of guests' comments.
    pub guests: String,
    /// The first comment of anybody waits.
    pub hold_first: bool,
    /// Conversations close after so many days; empty for never.
    pub close_after_days: String,
    /// Links that are allowed.
    pub links_max: String,
    /// Words that hold, one on a line, a reason after a comma.
    pub words_held: String,
    /// Words that reject.
    pub words_rejected: String,
    /// Tags of languages, with spaces or commas between them.
    pub languages: String,
    /// From this score on a comment waits.
    pub hold_at: String,
    /// From this score on it goes to the spam folder.
    pub spam_at: String,
}

impl Service {
    /// Treats everything somebody, or everybody of a server, writes in one way from now on; `None` gives the rule up. What they have
    /// written stays as it is.
    ///
    /// # Errors
    /// `Forbidden` for those who do not look after the site, `NotFound` for an actor that is not known, `Invalid` for this server.
    pub async fn set_author_rule(
        &self,
        viewer: &Viewer,
        target: RuleTarget,
        treatment: Option<Treatment>,
        reason: &str,
    ) -> Result<Option<String>, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let reason = checked_reason(reason)?;
        let (service, viewer, batch) = (self.clone(), viewer.clone(), self.next_id());
        let target = match target {
            RuleTarget::Host(host) => {
                let host = normal_host(&host).ok_or_else(|| Error::field("host", "input-host"))?;
                if host == self.urls().host() {
                    return Err(Error::field("host", "input-own-host"));
                }
                RuleTarget::Host(host)
            }
            actor @ RuleTarget::Actor(_) => actor,
        };
        self.write(move |c, tags| {
            let made = service.set_rule(c, tags, &viewer, &target, treatment, &reason, Some(&batch))?;
            Ok(made.map(|_| batch))
        })
        .await
    }

    /// [`Service::set_author_rule`] inside a transaction. `None` when nothing changed.
    #[expect(
        clippy::too_many_arguments,
        reason = "who rules what for whom, why, and with what else"
    )]
    pub(super) fn set_rule(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        viewer: &Viewer,
        target: &RuleTarget,
        treatment: Option<Treatment>,
        reason: &str,
        batch: Option<&str>,
    ) -> Result<Option<AuditId>, Error> {
        let before = author_rules::by_target(c, target)?;
        if before.as_ref().map(|rule| rule.treatment) == treatment {
            return Ok(None);
        }
        let (subject, label) = match target {
            RuleTarget::Actor(id) => {
                let actor = actors::by_id(c, id)?.ok_or(Error::NotFound)?;
                let label = if actor.is_guest() {
                    actor.display_name().to_owned()
                } else {
                    actor.full_handle(self.urls().host())
                };
                (AuditSubject::Actor(id.clone()), label)
            }
            RuleTarget::Host(host) => (AuditSubject::Host(host.clone()), host.clone()),
        };
        match treatment {
            Some(treatment) => author_rules::put(
                c,
                &AuthorRule {
                    id: AuthorRuleId::new(self.next_id()),
                    target: target.clone(),
                    treatment,
                    reason: reason.to_owned(),
                    created_at: self.now(),
                },
            )?,
            None => {
                author_rules::delete(c, target)?;
            }
        }
        tags.push(Tag::comment_rules());
        let deed = if treatment.is_some() {
            Deed::RuleSet
        } else {
            Deed::RuleLifted
        };
        let word = |treatment: Option<Treatment>| treatment.map_or("", Treatment::as_str).to_owned();
        let id = self.audit(c, Some(&viewer.actor.id), deed, subject, |entry| AuditEntry {
            label,
            was: word(before.map(|rule| rule.treatment)),
            became: word(treatment),
            reason: reason.to_owned(),
            batch: batch.map(str::to_owned),
            ..entry
        })?;
        Ok(Some(id))
    }

    /// Every rule with the name it is for, newest first.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn author_rules(&self, viewer: &Viewer) -> Result<Vec<AuthorRuleLine>, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let host = self.urls().host().to_owned();
        self.read(move |c| {
            let rules = author_rules::all(c)?;
            let ids: Vec<_> = rules
                .iter()
                .filter_map(|rule| match &rule.target {
                    RuleTarget::Actor(id) => Some(id.clone()),
                    RuleTarget::Host(_) => None,
                })
                .collect();
            let people = actors::by_ids(c, &ids)?;
            let name = |target: &RuleTarget| match target {
                RuleTarget::Host(host) => host.clone(),
                RuleTarget::Actor(id) => match people.iter().find(|actor| actor.id == *id) {
                    Some(guest) if guest.is_guest() => guest.display_name().to_owned(),
                    Some(actor) => actor.full_handle(&host),
                    None => id.to_string(),
                },
            };
            Ok(rules
                .into_iter()
                .map(|rule| AuthorRuleLine {
                    name: name(&rule.target),
                    rule,
                })
                .collect())
        })
        .await
    }

    /// Changes the policy of the site.
    ///
    /// # Errors
    /// `Forbidden`, `Invalid` by field.
    pub async fn set_comment_policy(&self, viewer: &Viewer, input: &CommentPolicyInput) -> Result<(), Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let policy = checked(input)?;
        let stored = serde_json::to_string(&policy).map_err(|error| Error::Internal(error.to_string()))?;
        let (service, viewer) = (self.clone(), viewer.clone());
        self.write(move |c, tags| {
            let before = settings::get(c, rulebook::SETTING)?.unwrap_or_default();
            if before == stored {
                return Ok(());
            }
            settings::set(c, rulebook::SETTING, &stored)?;
            tags.extend([Tag::comment_rules(), Tag::site()]);
            let (deed, by) = (Deed::CommentPolicyChanged, Some(&viewer.actor.id));
            service.audit(c, by, deed, AuditSubject::Site, |entry| AuditEntry {
                was: before,
                became: stored,
                ..entry
            })?;
            Ok(())
        })
        .await
    }

    /// Changes who may comment under one review: its author may, and moderators.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, `Invalid` by field.
    pub async fn set_review_policy(&self, viewer: &Viewer, id: &ReviewId, who: &str, days: &str) -> Result<(), Error> {
        let policy = ReviewPolicy {
            who: match who.trim() {
                "" => None,
                who => Some(WhoMay::parse(who).ok_or_else(|| Error::field("who", "input-choice"))?),
            },
            close_after_days: match days.trim() {
                "" => None,
                days => Some(number("close_after_days", days, DAYS_MAX).map_err(|e| Error::Invalid(vec![e]))?),
            },
        };
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let review = reviews::by_id(c, &id)?.ok_or(Error::NotFound)?;
            if review.author_id != viewer.actor.id {
                Self::allow(&viewer, Permission::Moderate)?;
            }
            comment_policies::set(c, &id, policy)?;
            tags.extend([Tag::comment_rules(), Tag::review(&id)]);
            let (deed, by) = (Deed::CommentPolicyChanged, Some(&viewer.actor.id));
            service.audit(c, by, deed, AuditSubject::Review(id), |entry| AuditEntry {
                label: review.slug.clone(),
                became: policy.who.map_or("", WhoMay::as_str).to_owned(),
                ..entry
            })?;
            Ok(())
        })
        .await
    }
}

fn number(field: &'static str, typed: &str, most: u32) -> Result<u32, FieldError> {
    typed
        .trim()
        .parse::<u32>()
        .ok()
        .filter(|n| *n <= most)
        .ok_or_else(|| FieldError::new(field, Message::new("input-number-most").with("most", i64::from(most))))
}

fn checked(input: &CommentPolicyInput) -> Result<CommentPolicy, Error> {
    let mut errors = Vec::new();
    let mut take = |found: Result<u32, FieldError>| {
        found.unwrap_or_else(|error| {
            errors.push(error);
            0
        })
    };
    let days = match input.close_after_days.trim() {
        "" => 0,
        days => take(number("close_after_days", days, DAYS_MAX)),
    };
    let links_max = take(number("links_max", &input.links_max, LINKS_MAX));
    let (hold_at, spam_at) = (
        take(number("hold_at", &input.hold_at, 100)),
        take(number("spam_at", &input.spam_at, 100)),
    );
    if spam_at < hold_at {
        errors.push(FieldError::new("spam_at", "input-spam-below-hold"));
    }
    let who = WhoMay::parse(&input.who);
    if who.is_none() {
        errors.push(FieldError::new("who", "input-choice"));
    }
    let guests = GuestsMay::parse(&input.guests);
    if guests.is_none() {
        errors.push(FieldError::new("guests", "input-choice"));
    }
    let languages: Vec<String> = input
        .languages
        .split([',', ' ', ';', '\n'])
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect();
    if languages.len() > LANGUAGES_MAX || languages.iter().any(|tag| !is_language_tag(tag)) {
        errors.push(FieldError::new("languages", "input-languages"));
    }
    let mut words = Vec::new();
    for (field, typed, rejects) in [
        ("words_held", &input.words_held, false),
        ("words_rejected", &input.words_rejected, true),
    ] {
        match words_typed(field, typed, rejects) {
            Ok(more) => words.extend(more),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let percent = |n: u32| u8::try_from(n).unwrap_or(100);
    Ok(CommentPolicy {
        who: who.unwrap_or_default(),
        guests: guests.unwrap_or_default(),
        hold_first: input.hold_first,
        close_after_days: days,
        links_max,
        words,
        languages,
        hold_at: percent(hold_at),
        spam_at: percent(spam_at),
    })
}

/// Words as typed: one on a line, and why after the first comma.
fn words_typed(field: &'static str, typed: &str, rejects: bool) -> Result<Vec<WordRule>, FieldError> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > WORDS_MAX {
        let most = Message::new("input-words-many").with("most", WORDS_MAX);
        return Err(FieldError::new(field, most));
    }
    let rule = |line: &&str| {
        let (word, reason) = line.split_once(',').unwrap_or((line, ""));
        WordRule {
            word: word.trim().to_owned(),
            rejects,
            reason: reason.trim().to_owned(),
        }
    };
    let words: Vec<WordRule> = lines.iter().map(rule).filter(|rule| !rule.word.is_empty()).collect();
    match words.iter().find(|rule| rule.word.chars().count() > WORD_MAX) {
        Some(_) => Err(FieldError::new(
            field,
            Message::new("input-word-long").with("most", WORD_MAX),
        )),
        None => Ok(words),
    }
}
