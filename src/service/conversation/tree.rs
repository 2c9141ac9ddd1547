//! The order in which a thread is read.

use crate::domain::comment::Comment;
use crate::domain::id::CommentId;
use std::collections::HashMap;

/// A comment's place in the thread.
pub(super) struct Place {
    /// Index among all comments.
    pub index: usize,
    /// How deep it stands; 0 for an answer to the root.
    pub level: usize,
}

/// The order of the page: depth first, oldest first, without recursion (a thread may be ten thousand answers deep). Places
/// of comments that cannot be read are kept only above something that can.
pub(super) fn places(all: &[Comment], readable: &[bool]) -> Vec<Place> {
    let by_id: HashMap<&CommentId, usize> = all.iter().enumerate().map(|(i, c)| (&c.id, i)).collect();
    let parents: Vec<Option<usize>> = all
        .iter()
        .map(|c| c.parent_id.as_ref().and_then(|id| by_id.get(id).copied()))
        .collect();
    let mut wanted = readable.to_vec();
    for start in 0..all.len() {
        if !readable.get(start).copied().unwrap_or_default() {
            continue;
        }
        let mut above = parents.get(start).copied().flatten();
        while let Some(index) = above {
            match wanted.get_mut(index) {
                Some(mark) if !*mark => *mark = true,
                _ => break,
            }
            above = parents.get(index).copied().flatten();
        }
    }
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (index, parent) in parents.iter().enumerate() {
        if wanted.get(index).copied().unwrap_or_default() {
            children.entry(*parent).or_default().push(index);
        }
    }
    let mut order = Vec::with_capacity(all.len());
    let mut stack: Vec<Place> = Vec::new();
    let mut push = |stack: &mut Vec<Place>, parent: Option<usize>, level: usize| {
        let below = children.remove(&parent).unwrap_or_default();
        stack.extend(below.into_iter().rev().map(|index| Place { index, level }));
    };
    push(&mut stack, None, 0);
    while let Some(place) = stack.pop() {
        push(&mut stack, Some(place.index), place.level + 1);
        order.push(place);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::comment::{Audience, CommentState, Root};
    use crate::domain::id::{ActorId, ReviewId};
    use crate::domain::text::SafeHtml;
    use chrono::DateTime;
    use url::Url;

    fn comment(id: &str, parent: Option<&str>) -> Comment {
        let uri = Url::parse(&format!("https://other.example/notes/{id}")).unwrap();
        Comment {
            id: CommentId::new(id),
            url: uri.clone(),
            in_reply_to: uri.clone(),
            uri,
            root: Root::Review(ReviewId::new("r")),
            parent_id: parent.map(CommentId::new),
            author_id: ActorId::new("a"),
            local: false,
            source: String::new(),
            html: SafeHtml::default(),
            summary: None,
            language: None,
            audience: Audience::Public,
            state: CommentState::Visible,
            published_at: DateTime::UNIX_EPOCH,
            edited_at: None,
            gone_at: None,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    fn shown(all: &[Comment], readable: &[bool]) -> Vec<String> {
        places(all, readable)
            .iter()
            .map(|place| format!("{}{}", "-".repeat(place.level), all[place.index].id))
            .collect()
    }

    #[test]
    fn answers_stand_under_what_they_answer_oldest_first() {
        let all = [
            comment("a", None),
            comment("b", None),
            comment("c", Some("a")),
            comment("d", Some("c")),
            comment("e", Some("a")),
        ];
        assert_eq!(shown(&all, &[true; 5]), ["a", "-c", "--d", "-e", "b"]);
    }

    #[test]
    fn a_deleted_comment_keeps_its_place_only_above_somebody() {
        let all = [
            comment("a", None),
            comment("b", Some("a")),
            comment("c", Some("b")),
            comment("d", None),
        ];
        assert_eq!(shown(&all, &[false, false, true, false]), ["a", "-b", "--c"]);
        assert!(shown(&all, &[false; 4]).is_empty());
    }

    #[test]
    fn a_thread_of_ten_thousand_answers_does_not_overflow() {
        let mut all = vec![comment("0", None)];
        for i in 1..10_000 {
            all.push(comment(&i.to_string(), Some(&(i - 1).to_string())));
        }
        assert_eq!(places(&all, &vec![true; 10_000]).last().unwrap().level, 9_999);
    }
}
