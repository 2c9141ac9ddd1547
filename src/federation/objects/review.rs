//! Reviews: the `Article`. Why each property is there stands in FEDERATION.md.

use crate::domain::film::{IdScheme, film_label};
use crate::domain::rating::{Rating, WIRE};
use crate::domain::review::{Section, review_title};
use crate::domain::summary::{article_summary, rating_words};
use crate::domain::text::{keys, sanitize};
use crate::domain::viewing::{SeenOn, Viewing, times_seen};
use crate::federation::objects::reply::may_reply;
use crate::federation::objects::{escape, may_quote, replies_at};
use crate::federation::vocab::PUBLIC;
use crate::federation::vocab::outgoing::{
    Article, EpigraphTerm, FilmTerm, Image, InteractionPolicy, OwnTerms, Preview, Related, ReviewRating, SectionTerm,
    Source, Tag, Totals, TriviaTerm, ViewingTerm, timestamp,
};
use crate::messages::{Language, say, tell, within};
use crate::service::outgoing::ReviewDocument;
use crate::urls::Urls;
use std::collections::BTreeMap;
use url::Url;

/// The Article of a published review. What it says besides its author's words is in the language of the review.
pub fn to_article(doc: &ReviewDocument, urls: &Urls) -> Article {
    within(Language::of_text(&doc.review.language), || article(doc, urls))
}

fn article(doc: &ReviewDocument, urls: &Urls) -> Article {
    let (review, author) = (&doc.review, &doc.author);
    let id = &review.id;
    let page = urls.review_page(&author.handle, &review.slug);
    let published = timestamp(review.published_at.unwrap_or(review.saved_at));
    // GoToSocial rejects `updated` before `published`.
    let updated = review
        .changed_at()
        .filter(|changed| Some(*changed) > review.published_at)
        .map(timestamp);
    let summary = summary(doc);
    let content =
        sanitize::with_absolute_links(&sanitize::review_html(&content(doc, urls)), &urls.home()).into_string();
    let poster = poster(doc, urls);
    let totals = |part: &str, total_items: i64| Totals {
        id: urls.review_part(id, part),
        kind: "Collection",
        total_items,
        first: None,
    };
    Article {
        id: urls.review(id),
        kind: "Article",
        attributed_to: author.uri.clone(),
        url: page.clone(),
        name: title(doc),
        preview: Preview {
            kind: "Note",
            attributed_to: author.uri.clone(),
            content: format!(
                "<p>{}</p><p>{}</p><p><a href=\"{}\">{}</a></p>",
                escape(&title(doc)),
                escape(&summary),
                escape(page.as_str()),
                escape(page.as_str())
            ),
            published: published.clone(),
            attachment: poster.clone().into_iter().collect(),
        },
        summary,
        content_map: BTreeMap::from([(review.language.clone(), content.clone())]),
        content,
        media_type: "text/html",
        source: Source {
            content: source(doc),
            media_type: "text/markdown",
        },
        related_with: related(doc, &page, &published, updated.as_deref(), urls),
        published,
        updated,
        to: vec![PUBLIC.to_owned()],
        cc: vec![urls.actor_part(&author.handle, "followers").to_string()],
        sensitive: review.spoilers || review.content_warning.is_some(),
        attachment: poster.clone().into_iter().collect(),
        image: poster,
        tag: hashtags(doc, urls).into_iter().chain(catalogued(doc)).collect(),
        context: urls.review_part(id, "context"),
        replies: replies_at(urls.review_part(id, "replies"), doc.counts.replies, &doc.replies),
        likes: totals("likes", doc.counts.likes),
        shares: totals("shares", doc.counts.boosts),
        interaction_policy: InteractionPolicy {
            can_reply: may_reply(&doc.comments, &doc.author, urls),
            ..may_quote(doc.quotes, &doc.author, urls)
        },
        review_rating: doc.rating.as_ref().and_then(review_rating),
        own: own_terms(doc, urls),
    }
}

fn title(doc: &ReviewDocument) -> String {
    review_title(doc.review.headline.as_deref(), &doc.film.title, doc.film.year)
}

fn summary(doc: &ReviewDocument) -> String {
    article_summary(&doc.review, doc.rating.as_ref(), &doc.film.title, doc.film.year, tell)
}

