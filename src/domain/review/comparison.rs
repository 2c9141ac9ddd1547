//! What changed between two texts about one film, word by word.
//!
//! A second look is often another text. Two texts that have little in common are shown beside each other, as nobody reads a page
//! in which every other word is struck through.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The longest text that is compared word by word, in words: comparing takes time that grows with the square of the changes.
const WORDS_MAX: usize = 4_000;
/// Of a hundred words, so many must be the same for two texts to be one that was reworked.
const SAME_PERCENT: usize = 40;
/// Fewer same words than this between two changes are read as part of the change.
const ISLAND: usize = 3;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They stand in both texts.
    Kept,
    /// Only in the earlier one.
    LeftOut,
    /// Only in the later one.
    Added,
}

/// Words that follow each other and share their fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub fate: Fate,
    /// The words.
    pub text: String,
}

/// How one text became the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Word for word the same.
    Same,
    /// Reworked: both texts in one, by paragraph.
    Reworked(Vec<Vec<Piece>>),
    /// Written anew: the paragraphs of each.
    Anew(Vec<String>, Vec<String>),
    /// Only the later one is there.
    New(Vec<String>),
    /// Only the earlier one was there.
    Gone(Vec<String>),
}

/// A word, or the end of a paragraph; `spaced` where white space follows, which does not count when words are compared.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    spaced: bool,
}

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl Eq for Word<'_> {}
impl std::hash::Hash for Word<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl PartialOrd for Word<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Word<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(other.text)
    }
}

const PARAGRAPH: Word<'static> = Word {
    text: "\n",
    spaced: false,
};

/// Kana and Han, which are written without spaces: each sign is compared by itself.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    for paragraph in paragraphs(text) {
        if !out.is_empty() {
            out.push(PARAGRAPH);
        }
        for spaced in paragraph.split_whitespace() {
            let mut rest = spaced;
            while let Some(at) = rest.find(stands_alone) {
                let (before, from) = rest.split_at(at);
                let sign = from.chars().next().map_or(0, char::len_utf8);
                let (sign, after) = from.split_at(sign);
                let glued = [before, sign].into_iter().filter(|text| !text.is_empty());
                out.extend(glued.map(|text| Word { text, spaced: false }));
                rest = after;
            }
            if !rest.is_empty() {
                out.push(Word {
                    text: rest,
                    spaced: false,
                });
            }
            if let Some(last) = out.last_mut() {
                last.spaced = true;
            }
        }
    }
    out
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn owned(text: &str) -> Vec<String> {
    paragraphs(text).map(ToOwned::to_owned).collect()
}

/// A stretch of both texts: what is kept, or what stood in the earlier one and what stands in the later one instead.
#[derive(Debug, Default)]
struct Stretch<'a> {
    kept: Vec<Word<'a>>,
    left_out: Vec<Word<'a>>,
    added: Vec<Word<'a>>,
}

impl Stretch<'_> {
    fn is_change(&self) -> bool {
        self.kept.is_empty()
    }

    fn is_island(&self) -> bool {
        !self.is_change() && self.kept.len() < ISLAND && !self.kept.contains(&PARAGRAPH)
    }
}

