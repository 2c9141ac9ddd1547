//! What other servers say of a film stands on its page.

use crate::support::db::for_each_database;
use crate::support::world::{World, url};
use houselights::domain::account::Role;
use houselights::domain::film::{IdScheme, NamedFilm, named_in_headline};
use houselights::service::films::FilmForm;
use houselights::service::remote::NoteReceived;

async fn elsewhere(w: &World, slug: &str) -> Vec<String> {
    let page = w.service.film_page(slug, None).await.unwrap();
    page.elsewhere.into_iter().map(|post| post.title).collect()
}

#[tokio::test]
async fn reviews_elsewhere_are_found_by_title_and_year_and_by_the_identifier_of_a_catalogue() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let ivo = w.stranger("ivo", "a.example").await;
        w.publish(&mara, "The Salt Road").await;
        w.service.follow(&mara, &ivo.id).await.unwrap();
        w.service
            .follow_answered(&ivo, None, Some(&mara.actor.uri), true)
            .await
            .unwrap();
        let article = |id: &str, name: &str, films: Vec<NamedFilm>| NoteReceived {
            in_reply_to: None,
            kind: "Article".to_owned(),
            name: name.to_owned(),
            films,
            ..w.note(&ivo, id, &ivo.uri)
        };
        let by_name = |id: &str, name: &str| article(id, name, named_in_headline(name));
        let take_in = async |note: NoteReceived| w.service.post_received(note, false).await.unwrap();
        take_in(by_name("one", "A second look: The Salt Road (1974)")).await;
        take_in(by_name("two", "The Salt Road (2011)")).await;
        take_in(by_name("three", "My week in films")).await;
        assert_eq!(
            elsewhere(&w, "the-salt-road-1974").await,
            ["A second look: The Salt Road (1974)"]
        );

        let named = NamedFilm {
            title: "La via del sale".to_owned(),
            year: None,
            ids: vec![(IdScheme::Imdb, "tt0000007".to_owned())],
        };
        take_in(article("four", "Sehenswert", vec![named])).await;
        let mut form = FilmForm {
            title: "The Salt Road".to_owned(),
            year: "1974".to_owned(),
            ..FilmForm::default()
        };
        form.facts.imdb = "tt0000007".to_owned();
        w.service.save_film(&mara, "the-salt-road-1974", &form).await.unwrap();
        assert_eq!(elsewhere(&w, "the-salt-road-1974").await.len(), 2);

        // An edit may make it a review of something else, and what is deleted is not shown.
        let edited = NoteReceived {
            edited_at: Some(w.clock.now() + chrono::TimeDelta::hours(1)),
            ..by_name("one", "A second look: Harbour (1981)")
        };
        w.pass(chrono::TimeDelta::hours(2));
        w.service.object_updated(edited).await.unwrap();
        assert_eq!(elsewhere(&w, "the-salt-road-1974").await, ["Sehenswert"]);
        let page = w.service.film_page("the-salt-road-1974", None).await.unwrap();
        assert_eq!(page.elsewhere[0].author.handle, "@ivo@a.example");
        assert!(url(&page.elsewhere[0].url).as_str().starts_with("https://a.example/"));
    })
    .await;
}
