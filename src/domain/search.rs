//! Search: how texts and questions are brought into one spelling, and which part of a text answers a question.
//!
//! Both databases are given words that were folded here, so they find the same: no accents, no capitals, one word for each
//! character of the scripts that have no spaces.

use deunicode::deunicode_char;
use std::ops::Range;

/// Words of a question that are looked for; the rest is left out.
pub const WORDS: usize = 12;
/// Characters of a question that are read.
pub const QUESTION: usize = 200;
/// Longest word, in characters; longer ones are cut.
const WORD: usize = 40;
/// Shorter words than this say little of what is meant, beside longer ones: articles mostly.
const TELLING: usize = 4;
/// Shorter words are not corrected.
const CORRECTED: usize = 4;

/// What kinds of thing can be found, best first where two fit equally well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A film.
    Film,
    /// Somebody who made films.
    Person,
    /// A review.
    Review,
    /// A list.
    List,
    /// A post of this site.
    Post,
    /// A comment.
    Comment,
}

impl Kind {
    /// In this order.
    pub const ALL: [Self; 6] = [
        Self::Film,
        Self::Person,
        Self::Review,
        Self::List,
        Self::Post,
        Self::Comment,
    ];

    /// The name in rows and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Person => "person",
            Self::Review => "review",
            Self::List => "list",
            Self::Post => "post",
            Self::Comment => "comment",
        }
    }

    /// Reads the name in rows and addresses.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Words that stand one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Folded; never empty.
    pub words: Vec<String>,
    /// The last word may go on.
    pub open: bool,
}

/// A question, read: everything in it is data, whatever signs it is written with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What must be there.
    pub with: Vec<Term>,
    /// What must not be there.
    pub without: Vec<Term>,
}

/// One or two letters of an alphabet begin so many words that they say nothing; a single sign may be a whole word elsewhere.
fn may_go_on(word: &str) -> bool {
    !word.is_ascii() || word.len() > 2
}

impl Question {
    /// Reads what somebody typed: words, `"words that stand together"`, and `-word` for what they do not want.
    pub fn read(typed: &str) -> Self {
        let typed: String = typed.chars().take(QUESTION).collect();
        let mut question = Self::default();
        let mut room = WORDS;
        let mut put = |text: &str, unwanted: bool, open: bool| {
            let words: Vec<String> = words(text).take(room).collect();
            room -= words.len();
            if !words.is_empty() {
                let terms = if unwanted {
                    &mut question.without
                } else {
                    &mut question.with
                };
                let goes_on = words.last().is_some_and(|last| may_go_on(last));
                terms.push(Term {
                    words,
                    open: open && goes_on,
                });
            }
        };
        for (at, part) in typed.split('"').enumerate() {
            if at % 2 == 1 {
                put(part, false, false);
                continue;
            }
            for word in part.split_whitespace() {
                match word.strip_prefix('-') {
                    Some(word) => put(word, true, false),
                    None => put(word, false, true),
                }
            }
        }
        question
    }

