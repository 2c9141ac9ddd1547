//! The index as its page shows it.

use crate::domain::index::{IndexMode, Label};

/// The index, or a part of it.
#[derive(Clone, Debug)]
pub struct IndexPage {
    /// What it is ordered by.
    pub mode: IndexMode,
    /// The words it is filtered by; may be empty.
    pub query: String,
    /// The bar above it.
    pub places: Vec<IndexPlace>,
    /// What is shown.
    pub groups: Vec<IndexGroup>,
    /// Entries that fit, on all pages.
    pub total: usize,
    /// This page of the place, from 1.
    pub page: u32,
    /// The last page.
    pub pages: u32,
}

/// A place of the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlace {
    /// The name in addresses.
    pub key: String,
    /// The name on the bar.
    pub label: Label,
    /// Entries there.
    pub count: usize,
    /// This one is shown.
    pub here: bool,
}

/// Entries below one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexGroup {
    /// The heading.
    pub heading: Label,
    /// In order.
    pub entries: Vec<IndexEntry>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// Title, name or tag.
    pub name: String,
    /// Year of release.
    pub year: Option<i32>,
    /// Where it leads.
    pub path: String,
    /// The newest rating's word.
    pub rating: Option<String>,
    /// Films of a person, reviews with a tag, reviews of a film; 1 is not said.
    pub count: usize,
}
