//! What changed between a review and the one before it, section by section.

use crate::domain::review::comparison::compare;
use crate::domain::review::{Review, Section, SectionKind, Status};
use crate::domain::text::plain;
use crate::service::cards::Parts;
use crate::service::pages::change_words;
use crate::service::remote::resident;
use crate::service::views::{ActorCard, ComparedReview, ComparedSection, ComparisonPage, RatingView};
use crate::service::{Error, Service};
use crate::store::reviews;

impl Service {
    /// What changed between a published review and its author's review of the same film before it.
    ///
    /// # Errors
    /// `NotFound` also where there is none before it.
    pub async fn comparison_page(&self, handle: &str, slug: &str) -> Result<ComparisonPage, Error> {
        let (service, handle, slug) = (self.clone(), handle.to_lowercase(), slug.to_owned());
        self.read(move |c| {
            let author = resident(c, &handle)?;
            let after = reviews::by_author_slug(c, &author.id, &slug)?
                .filter(|review| review.status == Status::Published)
                .ok_or(Error::NotFound)?;
            let at = after.published_at.unwrap_or(after.saved_at);
            let before = reviews::neighbour(c, &author.id, &after.film_id, at, false)?.ok_or(Error::NotFound)?;
            let both = [before, after];
            let parts = Parts::of(c, &both)?;
            let [before, after] = &both;
            let film = parts.films.get(&after.film_id).ok_or(Error::NotFound)?;
            let side = |review: &Review| ComparedReview {
                id: review.id.clone(),
                path: format!("/@{}/{}", author.handle, review.slug),
                published_at: review.published_at.unwrap_or(review.saved_at),
                headline: review.headline.clone(),
                rating: parts.rating(review).map(RatingView::from),
                recommend: review.recommend,
            };
            let path = format!("/@{}/{}/changes", author.handle, after.slug);
            Ok(ComparisonPage {
                film_title: film.title.clone(),
                film_year: film.year,
                film_path: format!("/films/{}", film.slug),
                film_id: film.id.clone(),
                author: ActorCard::of(&author, service.urls()),
                language: after.language.clone(),
                change: change_words(&parts, before, after),
                sections: sections(before, after),
                spoilers: before.spoilers || after.spoilers,
                canonical: service.urls().at(&path).into(),
                before: side(before),
                after: side(after),
            })
        })
        .await
    }
}

/// Everything that either review says, in the order of a review's page.
fn sections(before: &Review, after: &Review) -> Vec<ComparedSection> {
    let mut out = Vec::new();
    let line = |review: &Review| match &review.quote {
        Some(quote) if quote.speaker.is_empty() => quote.text.clone(),
        Some(quote) => format!("{}\n{}", quote.text, quote.speaker),
        None => String::new(),
    };
    let mut add = |anchor, label, former_label, (old, new): (String, String)| {
        if !old.is_empty() || !new.is_empty() {
            out.push(ComparedSection {
                anchor,
                label,
                former_label,
                comparison: compare(&old, &new),
            });
        }
    };
    add("line", None, None, (line(before), line(after)));
    for kind in SectionKind::ALL {
        let (old, new) = (section(before, kind), section(after, kind));
        let text = |section: Option<&Section>| {
            section.map_or_else(String::new, |section| plain::from_html(section.html.as_str()))
        };
        let label = new.or(old).map(|section| section.label.clone());
        let former = old.map(|section| section.label.clone());
        let former = former.filter(|former| Some(former) != label.as_ref());
        add(kind.as_str(), label, former, (text(old), text(new)));
    }
    add("trivia", None, None, (trivia(before), trivia(after)));
    out
}

fn section(review: &Review, kind: SectionKind) -> Option<&Section> {
    review.sections.iter().find(|section| section.kind == kind)
}

fn trivia(review: &Review) -> String {
    let all = review
        .trivia
        .iter()
        .map(|trivia| plain::from_html(trivia.html.as_str()));
    all.collect::<Vec<_>>().join("\n")
}
