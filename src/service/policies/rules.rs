//! The rules between servers as moderators see and make them, their log, and the page for everybody.

use super::reach::{self, Reach, Touched};
use super::{Effect, LaidDown, Manner, csv};
use crate::config::FederationMode;
use crate::domain::account::Permission;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::AuditId;
use crate::domain::policy::{BlockList, Policy, Severity, Target};
use crate::service::freshness::Tag;
use crate::service::moderation::checked_reason;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, audits, block_lists, policies, settings};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Rules on one page.
const PAGE: usize = 100;
/// Name of the setting that puts the rules on a page for everybody.
const PUBLIC: &str = "public_rules";

/// A rule as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleInput {
    /// A server such as `spam.example`, or the address of an actor.
    pub target: String,
    /// Name of the severity.
    pub severity: String,
    /// Fetch no pictures.
    pub reject_media: bool,
    /// Do not read reports.
    pub reject_reports: bool,
    /// Why, for those who look after the site.
    pub private_comment: String,
    /// Why, for everybody.
    pub public_comment: String,
    /// Show the name with some letters hidden.
    pub obfuscate: bool,
}

impl RuleInput {
    /// The rule as it would be typed.
    pub fn of(policy: &Policy) -> Self {
        Self {
            target: policy.target.name().to_owned(),
            severity: word(policy.severity).to_owned(),
            reject_media: policy.reject_media,
            reject_reports: policy.reject_reports,
            private_comment: policy.private_comment.clone(),
            public_comment: policy.public_comment.clone(),
            obfuscate: policy.obfuscate,
        }
    }
}

/// A rule in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule.
    pub policy: Policy,
    /// The name of the list it was taken from.
    pub list: Option<String>,
}

/// The rules, and the lists they come from.
#[derive(Clone, Debug)]
pub struct RulesPage {
    /// By name.
    pub lines: Vec<RuleLine>,
    /// How many rules fit what was searched.
    pub total: usize,
    /// How many there are.
    pub known: usize,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Block lists that are read, and files that wait to be looked at.
    pub lists: Vec<BlockList>,
    /// The rules stand on a page for everybody.
    pub is_public: bool,
    /// Only servers that are named as ones to talk to are talked to.
    pub only_listed: bool,
}

/// One rule, and what it is about.
#[derive(Clone, Debug)]
pub struct RuleView {
    /// The rule; one that says nothing when there is none.
    pub policy: Policy,
    /// There is one.
    pub exists: bool,
    /// What it touches.
    pub reach: Reach,
    /// Whom, those with the most here first.
    pub people: Vec<Touched>,
}

/// A rule as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicRule {
    /// The server, perhaps with letters hidden.
    pub name: String,
    /// How much of it reaches people here.
    pub severity: Severity,
    /// No pictures of it are shown.
    pub reject_media: bool,
    /// Why.
    pub comment: String,
}

/// A rule in the log, so that it can be made again.
#[derive(Serialize, Deserialize)]
struct Noted {
    severity: Severity,
    reject_media: bool,
    reject_reports: bool,
    private_comment: String,
    public_comment: String,
    obfuscate: bool,
    list: Option<String>,
}

impl Noted {
    fn words(policy: Option<&Policy>) -> Result<String, Error> {
        let Some(policy) = policy.filter(|policy| !policy.is_empty()) else {
            return Ok(String::new());
        };
        let noted = Self {
            severity: policy.severity,
            reject_media: policy.reject_media,
            reject_reports: policy.reject_reports,
            private_comment: policy.private_comment.clone(),
            public_comment: policy.public_comment.clone(),
            obfuscate: policy.obfuscate,
            list: policy.list.as_ref().map(ToString::to_string),
        };
        serde_json::to_string(&noted).map_err(|error| Error::Internal(format!("a rule cannot be noted: {error}")))
    }
}

/// The name of a severity in forms: that of block lists, where rows have another.
pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "noop",
        other => other.as_str(),
    }
}

fn read(typed: &str) -> Option<Severity> {
    Severity::ALL.into_iter().find(|severity| word(*severity) == typed)
}

/// What a form with a target says.
fn target_of(typed: &str) -> Result<Target, Error> {
    Target::read(typed).ok_or_else(|| Error::field("target", "input-policy-target"))
}

