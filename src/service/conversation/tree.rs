//! The order in which a thread is read.

use crate::domain::comment::Node;
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
pub(super) fn places(all: &[Node], readable: &[bool]) -> Vec<Place> {
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

/// A comment's place on one page of a thread.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Index among all comments.
    pub index: usize,
    /// Level of indentation on this page, at most `levels`.
    pub depth: usize,
    /// The comment it answers, by its index, where the indentation does not show it.
    pub answers: Option<usize>,
}

/// How many pages of `size` a thread of that length has; at least one.
pub(super) fn pages(length: usize, size: usize) -> usize {
    length.div_ceil(size.max(1)).max(1)
}

/// One page of the order, counted from 1. What answers a comment of an earlier page begins at the edge and says whom it
/// answers; what answers that stands below it as ever.
pub(super) fn on_page(all: &[Node], order: &[Place], page: usize, size: usize, levels: usize) -> Vec<Shown> {
    let by_id: HashMap<&CommentId, usize> = all.iter().enumerate().map(|(i, c)| (&c.id, i)).collect();
    let mut depths: HashMap<usize, usize> = HashMap::new();
    let first = page.saturating_sub(1).saturating_mul(size);
    let shown = order.iter().skip(first).take(size).map(|place| {
        let parent = all
            .get(place.index)
            .and_then(|comment| comment.parent_id.as_ref())
            .and_then(|id| by_id.get(id).copied());
        let above = parent.and_then(|parent| depths.get(&parent).copied());
        let depth = above.map_or(0, |above| above + 1);
        depths.insert(place.index, depth);
        Shown {
            index: place.index,
            depth: depth.min(levels),
            answers: parent.filter(|_| above.is_none() || depth > levels),
        }
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::comment::CommentState;
    use crate::domain::id::ActorId;

    fn comment(id: &str, parent: Option<&str>) -> Node {
        Node {
            id: CommentId::new(id),
            parent_id: parent.map(CommentId::new),
            author_id: ActorId::new("a"),
            state: CommentState::Visible,
        }
    }

    fn shown(all: &[Node], readable: &[bool]) -> Vec<String> {
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

    #[test]
    fn a_page_that_begins_inside_a_thread_says_whom_it_answers() {
        let all = [
            comment("a", None),
            comment("a1", Some("a")),
            comment("a2", Some("a1")),
            comment("a3", Some("a")),
            comment("b", None),
        ];
        let order = places(&all, &[true; 5]);
        let page = |n| -> Vec<(usize, usize, Option<usize>)> {
            let shown = on_page(&all, &order, n, 2, 3);
            shown.into_iter().map(|s| (s.index, s.depth, s.answers)).collect()
        };
        assert_eq!(page(1), [(0, 0, None), (1, 1, None)]);
        assert_eq!(page(2), [(2, 0, Some(1)), (3, 0, Some(0))]);
        assert_eq!(page(3), [(4, 0, None)]);
        assert_eq!((pages(5, 2), pages(0, 2), pages(4, 2)), (3, 1, 2));
    }

    #[test]
    fn what_stands_below_the_last_level_says_whom_it_answers() {
        let all = [
            comment("a", None),
            comment("b", Some("a")),
            comment("c", Some("b")),
            comment("d", Some("c")),
            comment("e", Some("d")),
        ];
        let shown = on_page(&all, &places(&all, &[true; 5]), 1, 100, 3);
        let depths: Vec<_> = shown.iter().map(|s| (s.depth, s.answers)).collect();
        assert_eq!(depths, [(0, None), (1, None), (2, None), (3, None), (3, Some(3))]);
    }
}