    /// Asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.with.is_empty()
    }

    /// The same question for whole words only.
    #[must_use]
    pub fn closed(&self) -> Self {
        let mut question = self.clone();
        for term in &mut question.with {
            term.open = false;
        }
        question
    }

    /// The same question when its last word, of one or two letters, may be the beginning of what was to be typed. There must be
    /// others that say more.
    pub fn unfinished(&self) -> Option<Self> {
        let mut question = self.clone();
        let (last, others) = question.with.split_last_mut()?;
        let short = matches!(last.words.as_slice(), [word] if !may_go_on(word)) && !last.open;
        last.open = true;
        (short && others.iter().any(|term| term.open)).then_some(question)
    }

    /// Which terms say how well something answers: all of them, but for single short words beside others.
    pub fn telling(&self) -> Vec<&Term> {
        let short = |term: &Term| matches!(term.words.as_slice(), [word] if word.chars().count() < TELLING);
        if self.with.iter().all(short) {
            return self.with.iter().collect();
        }
        self.with.iter().filter(|term| !short(term)).collect()
    }

    /// The single words that may be misspelt.
    pub fn correctable(&self) -> impl Iterator<Item = &str> {
        let single = self.with.iter().filter(|term| term.open);
        single
            .filter_map(|term| match term.words.as_slice() {
                [word] => Some(word.as_str()),
                _ => None,
            })
            .filter(|word| word.chars().count() >= CORRECTED)
    }

    /// The same question with a word in the place of another.
    pub fn with_word(&self, wrong: &str, right: &str) -> Self {
        let mut question = self.clone();
        for term in question.with.iter_mut().filter(|term| term.open) {
            for word in term.words.iter_mut().filter(|word| *word == wrong) {
                right.clone_into(word);
            }
        }
        question
    }

    /// Its words, to be shown.
    pub fn to_words(&self) -> String {
        let term = |term: &Term| {
            let words = term.words.join(" ");
            if term.open { words } else { format!("“{words}”") }
        };
        let unwanted = self.without.iter().map(|t| format!("-{}", t.words.join(" ")));
        self.with.iter().map(term).chain(unwanted).collect::<Vec<_>>().join(" ")
    }
}

/// Scripts without spaces: every character is a word, and words that stand together are found by their characters.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// One character in small letters without accents.
fn push_folded(out: &mut String, c: char) {
    let latin =
        matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}');
    match c {
        '\u{300}'..='\u{36f}' => {}
        'ё' | 'Ё' => out.push('е'),
        'ά' | 'Ά' => out.push('α'),
        'έ' | 'Έ' => out.push('ε'),
        'ή' | 'Ή' => out.push('η'),
        'ί' | 'Ί' | 'ϊ' | 'ΐ' => out.push('ι'),
        'ό' | 'Ό' => out.push('ο'),
        'ύ' | 'Ύ' | 'ϋ' | 'ΰ' => out.push('υ'),
        'ώ' | 'Ώ' => out.push('ω'),
        'ς' => out.push('σ'),
        _ if latin => out.extend(
            deunicode_char(c)
                .unwrap_or_default()
                .chars()
                .flat_map(char::to_lowercase),
        ),
        _ => out.extend(c.to_lowercase().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))),
    }
}

/// Where the words of a text stand, by bytes.
fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let part = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}');
        while chars.next_if(|(_, c)| !part(*c)).is_some() {}
        let (start, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        if stands_alone(first) {
            return Some(start..end);
        }
        while let Some((at, c)) = chars.peek().copied() {
            // An apostrophe inside a word belongs to it: “don’t” is one word, and “dont” finds it.
            let joins = matches!(c, '\'' | '’');
            if (!part(c) && !joins) || stands_alone(c) {
                break;
            }
            if joins {
                let after = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
                if !after.is_some_and(char::is_alphanumeric) {
                    break;
                }
            }
            end = at + c.len_utf8();
            chars.next();
        }
        Some(start..end)
    })
}

fn folded_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !matches!(c, '\'' | '’')) {
        push_folded(&mut out, c);
        if out.len() >= WORD * 4 {
            break;
        }
    }
    // Letters that came out as signs (½, ™) are not words; a database would read them as something else.
    out.chars().filter(|c| c.is_alphanumeric()).take(WORD).collect()
}

/// The folded words of a text.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    places(text)
        .filter_map(|place| text.get(place))
        .map(folded_word)
        .filter(|word| !word.is_empty())
}

/// A text as it is put into the index: folded words with one space between, at most `max` of them.
pub fn fold(text: &str, max: usize) -> String {
    let mut out = String::with_capacity(text.len().min(1 << 20));
    for word in words(text).take(max) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&word);
    }
    out
}

/// The groups of three letters in a word, with its ends marked.
pub fn trigrams(word: &str) -> Vec<String> {
    let letters: Vec<char> = std::iter::once('^')
        .chain(word.chars())
        .chain(std::iter::once('$'))
        .collect();
    let mut all: Vec<String> = letters.windows(3).map(|three| three.iter().collect()).collect();
    all.sort();
    all.dedup();
    all
}

