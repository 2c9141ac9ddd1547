//! The h-entries and h-cards of a page (microformats2), as far as a mention needs them: name, summary, content, date and author.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use url::Url;

use super::Card;
use crate::domain::text::plain;
use crate::domain::text::tokens::value;

/// Elements that are followed at one time; those nested deeper are read as if they were not there.
const DEPTH: usize = 128;
/// Entries and cards of one page that are told apart.
const ITEMS: usize = 50;
/// Bytes of one property that are kept.
const VALUE_MAX: usize = 4_000;
/// Bytes of text that are read altogether.
const TEXT_MAX: usize = 512 * 1024;

/// What was found about the entry.
#[derive(Default)]
pub(super) struct Found {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) author: Option<Card>,
    pub(super) published_at: Option<DateTime<Utc>>,
}

#[derive(Default)]
struct Entry {
    name: String,
    summary: String,
    content: String,
    published: String,
    author: Option<usize>,
    linked: bool,
}

/// What the properties around belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Entry(usize),
    Card(usize),
    /// Something else, such as a citation: its properties are not the entry's.
    Other,
}

/// A property whose text is being read.
#[derive(Clone, Copy)]
enum Property {
    Name,
    Summary,
    Content,
    Published,
}

struct Open {
    element: LocalName,
    /// Set where the element begins an item.
    item: Option<Item>,
    /// The item around it and the properties of that item whose text it holds.
    of: Option<Item>,
    properties: Vec<Property>,
    /// Where its text begins.
    start: usize,
}

#[derive(Default)]
pub(super) struct Entries {
    entries: Vec<Entry>,
    cards: Vec<Card>,
    open: Vec<Open>,
    text: String,
}

impl Entries {
    /// The item that properties belong to here.
    fn current(&self) -> Option<Item> {
        self.open.iter().rev().find_map(|open| open.item)
    }

    fn entry(&mut self, item: Option<Item>) -> Option<&mut Entry> {
        match item {
            Some(Item::Entry(n)) => self.entries.get_mut(n),
            _ => None,
        }
    }

    /// The entry around this place, from inside its citations and cards too.
    fn entry_around(&mut self) -> Option<&mut Entry> {
        let around = self
            .open
            .iter()
            .rev()
            .find_map(|open| open.item.filter(|item| matches!(item, Item::Entry(_))));
        self.entry(around)
    }

    /// The target is linked to here.
    pub(super) fn linked(&mut self) {
        if let Some(entry) = self.entry_around() {
            entry.linked = true;
        }
    }

    pub(super) fn start(&mut self, tag: &Tag, base: &Url) {
        let element: &str = &tag.name;
        if !plain::is_inline(element) {
            self.words(" ");
        }
        let around = self.current();
        let classes = value(tag, "class").unwrap_or_default();
        let mut open = Open {
            element: tag.name.clone(),
            item: None,
            of: around,
            properties: Vec::new(),
            start: self.text.len(),
        };
        if !classes.is_empty() || matches!(around, Some(Item::Card(_))) {
            self.properties(tag, &classes, base, &mut open);
        }
        if is_void(element) || tag.self_closing {
            self.close(&open);
        } else if self.open.len() < DEPTH {
            self.open.push(open);
        }
    }

    fn properties(&mut self, tag: &Tag, classes: &str, base: &Url, open: &mut Open) {
        let has = |wanted: &str| classes.split_ascii_whitespace().any(|class| class == wanted);
        let address = |attribute: &str| {
            let url = base.join(value(tag, attribute)?.trim()).ok()?;
            matches!(url.scheme(), "http" | "https").then_some(url)
        };
        match open.of {
            Some(Item::Entry(n)) => {
                for (class, property) in [
                    ("p-name", Property::Name),
                    ("p-summary", Property::Summary),
                    ("e-content", Property::Content),
                    ("dt-published", Property::Published),
                ] {
                    if has(class) {
                        open.properties.push(property);
                    }
                }
                if has("dt-published")
                    && let Some(time) = value(tag, "datetime").or_else(|| value(tag, "value"))
                    && let Some(entry) = self.entries.get_mut(n)
                    && entry.published.is_empty()
                {
                    entry.published = time;
                }
            }
            Some(Item::Card(n)) => {
                if has("p-name") {
                    open.properties.push(Property::Name);
                }
                let (url, photo) = (has("u-url").then(|| address("href")), has("u-photo"));
                let shown = (photo || &*tag.name == "img").then(|| address("src").or_else(|| address("href")));
                if let Some(card) = self.cards.get_mut(n) {
                    card.url = card.url.take().or_else(|| url.flatten());
                    card.photo = card.photo.take().or_else(|| shown.flatten());
                }
            }
            Some(Item::Other) | None => {}
        }
        let in_entry = matches!(open.of, Some(Item::Entry(_)));
        let is_author = in_entry && has("p-author");
        if (has("h-card") || is_author) && self.cards.len() < ITEMS {
            let photo = (&*tag.name == "img").then(|| address("src")).flatten();
            self.cards.push(Card {
                name: value(tag, "alt").filter(|_| photo.is_some()).unwrap_or_default(),
                // A link that is itself a card leads to its own page.
                url: (&*tag.name == "a").then(|| address("href")).flatten(),
                photo,
            });
            let card = self.cards.len() - 1;
            open.item = Some(Item::Card(card));
            if is_author
                && let Some(entry) = self.entry(open.of)
                && entry.author.is_none()
            {
                entry.author = Some(card);
            }
        } else if (has("h-entry") || has("h-review")) && !in_entry && self.entries.len() < ITEMS {
            self.entries.push(Entry::default());
            open.item = Some(Item::Entry(self.entries.len() - 1));
        } else if classes.split_ascii_whitespace().any(|class| class.starts_with("h-")) && open.of.is_some() {
            open.item = Some(Item::Other);
        }
    }

