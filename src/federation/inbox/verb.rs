//! The registry of what is carried out; FEDERATION.md lists the same, and a test compares them.

/// The activities that are carried out. Everything else is recorded and counted as Ignored("unknown type").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `Follow`
    Follow,
    /// `Undo`
    Undo,
    /// `Accept`
    Accept,
    /// `Reject`
    Reject,
    /// `Create`
    Create,
    /// `Update`
    Update,
    /// `Delete`
    Delete,
    /// `Like`
    Like,
    /// `EmojiReact`
    EmojiReact,
    /// `Dislike`
    Dislike,
    /// `Announce`
    Announce,
    /// `QuoteRequest`
    QuoteRequest,
    /// `ReplyRequest`
    ReplyRequest,
    /// `Flag`
    Flag,
    /// `Block`
    Block,
    /// `Move`
    Move,
    /// `Add`
    Add,
    /// `Remove`
    Remove,
}

impl Verb {
    /// Every one.
    pub const ALL: [Verb; 18] = [
        Self::Follow,
        Self::Undo,
        Self::Accept,
        Self::Reject,
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::Like,
        Self::EmojiReact,
        Self::Dislike,
        Self::Announce,
        Self::QuoteRequest,
        Self::ReplyRequest,
        Self::Flag,
        Self::Block,
        Self::Move,
        Self::Add,
        Self::Remove,
    ];

    /// The name of the type.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Follow => "Follow",
            Self::Undo => "Undo",
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Delete => "Delete",
            Self::Like => "Like",
            Self::EmojiReact => "EmojiReact",
            Self::Dislike => "Dislike",
            Self::Announce => "Announce",
            Self::QuoteRequest => "QuoteRequest",
            Self::ReplyRequest => "ReplyRequest",
            Self::Flag => "Flag",
            Self::Block => "Block",
            Self::Move => "Move",
            Self::Add => "Add",
            Self::Remove => "Remove",
        }
    }

    /// Reads the name of the type; `None` for those that are not carried out.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.as_str() == name)
    }
}
