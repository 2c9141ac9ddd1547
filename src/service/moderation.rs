//! Moderation: what is advised about new comments, the queue in which people decide, and the rules they make.

mod admitting;
mod decisions;
mod queue;
mod rulebook;
mod rules;
mod spam_service;
mod standing;
mod undoing;

pub use admitting::FormSigns;
pub(in crate::service) use admitting::{Arriving, Recent};
pub use decisions::{Decided, DecisionInput};
pub use queue::{AnsweredLine, AuthorLine, QueueCounts, QueueFilter, QueueItem, QueuePage, TABS};
pub(in crate::service) use rulebook::Gate;
pub use rulebook::Rulebook;
pub use rules::{AuthorRuleLine, CommentPolicyInput};
pub(in crate::service) use undoing::audit_lines;
pub use undoing::{AuditLine, AuditPage};

use crate::domain::account::Permission;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed, REASON_MAX};
use crate::domain::id::{ActorId, AuditId};
use crate::domain::message::Message;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, audits};

/// Whose comments somebody looks after: everybody's, or those under their own reviews.
fn care_of(viewer: &Viewer) -> Result<Option<ActorId>, Error> {
    if viewer.account.role.may(Permission::Moderate) {
        Ok(None)
    } else if viewer.account.role.may(Permission::WriteReviews) {
        Ok(Some(viewer.actor.id.clone()))
    } else {
        Err(Error::Forbidden)
    }
}

/// A reason as typed, in one piece.
pub(in crate::service) fn checked_reason(reason: &str) -> Result<String, Error> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = reason.chars().count();
    if length > REASON_MAX {
        return Err(Error::field(
            "reason",
            Message::new("input-too-long")
                .with("length", length)
                .with("most", REASON_MAX),
        ));
    }
    Ok(reason)
}

impl Service {
    /// Writes down what was done, by whom.
    pub(in crate::service) fn audit(
        &self,
        c: &mut Conn,
        by: Option<&ActorId>,
        deed: Deed,
        subject: AuditSubject,
        fill: impl FnOnce(AuditEntry) -> AuditEntry,
    ) -> Result<AuditId, Error> {
        let id = AuditId::new(self.next_id());
        let mut entry = AuditEntry::new(id.clone(), deed, subject, self.now());
        entry.actor_id = by.cloned();
        audits::insert(c, &fill(entry))?;
        Ok(id)
    }
}