/// The whole review as HTML. The first line repeats film and rating, because GoToSocial and Misskey show `content` without
/// `name`, folded behind `summary`.
fn content(doc: &ReviewDocument, urls: &Urls) -> String {
    let review = &doc.review;
    let mut html = format!(
        "<p><strong>{}</strong>",
        escape(&film_label(&doc.film.title, doc.film.year))
    );
    if let Some(rating) = &doc.rating {
        html.push_str(&format!(
            " · {}",
            escape(&tell(&rating_words(&rating.step.label, rating.place())))
        ));
        if let Some(change) = &doc.change {
            html.push_str(&format!(", {}", escape(&tell(change))));
        }
    }
    if review.recommend {
        html.push_str(&format!(" · {}", say("recommended")));
    }
    html.push_str("</p>");
    if let Some(quote) = &review.quote {
        html.push_str(&format!("<blockquote><p>{}</p>", escape(&quote.text)));
        if !quote.speaker.is_empty() {
            html.push_str(&format!("<p>— {}</p>", escape(&quote.speaker)));
        }
        html.push_str("</blockquote>");
    }
    for section in &review.sections {
        html.push_str(&format!("<h3>{}</h3>{}", escape(&section.label), section.html));
    }
    if !review.trivia.is_empty() {
        html.push_str(&format!("<h3>{}</h3><ul>", say("article-trivia")));
        for row in &review.trivia {
            html.push_str(&format!(
                "<li>{}{}</li>",
                row.html,
                trivia_source(&row.source_name, row.source_url.as_ref())
            ));
        }
        html.push_str("</ul>");
    }
    if let Some(words) = viewings_words(&doc.viewings) {
        html.push_str(&format!("<p>{}</p>", escape(&words)));
    }
    if let Some(previous) = &doc.previous {
        html.push_str(&format!(
            "<p><a href=\"{}\">{}</a></p>",
            escape(urls.review(&previous.id).as_str()),
            say("article-previous")
        ));
    }
    html
}

fn trivia_source(name: &str, url: Option<&Url>) -> String {
    match (name.is_empty(), url) {
        (true, None) => String::new(),
        (false, None) => format!("<p>{}</p>", say("article-source").with("source", name).markup()),
        (_, Some(url)) => {
            let words = if name.is_empty() {
                url.host_str().unwrap_or_default()
            } else {
                name
            };
            let link = format!("<a href=\"{}\">{}</a>", escape(url.as_str()), escape(words));
            format!("<p>{}</p>", say("article-source").with_markup("source", link).markup())
        }
    }
}

/// `Seen twice: January 2014, 3 May 2026`; nothing for none.
fn viewings_words(viewings: &[Viewing]) -> Option<String> {
    let dates: Vec<String> = viewings.iter().map(|v| tell(&v.seen_on.to_words())).collect();
    let times = times_seen(viewings.len())?;
    Some(
        say("article-seen")
            .with("times", times)
            .with("dates", dates.join(", "))
            .to_string(),
    )
}

/// The Markdown behind the content: the sections with their headings.
fn source(doc: &ReviewDocument) -> String {
    let section = |s: &Section| format!("## {}\n\n{}", s.label, s.source);
    let mut parts: Vec<String> = doc.review.sections.iter().map(section).collect();
    if !doc.review.trivia.is_empty() {
        let rows: Vec<String> = doc.review.trivia.iter().map(|t| format!("- {}", t.source)).collect();
        parts.push(format!("## {}\n\n{}", say("article-trivia"), rows.join("\n")));
    }
    parts.join("\n\n")
}

fn poster(doc: &ReviewDocument, urls: &Urls) -> Option<Image> {
    let poster = doc.poster.as_ref()?;
    Some(Image {
        kind: "Image",
        media_type: "image/jpeg",
        url: urls.media(&poster.id, poster.width, "jpg"),
        name: Some(poster.alt.clone()),
        width: Some(poster.width),
        height: Some(poster.height),
        blurhash: Some(poster.blurhash.clone()).filter(|hash| !hash.is_empty()),
        focal_point: Some([0.0, 0.0]),
    })
}

