//! The kinds of activities, and what became of one, as people say it.

use crate::http::pages::words::{Said, counted, say};
use crate::service::received::{Entry, State};

/// What an activity of that type is, in two or three words; the type itself where there is no better word.
pub fn verb(type_: &str) -> String {
    let key = match type_ {
        "" => "received-verb-none",
        "Accept" => "received-verb-accept",
        "Add" => "received-verb-add",
        "Announce" => "received-verb-announce",
        "Block" => "received-verb-block",
        "Create" => "received-verb-create",
        "Delete" => "received-verb-delete",
        "Dislike" => "received-verb-dislike",
        "EmojiReact" => "received-verb-emoji-react",
        "Flag" => "received-verb-flag",
        "Follow" => "received-verb-follow",
        "Like" => "received-verb-like",
        "Move" => "received-verb-move",
        "QuoteRequest" => "received-verb-quote-request",
        "Reject" => "received-verb-reject",
        "Remove" => "received-verb-remove",
        "ReplyRequest" => "received-verb-reply-request",
        "Undo" => "received-verb-undo",
        "Update" => "received-verb-update",
        other => return other.to_owned(),
    };
    say(key).to_string()
}

/// [`verb`] with the name of the type, for lists to choose from.
pub fn verb_with_type(type_: &str) -> String {
    match verb(type_) {
        same if same == type_ => same,
        words => format!("{words} ({type_})"),
    }
}

/// The colour of the chip; its words say the same.
pub fn class(state: &State) -> &'static str {
    match state {
        State::Accepted => "ok",
        State::Waiting => "warn",
        State::Refused | State::Failed => "error",
        State::Ignored => "",
    }
}

/// Who sent it, where nothing is known but the server, or not even that.
pub fn sender(entry: &Entry) -> String {
    match (entry.sender.as_str(), entry.host.as_str()) {
        ("", "") if entry.at_door => say("received-many-servers").to_string(),
        ("", host) => host.to_owned(),
        (sender, _) => sender.to_owned(),
    }
}

/// How often something was turned away within its hour; nothing for once.
pub fn times(entry: &Entry) -> Option<Said> {
    (entry.times > 1).then(|| counted("received-times", entry.times))
}

/// How often something was tried again.
pub fn retries(times: &i32) -> Said {
    say("received-retried").with("n", times)
}
