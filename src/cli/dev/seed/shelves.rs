//! Lists and posts of the made-up site.

use super::{Film, Writer, prose};
use crate::cli::dev::chance::Chance;
use crate::domain::essay::EssayInput;
use crate::domain::list::ListInput;
use crate::service::lists::ItemInput;
use crate::service::{Error, Service};

/// Lists of films: title, kind, and how many of a thousand films stand in it.
const LISTS: [(&str, &str, usize); 5] = [
    ("Films for a night train", "ranked", 10),
    ("Seen with the lights half on", "manual", 40),
    ("What the river carries", "ranked", 100),
    ("Everything on the shelf by the door", "manual", 500),
    ("The best, as it stands today", "smart", 0),
];
/// Awards whose lists are kept.
const AWARDS: [&str; 2] = ["best-picture", "best-actress"];
/// Posts.
const POSTS: usize = 24;

/// Makes lists and posts of the first writer, from films that exist.
///
/// # Errors
/// When the database cannot be written.
pub async fn make(service: &Service, writer: &Writer, films: &[Film], chance: &mut Chance) -> Result<(), Error> {
    let viewer = &writer.viewer;
    for (title, kind, share) in LISTS {
        let input = ListInput {
            title: title.to_owned(),
            language: "en".to_owned(),
            kind: kind.to_owned(),
            intro: prose::verdict(chance),
            ..ListInput::default()
        };
        let id = service.save_list(viewer, None, &input).await?;
        let step = 1000_usize.checked_div(share).unwrap_or(usize::MAX);
        for film in films.iter().step_by(step.max(1)).filter(|_| share > 0) {
            let item = ItemInput {
                film: film.title.clone(),
                year: film.year.to_string(),
                note: if chance.percent(30) {
                    prose::remark(chance)
                } else {
                    String::new()
                },
                ..ItemInput::default()
            };
            match service.add_to_list(viewer, &id, &item).await {
                // Two films of a made-up town may share a title and a year, and a list has each once.
                Ok(()) | Err(Error::Invalid(_) | Error::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        service.set_list_public(viewer, &id, true).await?;
    }
    for key in AWARDS {
        let id = service.take_canon(viewer, key).await?;
        service.set_list_public(viewer, &id, true).await?;
    }
    for _ in 0..POSTS {
        let named = (0..3).filter_map(|_| films.get(chance.below(films.len())));
        let named: Vec<String> = named
            .map(|film| format!("[[{} ({})]]", film.title, film.year))
            .collect();
        let input = EssayInput {
            title: prose::title(chance),
            language: "en".to_owned(),
            source: format!(
                "{}\n\n{}\n\n{}",
                prose::take(chance),
                named.join(", "),
                prose::synopsis(chance)
            ),
            ..EssayInput::default()
        };
        service.save_essay(viewer, None, &input, true).await?;
    }
    Ok(())
}