impl Service {
    /// The rules whose name or comments hold `search`, and the lists.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn rules_page(&self, viewer: &Viewer, search: &str, page: usize) -> Result<RulesPage, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let search = search.trim().to_lowercase();
        let only_listed = self.config().federation.mode == FederationMode::Allowlist;
        self.read(move |c| {
            let lists = block_lists::all(c)?;
            let names: HashMap<&str, &str> = lists.iter().map(|l| (l.id.as_str(), l.name.as_str())).collect();
            let all = policies::all(c)?;
            let known = all.len();
            let fits = |policy: &Policy| {
                let texts = [policy.target.name(), &policy.private_comment, &policy.public_comment];
                texts.iter().any(|text| text.to_lowercase().contains(&search))
            };
            let found: Vec<Policy> = all.into_iter().filter(fits).collect();
            let (total, pages) = (found.len(), found.len().div_ceil(PAGE).max(1));
            let page = page.clamp(1, pages);
            let lines = found
                .into_iter()
                .skip((page - 1) * PAGE)
                .take(PAGE)
                .map(|policy| RuleLine {
                    list: policy
                        .list
                        .as_ref()
                        .and_then(|id| names.get(id.as_str()))
                        .map(|&n| n.to_owned()),
                    policy,
                });
            Ok(RulesPage {
                lines: lines.collect(),
                total,
                known,
                page,
                pages,
                is_public: is_public(c)?,
                only_listed,
                lists,
            })
        })
        .await
    }

    /// How many lines of block lists wait to be looked at.
    pub async fn rules_waiting(&self) -> Result<i64, Error> {
        self.read(|c| Ok(block_lists::waiting(c)?)).await
    }

    /// The rule for what was typed, and what it touches.
    ///
    /// # Errors
    /// `Forbidden`, `Invalid`.
    pub async fn rule_view(&self, viewer: &Viewer, typed: &str) -> Result<RuleView, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (target, now) = (target_of(typed)?, self.now());
        super::check(&Policy::new(target.clone(), now), self.urls())?;
        self.read(move |c| {
            let policy = policies::by_target(c, &target)?;
            let (reach, people) = reach::of_target(c, &target)?;
            Ok(RuleView {
                exists: policy.is_some(),
                policy: policy.unwrap_or_else(|| Policy::new(target, now)),
                reach,
                people,
            })
        })
        .await
    }

    /// Makes a rule, changes it, or gives it up.
    ///
    /// # Errors
    /// `Forbidden`, `Invalid` by field.
    pub async fn set_rule_between(&self, viewer: &Viewer, input: &RuleInput) -> Result<Effect, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let target = target_of(&input.target)?;
        let severity = read(&input.severity).ok_or_else(|| Error::field("severity", "input-policy-severity"))?;
        let (service, by, now, input) = (self.clone(), viewer.actor.id.clone(), self.now(), input.clone());
        self.write(move |c, tags| {
            let old = policies::by_target(c, &target)?;
            let policy = Policy {
                severity,
                reject_media: input.reject_media,
                reject_reports: input.reject_reports,
                private_comment: input.private_comment.trim().to_owned(),
                public_comment: input.public_comment.trim().to_owned(),
                obfuscate: input.obfuscate,
                list: old.as_ref().and_then(|old| old.list.clone()),
                created_at: old.map_or(now, |old| old.created_at),
                ..Policy::new(target, now)
            };
            let how = Manner {
                by: Some(&by),
                batch: None,
            };
            Ok(service.lay_down(c, tags, &[policy], &how)?.effect)
        })
        .await
    }

    /// Every rule for a server as a file in the columns of Mastodon.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn rules_file(&self, viewer: &Viewer) -> Result<String, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        self.rules_csv().await
    }

    /// [`Service::rules_file`] for the command line.
    pub async fn rules_csv(&self) -> Result<String, Error> {
        self.read(|c| Ok(csv::write(&policies::all(c)?))).await
    }

    /// Puts the rules on a page for everybody, or takes it away.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn show_rules(&self, viewer: &Viewer, shown: bool) -> Result<(), Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, by) = (self.clone(), viewer.actor.id.clone());
        self.write(move |c, tags| {
            let was = is_public(c)?;
            if was == shown {
                return Ok(());
            }
            let word = |shown: bool| if shown { "1" } else { "0" };
            settings::set(c, PUBLIC, word(shown))?;
            tags.extend([Tag::policies(), Tag::site()]);
            service.audit(c, Some(&by), Deed::ServerRulesShown, AuditSubject::Site, |entry| {
                AuditEntry {
                    was: word(was).to_owned(),
                    became: word(shown).to_owned(),
                    ..entry
                }
            })?;
            Ok(())
        })
        .await
    }

    /// The rules as everybody may see them, by name; `None` where they are not shown. Those for single people are nobody's business.
    pub async fn public_rules(&self) -> Result<Option<Vec<PublicRule>>, Error> {
        self.read(|c| {
            if !is_public(c)? {
                return Ok(None);
            }
            let felt = |policy: &Policy| {
                matches!(policy.target, Target::Host(_)) && (policy.severity > Severity::None || policy.reject_media)
            };
            let mut rules: Vec<PublicRule> = policies::all(c)?
                .iter()
                .filter(|policy| felt(policy))
                .map(|policy| PublicRule {
                    name: policy.public_name(),
                    severity: policy.severity,
                    reject_media: policy.reject_media,
                    comment: policy.public_comment.clone(),
                })
                .collect();
            rules.sort_by(|a, b| (b.severity, &a.name).cmp(&(a.severity, &b.name)));
            Ok(Some(rules))
        })
        .await
    }

    /// Writes down a rule that was made.
    pub(super) fn record(
        &self,
        c: &mut Conn,
        was: Option<&Policy>,
        rule: &Policy,
        how: &Manner<'_>,
    ) -> Result<(Target, AuditId), Error> {
        let deed = match rule.severity {
            _ if rule.is_empty() => Deed::ServerRuleLifted,
            Severity::Suspend => Deed::ServerSuspended,
            Severity::Silence => Deed::ServerSilenced,
            Severity::Allow | Severity::None => Deed::ServerRuleChanged,
        };
        let name = rule.target.name().to_owned();
        let (was, became) = (Noted::words(was)?, Noted::words(Some(rule))?);
        // A long note stays with the rule; the log is for its first words.
        let reason: String = rule.private_comment.chars().take(200).collect();
        let reason = checked_reason(&reason)?;
        let subject = AuditSubject::Policy(name.clone());
        let id = self.audit(c, how.by, deed, subject, |entry| AuditEntry {
            label: name,
            was,
            became,
            reason,
            batch: how.batch.map(str::to_owned),
            ..entry
        })?;
        Ok((rule.target.clone(), id))
    }

    /// Makes rules again as they were before these entries, where nothing was decided anew since. Gives back the entries taken
    /// back. Follows that ended do not come back.
    pub(in crate::service) fn undo_rules_between(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        viewer: &Viewer,
        entries: &[&AuditEntry],
    ) -> Result<Vec<AuditId>, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let now: HashMap<Target, Policy> = policies::all(c)?.into_iter().map(|p| (p.target.clone(), p)).collect();
        let (mut rules, mut meant) = (Vec::new(), HashMap::new());
        for entry in entries {
            let AuditSubject::Policy(name) = &entry.subject else {
                continue;
            };
            let Some(target) = Target::read(name) else {
                continue;
            };
            if Noted::words(now.get(&target))? != entry.became {
                continue;
            }
            let mut rule = Policy::new(target.clone(), self.now());
            if let Ok(noted) = serde_json::from_str::<Noted>(&entry.was) {
                rule = Policy {
                    severity: noted.severity,
                    reject_media: noted.reject_media,
                    reject_reports: noted.reject_reports,
                    private_comment: noted.private_comment,
                    public_comment: noted.public_comment,
                    obfuscate: noted.obfuscate,
                    list: noted.list.map(crate::domain::id::BlockListId::new),
                    ..rule
                };
            }
            rules.push(rule);
            meant.insert(target, entry.id.clone());
        }
        let how = Manner {
            by: Some(&viewer.actor.id),
            batch: None,
        };
        let LaidDown { entries: made, .. } = self.lay_down(c, tags, &rules, &how)?;
        let mut undone = Vec::new();
        for (target, id) in made {
            if let Some(entry) = meant.remove(&target) {
                audits::mark_undoing(c, &id, &entry)?;
                audits::mark_undone(c, &entry)?;
                undone.push(entry);
            }
        }
        Ok(undone)
    }
}

/// The rules stand on a page for everybody.
pub(in crate::service) fn is_public(c: &mut Conn) -> Result<bool, Error> {
    Ok(settings::get(c, PUBLIC)?.as_deref() == Some("1"))
}
