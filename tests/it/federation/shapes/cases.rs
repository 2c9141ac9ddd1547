//! What was captured of each software, what must have happened before it comes, and what becomes of it.

use houselights::domain::actor::ActorKind;
use houselights::service::remote::Outcome::{self, Accepted, Ignored};

/// What must have happened before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    /// Somebody here asked to follow the sender.
    Asked,
    /// The sender did what this takes back.
    Inner,
    /// The sender did what that other document says.
    Did(&'static str),
    /// Somebody here answered the sender's comment, and likes it.
    Answered,
}

pub(super) struct Case {
    pub(super) file: &'static str,
    pub(super) before: Before,
    pub(super) kind: ActorKind,
    pub(super) outcome: Outcome,
    /// The inner object may be named by its id alone.
    pub(super) id_is_enough: bool,
}

fn case(file: &'static str, before: Before, outcome: Outcome) -> Case {
    Case {
        file,
        before,
        kind: ActorKind::Person,
        outcome,
        id_is_enough: matches!(before, Before::Asked | Before::Inner),
    }
}

fn group(file: &'static str, before: Before, outcome: Outcome) -> Case {
    Case {
        kind: ActorKind::Group,
        ..case(file, before, outcome)
    }
}

/// Every document that is carried out in every shape of its fields.
pub(super) fn cases() -> Vec<Case> {
    use Before::{Answered, Asked, Did, Inner, Nothing};
    let (followed, accepted, rejected) = (
        Accepted("followed"),
        Accepted("follow accepted"),
        Accepted("follow rejected"),
    );
    let (like, emoji, comment) = (Accepted("like"), Accepted("emoji"), Accepted("comment"));
    let (undone, dislike) = (Accepted("undone"), Ignored("dislikes are not counted"));
    vec![
        case("mastodon/follow", Nothing, followed),
        case("mastodon/undo_follow", Inner, Accepted("unfollowed")),
        case("mastodon/accept_follow", Asked, accepted),
        case("mastodon/reject_follow", Asked, rejected),
        case("mastodon/like", Nothing, like),
        case("mastodon/undo_like", Inner, undone),
        case("mastodon/announce", Nothing, Accepted("boost")),
        case("mastodon/undo_announce", Inner, undone),
        case("mastodon/flag", Nothing, Accepted("report")),
        case("mastodon/block", Nothing, Accepted("block")),
        case("mastodon/undo_block", Inner, Accepted("block undone")),
        case(
            "mastodon/add_featured",
            Nothing,
            Ignored("what others feature is not kept"),
        ),
        case(
            "mastodon/remove_featured",
            Nothing,
            Ignored("what others feature is not kept"),
        ),
        case("mastodon/create_question_reply", Nothing, comment),
        case("mastodon/create_reply", Nothing, comment),
        case(
            "mastodon/update_reply",
            Did("mastodon/create_reply"),
            Accepted("comment edited"),
        ),
        case(
            "mastodon/delete_reply",
            Did("mastodon/create_reply"),
            Accepted("comment deleted"),
        ),
        case("mastodon/quote_request", Nothing, Accepted("quote allowed")),
        case("gotosocial/create_reply", Nothing, comment),
        case("misskey/create_unlisted_reply", Nothing, comment),
        case("misskey/create_quote", Nothing, Accepted("quote")),
        case("pleroma/create_direct", Nothing, Accepted("private message")),
        case("lemmy/create_page", Nothing, Ignored("nobody here follows its author")),
        case("lemmy/create_link_page", Nothing, Accepted("mention of a review")),
        case(
            "wordpress/create_article",
            Nothing,
            Ignored("nobody here follows its author"),
        ),
        case("misskey/like_unicode", Nothing, emoji),
        case("misskey/like_heart", Nothing, like),
        case("misskey/follow", Nothing, followed),
        case("misskey/undo_like_emoji", Inner, undone),
        case("misskey/accept_follow", Asked, accepted),
        case("sharkey/like_custom_emoji", Nothing, emoji),
        case("pleroma/emoji_react", Nothing, emoji),
        case("pleroma/undo_emoji_react", Did("pleroma/emoji_react"), undone),
        case("pleroma/block", Nothing, Accepted("block")),
        case("pleroma/flag", Nothing, Accepted("report")),
        case("akkoma/emoji_react_custom", Nothing, emoji),
        case("lemmy/dislike", Nothing, dislike),
        case("lemmy/undo_dislike", Nothing, dislike),
        group("lemmy/announce_dislike", Nothing, dislike),
        case("lemmy/flag", Nothing, Accepted("report")),
        case("lemmy/block_user", Nothing, Ignored("a ban from a place elsewhere")),
        group("lemmy/accept_follow", Asked, accepted),
        case("peertube/create_comment", Nothing, comment),
        case("peertube/like", Nothing, like),
        case("peertube/dislike", Nothing, dislike),
        case("peertube/reject_follow", Asked, rejected),
        case("friendica/dislike", Nothing, dislike),
        case("friendica/accept_follow", Asked, accepted),
        case("hubzilla/like", Nothing, like),
        case("hubzilla/follow", Nothing, followed),
        case("hubzilla/dislike", Nothing, dislike),
        case("smithereen/like", Nothing, like),
        case("smithereen/accept_follow", Asked, accepted),
        case("smithereen/reject_follow", Asked, rejected),
        case("gotosocial/accept_follow", Asked, accepted),
        case("gotosocial/accept_reply", Answered, Accepted("approved")),
        case("gotosocial/accept_reply_request", Answered, Accepted("approved")),
        case("gotosocial/reject_reply", Answered, Accepted("not approved")),
        case("gotosocial/accept_like", Answered, Accepted("approved")),
        case("gotosocial/undo_follow", Inner, Accepted("unfollowed")),
        case("mitra/accept_follow", Asked, accepted),
        case("mitra/like", Nothing, like),
        case("mitra/undo_like", Did("mitra/like"), undone),
        case("hollo/emoji_react", Nothing, emoji),
        case("hollo/follow", Nothing, followed),
        case("snac2/follow", Nothing, followed),
        case("snac2/like", Nothing, like),
        case("snac2/undo_follow", Inner, Accepted("unfollowed")),
        case("takahe/follow", Nothing, followed),
        case("takahe/accept_follow", Asked, accepted),
        case("takahe/like", Nothing, like),
        case("bookwyrm/follow", Nothing, followed),
        case("bookwyrm/like", Nothing, like),
        case("bookwyrm/accept_follow", Asked, accepted),
        case("bookwyrm/create_reply", Nothing, comment),
        case("wordpress/accept_follow", Asked, accepted),
        case("wordpress/like", Nothing, like),
        group("wordpress/blog_announce_id", Nothing, Accepted("boost")),
        case("writefreely/accept_follow", Asked, accepted),
        case("ghost/follow", Nothing, followed),
        case("ghost/like", Nothing, like),
        case("ghost/announce", Nothing, Accepted("boost")),
    ]
}