/// How many letters may be wrong in a word of that length.
pub fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

/// A piece of a text that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words as they were written.
    pub text: String,
    /// They are what was asked for.
    pub marked: bool,
}

/// The part of a text, of about `room` characters, in which a question is answered, with the answers marked. From its beginning
/// where it answers nothing.
pub fn snippet(text: &str, question: &Question, room: usize) -> Vec<Piece> {
    let found: Vec<Range<usize>> = places(text).filter(|place| answers(text, place, question)).collect();
    let first = found.first().map_or(0, |place| place.start);
    let start = begin(text, first, room / 3);
    let mut end = start;
    for (at, c) in text.get(start..).unwrap_or_default().char_indices().take(room) {
        end = start + at + c.len_utf8();
    }
    if end < text.len() {
        // Not in the middle of a word.
        let cut = text
            .get(start..end)
            .and_then(|t| t.rfind(char::is_whitespace))
            .map(|at| start + at);
        end = cut.filter(|cut| *cut > first.max(start)).unwrap_or(end);
    }
    let mut pieces = Vec::new();
    let mut push = |range: Range<usize>, marked: bool| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            pieces.push(Piece {
                text: text.split_inclusive('\n').map(|line| line.replace('\n', " ")).collect(),
                marked,
            });
        }
    };
    let mut at = start;
    for place in found
        .into_iter()
        .filter(|place| place.start >= start && place.end <= end)
    {
        push(at..place.start, false);
        at = place.end;
        push(place, true);
    }
    push(at..end, false);
    if start > 0
        && let Some(piece) = pieces.first_mut()
    {
        piece.text.insert(0, '…');
    }
    if end < text.len()
        && let Some(piece) = pieces.last_mut()
    {
        let kept = piece.text.trim_end().len();
        piece.text.truncate(kept);
        piece.text.push('…');
    }
    pieces
}

fn answers(text: &str, place: &Range<usize>, question: &Question) -> bool {
    let word = folded_word(text.get(place.clone()).unwrap_or_default());
    !word.is_empty()
        && question.with.iter().any(|term| {
            let last = term.words.len().saturating_sub(1);
            let fits = |(n, wanted): (usize, &String)| {
                if term.open && n == last {
                    word.starts_with(wanted.as_str())
                } else {
                    word == *wanted
                }
            };
            term.words.iter().enumerate().any(fits)
        })
}

