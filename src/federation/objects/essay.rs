//! Posts of this site: an `Article` without what only reviews have.

use crate::domain::text::plain;
use crate::federation::objects::escape;
use crate::federation::vocab::PUBLIC;
use crate::federation::vocab::outgoing::{PlainArticle, Preview, Source, timestamp};
use crate::service::essays::EssayDocument;
use crate::urls::Urls;
use std::collections::BTreeMap;

/// The Article of a published post.
pub fn to_article(doc: &EssayDocument, urls: &Urls) -> PlainArticle {
    let (essay, author) = (&doc.essay, &doc.author);
    let page = urls.at(&format!("/@{}/posts/{}", author.handle, essay.slug));
    let published = timestamp(essay.published_at.unwrap_or(essay.saved_at));
    let content = doc.html.as_str().to_owned();
    let teaser = crate::domain::essay::excerpt(&essay.teaser, &doc.html, 300);
    let summary = plain::for_summary(&teaser, &essay.language);
    PlainArticle {
        id: urls.essay(&essay.id),
        kind: "Article",
        attributed_to: author.uri.clone(),
        name: essay.title.clone(),
        preview: Preview {
            kind: "Note",
            attributed_to: author.uri.clone(),
            content: format!(
                "<p>{}</p><p>{}</p><p><a href=\"{}\">{}</a></p>",
                escape(&essay.title),
                escape(&summary),
                escape(page.as_str()),
                escape(page.as_str())
            ),
            published: published.clone(),
            attachment: Vec::new(),
        },
        url: page,
        summary,
        content_map: BTreeMap::from([(essay.language.clone(), content.clone())]),
        content,
        media_type: "text/html",
        source: Source {
            content: essay.source.clone(),
            media_type: "text/markdown",
        },
        updated: essay
            .edited_at
            .filter(|edited| Some(*edited) > essay.published_at)
            .map(timestamp),
        published,
        to: vec![PUBLIC.to_owned()],
        cc: vec![urls.actor_part(&author.handle, "followers").to_string()],
        sensitive: false,
    }
}