fn hashtags(doc: &ReviewDocument, urls: &Urls) -> Vec<Tag> {
    let tag = |name: &String| Tag {
        kind: "Hashtag",
        href: urls.tag(&doc.author.handle, &keys::hashtag_key(name)),
        name: format!("#{}", keys::hashtag_name(name)),
    };
    doc.review
        .tags
        .iter()
        .filter(|name| !keys::hashtag_name(name).is_empty())
        .map(tag)
        .collect()
}

/// The film where a catalogue has it: NeoDB wants exactly one, by the address that the catalogue itself gives.
fn catalogued(doc: &ReviewDocument) -> Option<Tag> {
    let order = [IdScheme::Tmdb, IdScheme::Imdb, IdScheme::Wikidata];
    let href = order.into_iter().find_map(|wanted| {
        let link = doc.film_links.iter().find(|(scheme, _)| *scheme == wanted);
        link.map(|(_, url)| url.clone())
    })?;
    Some(Tag {
        kind: "Movie",
        href,
        name: doc.film.title.clone(),
    })
}

/// NeoDB reads a review from exactly these two entries, each with a `type`; the rating only where it is a number.
fn related(doc: &ReviewDocument, page: &Url, published: &str, updated: Option<&str>, urls: &Urls) -> Vec<Related> {
    let id = urls.review(&doc.review.id);
    let film = urls.film(&doc.film.slug);
    let entry = |kind: &'static str, fragment: &str| Related {
        id: format!("{id}#{fragment}"),
        kind,
        attributed_to: doc.author.uri.clone(),
        href: page.clone(),
        published: published.to_owned(),
        updated: updated.map(ToOwned::to_owned),
        with_regard_to: film.clone(),
        name: None,
        content: None,
        media_type: None,
        value: None,
        best: None,
        worst: None,
    };
    let mut out = Vec::new();
    if !doc.review.sections.is_empty() {
        out.push(Related {
            name: Some(title(doc)),
            content: Some(source(doc)),
            media_type: Some("text/markdown"),
            ..entry("Review", "review")
        });
    }
    if let Some(value) = doc.rating.as_ref().and_then(Rating::on_the_wire) {
        let (worst, best) = WIRE;
        out.push(Related {
            value: Some(value),
            best: Some(best),
            worst: Some(worst),
            ..entry("Rating", "rating")
        });
    }
    out
}

fn review_rating(rating: &Rating) -> Option<ReviewRating> {
    let (worst_rating, best_rating) = WIRE;
    Some(ReviewRating {
        kind: "Rating",
        name: rating.step.label.clone(),
        rating_value: rating.on_the_wire()?,
        best_rating,
        worst_rating,
    })
}

