//! The thread as nested lists, without recursion: what has to be opened before a comment and closed after it.

use crate::service::conversation::CommentView;

/// A comment with the ends of the lists around it.
pub struct Nested<'a> {
    /// The comment.
    pub comment: &'a CommentView,
    /// A list opens in front of it.
    pub opens: bool,
    /// Nothing stands below it: its item closes.
    pub closes: bool,
    /// How many lists close after it.
    pub ends: usize,
}

/// The comments in the order of the page, with their nesting.
pub fn nested(comments: &[CommentView]) -> Vec<Nested<'_>> {
    let depth = |i: usize| comments.get(i).map_or(0, |c| c.depth);
    let place = |(i, comment): (usize, &'_ CommentView)| {
        let before = if i == 0 { 0 } else { depth(i - 1) };
        let after = depth(i + 1);
        (
            comment.depth > before,
            after <= comment.depth,
            comment.depth.saturating_sub(after),
        )
    };
    comments
        .iter()
        .enumerate()
        .map(|(i, comment)| {
            let (opens, closes, ends) = place((i, comment));
            Nested {
                comment,
                opens,
                closes,
                ends,
            }
        })
        .collect()
}