/// The two texts as stretches, kept and changed by turns.
fn stretches<'a>(before: &[Word<'a>], after: &[Word<'a>]) -> Vec<Stretch<'a>> {
    let mut raw: Vec<Stretch<'a>> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, before, after) {
        let of = |words: &[Word<'a>], range| words.get::<std::ops::Range<usize>>(range).unwrap_or_default().to_vec();
        raw.push(match op {
            DiffOp::Equal { .. } => Stretch {
                kept: of(after, op.new_range()),
                ..Stretch::default()
            },
            _ => Stretch {
                left_out: of(before, op.old_range()),
                added: of(after, op.new_range()),
                ..Stretch::default()
            },
        });
    }
    let last = raw.len().saturating_sub(1);
    let mut out: Vec<Stretch<'a>> = Vec::new();
    for (n, mut stretch) in raw.into_iter().enumerate() {
        if n > 0 && n < last && stretch.is_island() {
            stretch.left_out.clone_from(&stretch.kept);
            stretch.added = std::mem::take(&mut stretch.kept);
        }
        match out.last_mut() {
            Some(before) if before.is_change() && stretch.is_change() => {
                before.left_out.append(&mut stretch.left_out);
                before.added.append(&mut stretch.added);
            }
            _ => out.push(stretch),
        }
    }
    out
}

/// Writes words into paragraphs; the end of a paragraph begins the next.
fn write(out: &mut Vec<Vec<Piece>>, fate: Fate, words: &[Word<'_>]) {
    for word in words {
        if *word == PARAGRAPH {
            out.push(Vec::new());
            continue;
        }
        if out.is_empty() {
            out.push(Vec::new());
        }
        let Some(paragraph) = out.last_mut() else { continue };
        match paragraph.last_mut().filter(|piece| piece.fate == fate) {
            Some(piece) => piece.text.push_str(word.text),
            None => paragraph.push(Piece {
                fate,
                text: word.text.to_owned(),
            }),
        }
        if let (true, Some(piece)) = (word.spaced, paragraph.last_mut()) {
            piece.text.push(' ');
        }
    }
}

/// Compares two plain texts, one paragraph a line.
pub fn compare(before: &str, after: &str) -> Comparison {
    let (old, new) = (words(before), words(after));
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return Comparison::Same,
        (true, false) => return Comparison::New(owned(after)),
        (false, true) => return Comparison::Gone(owned(before)),
        (false, false) if old == new => return Comparison::Same,
        (false, false) => {}
    }
    let anew = || Comparison::Anew(owned(before), owned(after));
    let longest = old.len().max(new.len());
    if longest > WORDS_MAX {
        return anew();
    }
    let stretches = stretches(&old, &new);
    let kept: usize = stretches.iter().map(|stretch| stretch.kept.len()).sum();
    if kept * 100 < longest * SAME_PERCENT {
        return anew();
    }
    let mut out = Vec::new();
    for stretch in &stretches {
        write(&mut out, Fate::Kept, &stretch.kept);
        write(&mut out, Fate::LeftOut, &stretch.left_out);
        write(&mut out, Fate::Added, &stretch.added);
    }
    out.retain(|paragraph| !paragraph.is_empty());
    Comparison::Reworked(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(comparison: &Comparison) -> String {
        let Comparison::Reworked(paragraphs) = comparison else {
            return format!("{comparison:?}");
        };
        let piece = |piece: &Piece| match piece.fate {
            Fate::Kept => piece.text.clone(),
            Fate::LeftOut => format!("-{}-", piece.text.trim()),
            Fate::Added => format!("+{}+", piece.text.trim()),
        };
        let paragraph = |pieces: &Vec<Piece>| pieces.iter().map(piece).collect::<String>();
        paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_that_were_replaced_stand_beside_each_other() {
        let before = "The first hour is slow and I minded.\nThe soup scene is the best of them all.";
        let after = "The first hour is slow and I never minded it.\nThe soup scene is the best of them all.";
        assert_eq!(
            shown(&compare(before, after)),
            "The first hour is slow and I -minded.-+never minded it.+|The soup scene is the best of them all. "
        );
        assert_eq!(compare(before, before), Comparison::Same);
        assert_eq!(compare("A  word ", "A word"), Comparison::Same, "spaces are no change");
    }

    #[test]
    fn a_few_same_words_between_changes_are_no_islands() {
        let before =
            "Long ago one two of red three, and everything after that remained just as it was before that day.";
        let after = "Long ago ten six of blue nine, and everything after that remained just as it was before that day.";
        assert_eq!(
            shown(&compare(before, after)),
            "Long ago -one two of red three,-+ten six of blue nine,+and everything after that remained just as it was before that day. "
        );
    }

    #[test]
    fn a_paragraph_of_its_own_comes_and_goes_as_one() {
        let long = "This paragraph is long enough to be known again when everything around it is another.";
        let comparison = compare(&format!("{long}\nGone now."), &format!("New here.\n{long}"));
        assert_eq!(shown(&comparison), format!("+New here.+|{long} |-Gone now.-"));
    }

    #[test]
    fn two_texts_with_little_in_common_are_told_apart_not_mixed() {
        let (before, after) = (
            "I slept through it.",
            "Nothing this year kept me so awake, and I know why.",
        );
        assert_eq!(
            compare(before, after),
            Comparison::Anew(vec![before.to_owned()], vec![after.to_owned()])
        );
        let long = "word ".repeat(WORDS_MAX + 1);
        assert!(matches!(compare(&long, &format!("{long} more")), Comparison::Anew(..)));
        assert_eq!(compare("", "x"), Comparison::New(vec!["x".to_owned()]));
        assert_eq!(compare("x", "\n"), Comparison::Gone(vec!["x".to_owned()]));
    }

    #[test]
    fn signs_that_are_written_without_spaces_are_compared_one_by_one() {
        let comparison = compare("東京の朝はとても静かでした。", "東京の夜はとても静かでした。");
        assert_eq!(shown(&comparison), "東京の-朝-+夜+はとても静かでした。 ");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_what_is_shown(before in "([abc]{1,2}[ \n]?){0,40}", after in "([abc]{1,2}[ \n]?){0,40}") {
            let read = |fates: [Fate; 2], comparison: &Comparison| -> Option<String> {
                let Comparison::Reworked(paragraphs) = comparison else { return None };
                let pieces = paragraphs.iter().flatten().filter(|piece| fates.contains(&piece.fate));
                Some(pieces.flat_map(|piece| piece.text.split_whitespace()).collect::<Vec<_>>().join(" "))
            };
            let comparison = compare(&before, &after);
            let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(text) = read([Fate::Kept, Fate::LeftOut], &comparison) {
                prop_assert_eq!(text, flat(&before));
            }
            if let Some(text) = read([Fate::Kept, Fate::Added], &comparison) {
                prop_assert_eq!(text, flat(&after));
            }
        }
    }
}