/// The beginning of a word about `before` characters in front of a place.
fn begin(text: &str, place: usize, before: usize) -> usize {
    let head = text.get(..place).unwrap_or_default();
    let Some((far, _)) = head.char_indices().rev().take(before).last() else {
        return place;
    };
    if far == 0 {
        return 0;
    }
    let space = text.get(far..place).and_then(|t| t.find(char::is_whitespace));
    space.map_or(far, |at| far + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(text: &str, asked: &str, room: usize) -> String {
        let pieces = snippet(text, &Question::read(asked), room);
        let piece = |p: Piece| if p.marked { format!("[{}]", p.text) } else { p.text };
        pieces.into_iter().map(piece).collect()
    }

    #[test]
    fn accents_capitals_and_apostrophes_do_not_count() {
        assert_eq!(fold("Amélie, Straße & ŁÓDŹ — “Don’t”", 99), "amelie strasse lodz dont");
        assert_eq!(fold("e\u{301}cran", 99), "ecran");
        assert_eq!(fold("Ёлки Ὀδύσσεια Ρόδος", 99).split(' ').next(), Some("елки"));
        assert_eq!(fold("東京物語 2001", 99), "東 京 物 語 2001");
        assert_eq!(fold("8½ C++ AND NOT OR * \"", 99).split(' ').next_back(), Some("or"));
        assert_eq!(fold("a b c", 2), "a b");
    }

    #[test]
    fn whatever_is_typed_is_only_words() {
        let question = Question::read("salt \"the long road\" -horses NEAR( ' ; -- * \"open");
        assert_eq!(question.with.len(), 4);
        assert_eq!(question.with[1].words, ["the", "long", "road"]);
        assert!(!question.with[1].open && question.with[0].open);
        assert_eq!(question.without[0].words, ["horses"]);
        assert!(Question::read("\0 \" ' ;;; -- ***").is_empty());
        let long = Question::read(&"word ".repeat(5_000));
        assert_eq!(long.with.len(), WORDS);
        assert_eq!(
            Question::read(&"x".repeat(10_000)).with[0].words[0].chars().count(),
            WORD
        );
    }

    #[test]
    fn one_or_two_letters_are_whole_words_and_a_closed_question_has_no_other() {
        let open = |asked: &str| -> Vec<bool> { Question::read(asked).with.iter().map(|term| term.open).collect() };
        assert_eq!(
            open("a fi film \"films\" 東 café"),
            [false, false, true, false, true, true]
        );
        let closed = Question::read("film night").closed();
        assert!(closed.with.iter().all(|term| !term.open));
        assert_eq!(closed.to_words(), "“film” “night”");
    }

    #[test]
    fn a_short_last_word_may_be_unfinished_where_others_say_more() {
        let begun = Question::read("the keeper o").unfinished().unwrap();
        assert_eq!(begun.to_words(), "the keeper o");
        for finished in ["the keeper of skerry", "o", "of o", "\"the keeper\" o", ""] {
            assert_eq!(Question::read(finished).unfinished(), None, "{finished}");
        }
    }

    #[test]
    fn short_words_tell_nothing_beside_others() {
        let telling = |asked: &str| -> Vec<String> {
            let question = Question::read(asked);
            question
                .telling()
                .into_iter()
                .map(|term| term.words.join(" "))
                .collect()
        };
        assert_eq!(telling("the river"), ["river"]);
        assert_eq!(telling("ran"), ["ran"]);
        assert_eq!(telling("to be or"), ["to", "be", "or"]);
        assert_eq!(telling("the \"it\" 東京"), ["東 京"]);
    }

    #[test]
    fn a_snippet_stands_around_the_first_answer() {
        let text = format!(
            "{} and then the Québécois lorry came by. {}",
            "before ".repeat(40),
            "after ".repeat(60)
        );
        let shown = marked(&text, "quebec", 100);
        assert!(
            shown.contains("[Québécois]") && shown.starts_with('…') && shown.ends_with('…'),
            "{shown}"
        );
        assert_eq!(marked("<b>Salt</b> & salted", "salt", 200), "<b>[Salt]</b> & [salted]");
        assert_eq!(marked("nothing here", "salt", 200), "nothing here");
        assert_eq!(marked("salted \"salt\"", "\"salt\"", 200), "salted \"[salt]\"");
    }

    #[test]
    fn a_corrected_question_is_the_same_but_for_the_word() {
        let question = Question::read("kurosava \"kurosava\" ran");
        assert_eq!(question.correctable().collect::<Vec<_>>(), ["kurosava"]);
        let right = question.with_word("kurosava", "kurosawa");
        assert_eq!(right.to_words(), "kurosawa “kurosava” ran");
        assert_eq!(trigrams("ran"), ["^ra", "an$", "ran"]);
        assert_eq!((tolerance("ran"), tolerance("rasho"), tolerance("rashomon")), (0, 1, 2));
    }

    proptest! {
        #[test]
        fn any_text_can_be_folded_asked_and_cut(text in "\\PC{0,300}", asked in ".{0,80}", room in 0_usize..200) {
            let question = Question::read(&asked);
            prop_assert!(fold(&text, 50).split(' ').all(|word| word.chars().all(char::is_alphanumeric)));
            let shown: String = snippet(&text, &question, room).into_iter().map(|piece| piece.text).collect();
            prop_assert!(shown.chars().count() <= room + 40);
            for term in question.with.iter().chain(&question.without) {
                prop_assert!(term.words.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric)));
            }
        }
    }
}
