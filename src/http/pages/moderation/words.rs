//! What the pages of moderation say.

use crate::domain::comment::{CommentState, Door};
use crate::domain::moderation::{Decision, Reason, Treatment};
use crate::messages::{Said, say};

/// The name of a tab.
pub fn tab(state: &CommentState) -> Said {
    say(match state {
        CommentState::Held => "queue-held",
        CommentState::Visible => "queue-visible",
        CommentState::Spam => "queue-spam",
        CommentState::Rejected => "queue-rejected",
        CommentState::Removed => "queue-removed",
        CommentState::Deleted | CommentState::Suspended => "queue-gone",
    })
}

/// By which door a comment came.
pub fn door(door: &Door) -> Said {
    say(match door {
        Door::Member => "comment-here",
        Door::Remote => "door-remote",
        Door::Visitor => "door-visitor",
        Door::Guest => "comment-guest",
    })
}

/// What a button decides.
pub fn decision(decision: &Decision) -> Said {
    say(match decision {
        Decision::Approve => "decide-approve",
        Decision::Hold => "decide-hold",
        Decision::Reject => "decide-reject",
        Decision::Spam => "decide-spam",
    })
}

/// How somebody is treated.
pub fn treatment(treatment: &Treatment) -> Said {
    say(match treatment {
        Treatment::Approve => "treat-approve",
        Treatment::Hold => "treat-hold",
        Treatment::Reject => "treat-reject",
    })
}

/// How much a reason weighs, with the colour of its chip; nothing for a rule, which decides by itself.
pub fn weight(reason: &Reason) -> Option<(&'static str, Said)> {
    let (class, key) = match reason.weight {
        0 => return None,
        250.. => ("error", "weight-much"),
        100..250 => ("warn", "weight-some"),
        1..100 => ("warn", "weight-little"),
        -99..0 => ("ok", "weight-for-little"),
        _ => ("ok", "weight-for"),
    };
    Some((class, say(key)))
}

/// The decisions that make sense for a comment in that state, in the order of their buttons.
pub fn decisions(state: &CommentState) -> Vec<Decision> {
    let here = |decision: &Decision| decision.state(*state) != *state;
    match state {
        CommentState::Deleted | CommentState::Suspended => Vec::new(),
        CommentState::Rejected | CommentState::Removed => [Decision::Approve, Decision::Hold, Decision::Spam].into(),
        _ => Decision::ALL.into_iter().filter(here).collect(),
    }
}
