//! The numbers of documents: what FTS5 and PostgreSQL know them by, put together so that documents of a kind lie next to each
//! other.

use super::Document;
use crate::domain::search::Kind;

/// A part of the index: documents whose numbers lie next to each other.
pub(super) struct Part {
    /// Its table.
    pub table: &'static str,
    /// The number behind its last one.
    pub until: i64,
    /// How many of those that answer a question are looked at. Words that more hold say little, and ranking tens of thousands
    /// takes longer than anybody waits for a page.
    pub most: i64,
    /// How many that hold the words as they stand are enough not to look for words that begin with them, for which both databases
    /// read everything they have of all of these. Nothing where the texts are so short that this costs nothing: what is found by
    /// its title is found by the beginning of it.
    pub enough: Option<usize>,
}

/// The parts of the index: films, people, lists and posts; reviews; comments. Each is a table of its own, which PostgreSQL also
/// knows as the parts of one.
pub(super) const PARTS: [Part; 3] = [
    Part {
        table: "search_fts_things",
        until: beginning(Kind::Review),
        most: 700,
        enough: None,
    },
    Part {
        table: "search_fts_reviews",
        until: beginning(Kind::Comment),
        most: 400,
        enough: Some(50),
    },
    Part {
        table: "search_fts_comments",
        until: i64::MAX,
        most: 250,
        enough: Some(50),
    },
];

/// Bits of a number that belong to the document alone; those above say its kind.
const OWN_BITS: u32 = 59;

/// Where the numbers of a kind begin.
const fn beginning(kind: Kind) -> i64 {
    let place: i64 = match kind {
        Kind::Film => 0,
        Kind::Person => 1,
        Kind::List => 2,
        Kind::Post => 3,
        Kind::Review => 4,
        Kind::Comment => 5,
    };
    place << OWN_BITS
}

/// The part in which the document of a number is.
pub(super) fn part_of(number: i64) -> &'static Part {
    let [things, reviews, comments] = &PARTS;
    if number < things.until {
        things
    } else if number < reviews.until {
        reviews
    } else {
        comments
    }
}

/// The kind of the document of a number.
pub(super) fn kind_at(number: i64) -> Option<Kind> {
    let place = number >> OWN_BITS;
    Kind::ALL.into_iter().find(|kind| beginning(*kind) >> OWN_BITS == place)
}

/// A number that belongs to one document: its kind, and a checksum that two documents of a kind share as seldom as two files.
pub(super) fn number(kind: Kind, id: &str) -> i64 {
    use std::hash::Hasher;
    let mut hasher = Fnv::default();
    hasher.write(kind.as_str().as_bytes());
    hasher.write(b" ");
    hasher.write(id.as_bytes());
    let own = hasher.finish() >> (u64::BITS - OWN_BITS);
    beginning(kind) | i64::from_ne_bytes(own.to_ne_bytes())
}

/// FNV-1a with 64 bits, because the number is stored: the hasher of the standard library may change with a version of Rust.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A checksum of all that is indexed of a document: the same as long as nothing of it has changed.
pub(super) fn digest(document: &Document) -> String {
    use std::hash::Hasher;
    let mut hasher = Fnv::default();
    for part in [&document.title, &document.text, &document.shown] {
        hasher.write(part.as_bytes());
        hasher.write(&[0xff]);
    }
    format!("{:016x}", hasher.finish())
}
