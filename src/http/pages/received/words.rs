//! The kinds of activities, and what became of one, as people say it.

use crate::service::received::{Entry, State};

/// What an activity of that type is, in two or three words; the type itself where there is no better word.
pub fn verb(type_: &str) -> &str {
    match type_ {
        "" => "Not readable",
        "Accept" => "Yes to a request",
        "Add" => "Added to a list",
        "Announce" => "Boost",
        "Block" => "Block",
        "Create" => "New text",
        "Delete" => "Deletion",
        "Dislike" => "Dislike",
        "EmojiReact" => "Reaction",
        "Flag" => "Report",
        "Follow" => "Follow",
        "Like" => "Like",
        "Move" => "Move to a new address",
        "QuoteRequest" => "Request to quote",
        "Reject" => "No to a request",
        "Remove" => "Taken off a list",
        "Undo" => "Taken back",
        "Update" => "Edit",
        other => other,
    }
}

/// [`verb`] with the name of the type, for lists to choose from.
pub fn verb_with_type(type_: &str) -> String {
    match verb(type_) {
        same if same == type_ => type_.to_owned(),
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
pub fn sender(entry: &Entry) -> &str {
    match (entry.sender.as_str(), entry.host.as_str()) {
        ("", "") if entry.at_door => "Many servers, or unknown",
        ("", host) => host,
        (sender, _) => sender,
    }
}

/// How often something was turned away within its hour; nothing for once.
pub fn times(entry: &Entry) -> Option<String> {
    (entry.times > 1).then(|| format!("{} times in this hour", entry.times))
}

/// How often something was tried again.
pub fn retries(times: &i32) -> String {
    match times {
        1 => "once".to_owned(),
        times => format!("{times} times"),
    }
}

/// A number of days, after "the last".
pub fn days(days: &u32) -> String {
    match days {
        1 => "day".to_owned(),
        days => format!("{days} days"),
    }
}
