//! The page about the site.

use super::ActorCard;
use crate::domain::text::SafeHtml;

/// Who writes on a site.
#[derive(Clone, Debug, Default)]
pub struct AboutPage {
    /// Everybody who writes here, the owner first.
    pub writers: Vec<AboutWriter>,
    /// The rules for other servers stand on a page for everybody.
    pub shows_rules: bool,
}

/// Somebody who writes here.
#[derive(Clone, Debug)]
pub struct AboutWriter {
    /// Who.
    pub card: ActorCard,
    /// What they say about themselves.
    pub summary: SafeHtml,
    /// How many reviews of theirs are published.
    pub reviews: i64,
}