fn own_terms(doc: &ReviewDocument, urls: &Urls) -> OwnTerms {
    let review = &doc.review;
    let filled = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let viewing = |v: &Viewing| ViewingTerm {
        seen_on: (v.seen_on != SeenOn::Unknown).then(|| v.seen_on.to_text()),
        precision: v.seen_on.precision(),
        medium: filled(&v.medium),
        venue: filled(&v.venue),
        note: filled(&v.note),
    };
    OwnTerms {
        film: FilmTerm {
            kind: "Movie",
            name: doc.film.title.clone(),
            year: doc.film.year,
            url: Some(urls.film(&doc.film.slug)),
            same_as: doc.film_links.iter().map(|(_, url)| url.clone()).collect(),
        },
        headline: review.headline.clone(),
        rating_scale: doc.rating.as_ref().map(|r| r.scale_name.clone()),
        rating_label: doc.rating.as_ref().map(|r| r.step.label.clone()),
        rating_normalised: doc.rating.as_ref().and_then(|r| r.step.value),
        rating_change: doc.change.as_ref().map(tell),
        recommended: review.recommend,
        spoilers: review.spoilers,
        times_seen: i64::try_from(doc.viewings.len()).unwrap_or(i64::MAX),
        viewings: doc.viewings.iter().map(viewing).collect(),
        previous_review: doc.previous.as_ref().map(|previous| urls.review(&previous.id)),
        sections: review
            .sections
            .iter()
            .map(|s| SectionTerm {
                kind: s.kind.as_str(),
                label: s.label.clone(),
                html: sanitize::with_absolute_links(&s.html, &urls.home()).into_string(),
            })
            .collect(),
        epigraph: review.quote.as_ref().map(|q| EpigraphTerm {
            text: q.text.clone(),
            speaker: filled(&q.speaker),
        }),
        trivia: review
            .trivia
            .iter()
            .map(|t| TriviaTerm {
                html: sanitize::with_absolute_links(&t.html, &urls.home()).into_string(),
                source_name: filled(&t.source_name),
                source_url: t.source_url.clone(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::objects::samples;
    use crate::federation::vocab::context;
    use crate::federation::vocab::incoming::Document;

    #[test]
    fn a_review_is_an_article_as_its_readers_want_it() {
        let urls = samples::urls();
        insta::assert_json_snapshot!(context::of_object(
            to_article(&samples::review_document(), &urls),
            &urls
        ));
    }

    #[test]
    fn a_bare_rating_is_an_article_without_empty_properties() {
        let urls = samples::urls();
        let mut doc = samples::review_document();
        doc.review.sections.clear();
        doc.review.trivia.clear();
        doc.review.quote = None;
        doc.review.headline = None;
        doc.review.tags.clear();
        doc.poster = None;
        doc.previous = None;
        doc.change = None;
        insta::assert_json_snapshot!(to_article(&doc, &urls));
    }

    #[test]
    fn the_summary_is_short_plain_text_without_markup() {
        let mut doc = samples::review_document();
        doc.review.teaser = format!("Trains & trams <b>everywhere</b> {}", "and then some ".repeat(100));
        let text = summary(&doc);
        assert!(text.chars().count() <= 500, "{text}");
        assert!(!text.contains(['<', '&']), "{text}");
        assert!(text.starts_with("Superb (4 of 5) · The Long Platform (1962)"), "{text}");
    }

    #[test]
    fn a_review_with_spoilers_tells_rating_and_film_only() {
        let mut doc = samples::review_document();
        doc.review.spoilers = true;
        assert!(!summary(&doc).contains(&doc.review.teaser));
        assert!(to_article(&doc, &samples::urls()).sensitive);
    }

    #[test]
    fn addressing_tags_and_attachments_are_arrays_and_there_is_no_null_or_reply() {
        let json = serde_json::to_value(to_article(&samples::review_document(), &samples::urls())).unwrap();
        for key in ["to", "cc", "tag", "attachment"] {
            assert!(json[key].is_array(), "{key}");
        }
        assert!(json["type"].is_string() && json["image"].is_object());
        assert!(json.get("inReplyTo").is_none());
        assert!(!json.to_string().contains(":null"));
    }

    #[test]
    fn a_film_that_catalogues_have_is_named_by_one_of_their_addresses() {
        let mut doc = samples::review_document();
        let link = |scheme: IdScheme, id: &str| (scheme, Url::parse(&scheme.film_url(id)).unwrap());
        doc.film_links = vec![link(IdScheme::Wikidata, "Q7"), link(IdScheme::Imdb, "tt0000007")];
        let json = serde_json::to_value(to_article(&doc, &samples::urls())).unwrap();
        let movies: Vec<&serde_json::Value> = json["tag"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|tag| tag["type"] == "Movie")
            .collect();
        assert_eq!(movies.len(), 1);
        assert_eq!(movies[0]["href"], "https://www.imdb.com/title/tt0000007/");
        assert_eq!(json["film"]["sameAs"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn updated_is_there_only_after_an_edit() {
        let urls = samples::urls();
        let mut doc = samples::review_document();
        doc.review.edited_at = doc.review.published_at;
        assert_eq!(to_article(&doc, &urls).updated, None);
        doc.review.edited_at = doc.review.published_at.map(|t| t + chrono::TimeDelta::minutes(5));
        assert!(to_article(&doc, &urls).updated.is_some());
    }

    #[test]
    fn our_article_is_within_our_own_limits() {
        let urls = samples::urls();
        let json = serde_json::to_vec(&context::of_object(
            to_article(&samples::review_document(), &urls),
            &urls,
        ))
        .unwrap();
        assert!(Document::parse(&json).is_ok());
    }
}
