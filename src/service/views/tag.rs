//! A tag's page.

use super::ReviewList;

/// The reviews with a tag.
#[derive(Clone, Debug)]
pub struct TagPage {
    /// As its last author typed it.
    pub name: String,
    /// How it is compared.
    pub key: String,
    /// Path of the page.
    pub path: String,
    /// Reviews.
    pub list: ReviewList,
}
