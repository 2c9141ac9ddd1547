//! Collections of other servers and their pages, as they come. Reading one is a pure function: what is believed of what stands
//! in it, and what is asked for next, is decided elsewhere (see `backfill.rs`).

use crate::federation::vocab::incoming::{Document, Object, Ref};
use url::Url;

/// A collection, or a page of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What stands in it, in its order, each address once; at most 500.
    pub items: Vec<Item>,
    /// Its first page, where it has pages.
    pub first: Option<First>,
    /// The page after it.
    pub next: Option<Url>,
}

/// Where the first page of a collection is.
#[derive(Clone, Debug, PartialEq)]
pub enum First {
    /// At an address.
    At(Url),
    /// Inside the collection, as Mastodon sends it.
    Here(Box<Page>),
}

/// An entry of a collection.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// By its id.
    Id(Url),
    /// In full, with its id. Whoever wrote the collection may have made it up.
    Full(Url, Document),
}

impl Item {
    /// The id.
    pub fn id(&self) -> &Url {
        match self {
            Self::Id(id) | Self::Full(id, _) => id,
        }
    }
}

/// Reads a body as a collection or a page of one; `None` when it is neither, or is over the limits of every document.
pub fn read_page(body: &[u8]) -> Option<Page> {
    read(Document::parse(body).ok()?.object())
}

/// Reads an object as a collection or a page of one.
pub fn read(object: Object<'_>) -> Option<Page> {
    let mut page = read_one(object)?;
    page.first = match object.object("first") {
        Some(Ref::Id(url)) => Some(First::At(url)),
        // A page in a page in a page is nobody's honest work: one level is read.
        Some(Ref::Embedded(first)) => match read_one(first) {
            Some(first) => Some(First::Here(Box::new(first))),
            None => first.id().map(First::At),
        },
        None => None,
    };
    Some(page)
}

fn read_one(object: Object<'_>) -> Option<Page> {
    let is_collection = matches!(
        object.type_()?,
        "Collection" | "OrderedCollection" | "CollectionPage" | "OrderedCollectionPage"
    );
    if !is_collection {
        return None;
    }
    let mut items: Vec<Item> = Vec::new();
    // The type says which of the two it is, and not every server heeds that.
    for entry in object.refs("items").chain(object.refs("orderedItems")) {
        if let Some(item) = item_of(&entry)
            && items.len() < MAX_ITEMS
            && items.iter().all(|known| known.id() != item.id())
        {
            items.push(item);
        }
    }
    Some(Page {
        items,
        first: None,
        next: object.url("next"),
    })
}

/// The most items of one page.
const MAX_ITEMS: usize = 500;

fn item_of(entry: &Ref<'_>) -> Option<Item> {
    let Some(object) = entry.embedded() else {
        return match entry {
            Ref::Id(url) => Some(Item::Id(url.clone())),
            // A link, or an object without a type: its address is all there is.
            Ref::Embedded(object) => object.id().or_else(|| object.url("href")).map(Item::Id),
        };
    };
    // FEP-f228 knows collections of activities too; what was created is what counts.
    if matches!(object.type_(), Some("Create" | "Add" | "Announce")) {
        return object.object("object")?.id().map(Item::Id);
    }
    Some(Item::Full(object.id()?, object.to_document()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn page(value: &Value) -> Option<Page> {
        read_page(value.to_string().as_bytes())
    }

    fn ids(page: &Page) -> Vec<&str> {
        page.items.iter().map(|item| item.id().as_str()).collect()
    }

    #[test]
    fn mastodons_replies_hold_their_first_page() {
        let read = page(&json!({
            "id": "https://toot.example/users/ivo/statuses/1/replies", "type": "Collection",
            "first": {"type": "CollectionPage", "next": "https://toot.example/users/ivo/statuses/1/replies?page=true",
                "partOf": "https://toot.example/users/ivo/statuses/1/replies",
                "items": ["https://toot.example/users/ivo/statuses/2"]}
        }))
        .unwrap();
        assert!(read.items.is_empty() && read.next.is_none());
        let Some(First::Here(first)) = read.first else {
            panic!("the first page is inside")
        };
        assert_eq!(ids(&first), ["https://toot.example/users/ivo/statuses/2"]);
        assert!(first.next.unwrap().as_str().ends_with("page=true"));
    }

    #[test]
    fn items_are_read_in_whatever_field_and_shape_they_stand_and_each_once() {
        let read = page(&json!({
            "type": "OrderedCollectionPage", "items": "https://a.example/1",
            "orderedItems": [
                "https://a.example/1", null, 7, "not an address", {"type": "Link", "href": "https://a.example/2"},
                {"type": "Note", "id": "https://a.example/3", "content": "x"}, {"type": "Note", "content": "no id"},
                {"type": "Create", "id": "https://a.example/c", "object": {"type": "Note", "id": "https://a.example/4"}}
            ]
        }))
        .unwrap();
        let expected = ["1", "2", "3", "4"].map(|n| format!("https://a.example/{n}"));
        assert_eq!(ids(&read), expected);
        assert!(matches!(read.items[2], Item::Full(..)));
        assert!(matches!(read.items[3], Item::Id(_)));
    }

    #[test]
    fn what_is_no_collection_is_not_read_as_an_empty_one() {
        assert_eq!(page(&json!({"type": "Note", "items": []})), None);
        assert_eq!(page(&json!({"items": ["https://a.example/1"]})), None);
        assert_eq!(read_page(b"[]"), None);
        assert_eq!(read_page(b"{\"type\":"), None);
        assert_eq!(page(&json!({"type": "Collection", "@graph": []})), None);
        let unpaged = page(&json!({"type": "Collection", "first": {"type": "Note", "id": "https://a.example/p1"}}));
        let at = Url::parse("https://a.example/p1").unwrap();
        assert_eq!(unpaged.unwrap().first, Some(First::At(at)));
    }

    #[test]
    fn a_page_of_thousands_is_cut_at_five_hundred() {
        let many: Vec<String> = (0..3_000).map(|n| format!("https://a.example/{n}")).collect();
        let read = page(&json!({"type": "CollectionPage", "items": many, "orderedItems": many})).unwrap();
        assert_eq!(read.items.len(), MAX_ITEMS);
    }
}