    pub(super) fn words(&mut self, text: &str) {
        if self.text.len() + text.len() <= TEXT_MAX {
            self.text.push_str(text);
        }
    }

    pub(super) fn end(&mut self, tag: &Tag) {
        if !plain::is_inline(&tag.name) {
            self.words(" ");
        }
        let Some(at) = self.open.iter().rposition(|open| open.element == tag.name) else {
            return;
        };
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            self.close(&open);
        }
    }

    /// Takes the text of an element as the value of its properties; the first of each counts.
    fn close(&mut self, open: &Open) {
        let implied = matches!(open.item, Some(Item::Card(_)));
        if open.properties.is_empty() && !implied {
            return;
        }
        let mut end = self.text.len().min(open.start + VALUE_MAX);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let words = plain::collapse(self.text.get(open.start..end).unwrap_or_default());
        for property in &open.properties {
            let slot = match (open.of, property) {
                (Some(Item::Entry(n)), property) => self.entries.get_mut(n).map(|entry| match property {
                    Property::Name => &mut entry.name,
                    Property::Summary => &mut entry.summary,
                    Property::Content => &mut entry.content,
                    Property::Published => &mut entry.published,
                }),
                (Some(Item::Card(n)), Property::Name) => self.cards.get_mut(n).map(|card| &mut card.name),
                _ => None,
            };
            if let Some(slot) = slot.filter(|slot| slot.is_empty()) {
                slot.clone_from(&words);
            }
        }
        if let Some(Item::Card(n)) = open.item
            && let Some(card) = self.cards.get_mut(n)
            && card.name.is_empty()
        {
            card.name = words;
        }
    }

    /// The entry that links, else the first one.
    pub(super) fn finish(mut self) -> Found {
        while let Some(open) = self.open.pop() {
            self.close(&open);
        }
        let mut cards = self.cards;
        let chosen = self.entries.iter().position(|entry| entry.linked).unwrap_or_default();
        let Some(entry) = self.entries.into_iter().nth(chosen) else {
            return Found {
                author: if cards.len() == 1 { cards.pop() } else { None },
                ..Found::default()
            };
        };
        let author = match entry.author {
            Some(n) => cards.into_iter().nth(n),
            None if cards.len() == 1 => cards.pop(),
            None => None,
        };
        let words = if entry.summary.is_empty() {
            entry.content
        } else {
            entry.summary
        };
        // Notes have no name; some writers repeat their text there.
        let is_text = !words.is_empty() && words.starts_with(entry.name.trim_end_matches('…'));
        Found {
            name: if is_text { String::new() } else { entry.name },
            words,
            author: author.filter(|card| !card.name.is_empty()),
            published_at: time(&entry.published),
        }
    }
}

/// A time as `dt-` properties have it; a date alone is its midnight.
fn time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.with_timezone(&Utc));
    }
    for offset in ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%dT%H:%M%z"] {
        if let Ok(time) = DateTime::parse_from_str(text, offset) {
            return Some(time.with_timezone(&Utc));
        }
    }
    for plain in [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ] {
        if let Ok(time) = NaiveDateTime::parse_from_str(text, plain) {
            return Some(time.and_utc());
        }
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    date.and_hms_opt(0, 0, 0).map(|time| time.and_utc())
}

fn is_void(element: &str) -> bool {
    matches!(
        element,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}
