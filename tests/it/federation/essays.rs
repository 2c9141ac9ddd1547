//! Posts of this site travel like reviews: to followers, with every edit, until they are taken back; and answers come home.

use super::peers::{Ground, settle};
use houselights::domain::essay::EssayInput;
use houselights::domain::text::plain;

fn essay(title: &str, source: &str) -> EssayInput {
    EssayInput {
        title: title.to_owned(),
        language: "en".to_owned(),
        source: source.to_owned(),
        ..EssayInput::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_get_a_post_its_edits_and_its_end_and_their_answers_stand_below_it() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        b.follow(&ivo, &a.handle("mara")).await;
        settle(&[&a, &b]).await;
        let id = a
            .service
            .save_essay(
                &mara,
                None,
                &essay("Ten for a train", "Ten of them: [[The Salt Road (1974)]]."),
                true,
            )
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        let seen = b.service.elsewhere(&ivo).await.unwrap();
        assert_eq!(
            seen.iter().map(|post| post.title.as_str()).collect::<Vec<_>>(),
            ["Ten for a train"]
        );

        let document = a.document(&format!("/p/{id}")).await;
        assert_eq!(document["type"], "Article");
        assert_eq!(document["id"], a.service.urls().essay(&id).as_str());
        assert!(document["content"].as_str().unwrap().contains("The Salt Road (1974)"));
        assert_eq!(a.document("/@mara/posts/ten-for-a-train").await["id"], document["id"]);

        let there = b.read(&a.service.urls().essay(&id)).await;
        b.service.write_comment(&ivo, there, "Nine would do.").await.unwrap();
        settle(&[&a, &b]).await;
        let page = a.service.essay_page("mara", "ten-for-a-train", None, 1).await.unwrap();
        let said: Vec<String> = page
            .conversation
            .comments
            .iter()
            .map(|comment| plain::from_html(comment.html.as_str()))
            .collect();
        assert_eq!(said, ["Nine would do."]);

        let edited = essay("Eleven for a train", "One more.");
        a.service.save_essay(&mara, Some(&id), &edited, false).await.unwrap();
        settle(&[&a, &b]).await;
        assert_eq!(b.service.elsewhere(&ivo).await.unwrap()[0].title, "Eleven for a train");
        a.service.withdraw_essay(&mara, &id).await.unwrap();
        settle(&[&a, &b]).await;
        assert!(b.service.elsewhere(&ivo).await.unwrap().is_empty());
        assert_eq!(
            a.get(&format!("/p/{id}"), "application/activity+json").await.status,
            410
        );
    }
}
