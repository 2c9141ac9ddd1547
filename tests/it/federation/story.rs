//! What people do with each other across servers.

use super::peers::{Ground, settle};
use houselights::domain::comment::Root;
use houselights::domain::follow::FollowState;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::messages::Language;
use houselights::service::conversation::CommentView;
use houselights::service::lookup::LookupError;
use url::Url;

fn root_of(subject: &Subject) -> Root {
    match subject {
        Subject::Review(id) => Root::Review(id.clone()),
        Subject::Post(id) => Root::Post(id.clone()),
        Subject::Comment(_) => panic!("a comment is no root"),
    }
}

fn words(comments: &[CommentView]) -> Vec<(usize, String)> {
    let text = |c: &CommentView| houselights::domain::text::plain::from_html(c.html.as_str());
    comments.iter().map(|c| (c.depth, text(c))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_of_depth_four_is_whole_on_all_three_servers() {
    for ground in Ground::all() {
        let (a, b, c) = (ground.peer().await, ground.peer().await, ground.peer().await);
        let (mara, ivo, noor) = (a.person("mara").await, b.person("ivo").await, c.person("noor").await);
        b.follow(&ivo, &a.handle("mara")).await;
        c.follow(&noor, &a.handle("mara")).await;
        settle(&[&a, &b, &c]).await;
        let following = b.service.following(&ivo).await.unwrap();
        assert_eq!(following.len(), 1);
        assert!(matches!(following[0].state, FollowState::Accepted));

        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b, &c]).await;
        assert_eq!(b.service.elsewhere(&ivo).await.unwrap().len(), 1);
        assert_eq!(c.service.elsewhere(&noor).await.unwrap().len(), 1);

        let address = a.service.urls().review(&review);
        let at_b = b.read(&address).await;
        let one = b.service.write_comment(&ivo, at_b.clone(), "One.").await.unwrap();
        settle(&[&a, &b, &c]).await;
        let on_a = a.read(&one.uri).await;
        let two = a.service.write_comment(&mara, on_a, "Two.").await.unwrap();
        settle(&[&a, &b, &c]).await;
        // The server of noor has not seen the first comment until now: it climbs to it.
        let at_c = c.read(&two.uri).await;
        let three = c.service.write_comment(&noor, at_c, "Three.").await.unwrap();
        settle(&[&a, &b, &c]).await;
        let back_at_b = b.read(&three.uri).await;
        b.service.write_comment(&ivo, back_at_b, "Four.").await.unwrap();
        settle(&[&a, &b, &c]).await;

        let whole: Vec<(usize, String)> = [(0, "One."), (1, "Two."), (2, "Three."), (3, "Four.")]
            .map(|(depth, text)| (depth, text.to_owned()))
            .into();
        for (peer, root) in [
            (&a, Root::Review(review.clone())),
            (&b, root_of(&at_b)),
            (&c, root_of(&c.read(&address).await)),
        ] {
            let talk = peer.conversation(&root).await;
            assert_eq!(words(&talk.comments), whole, "on {}", peer.origin);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn likes_and_boosts_count_once_and_can_be_taken_back() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b]).await;
        let root = Root::Review(review.clone());
        let there = b.read(&a.service.urls().review(&review)).await;
        for _ in 0..2 {
            b.service.react(&ivo, ReactionKind::Like, there.clone()).await.unwrap();
            b.service.react(&ivo, ReactionKind::Boost, there.clone()).await.unwrap();
            settle(&[&a, &b]).await;
            let talk = a.conversation(&root).await;
            assert_eq!((talk.likes.total, talk.boosts.total), (1, 1));
        }
        let article = a.document(&format!("/r/{review}")).await;
        assert_eq!(article["likes"]["totalItems"], 1);
        assert_eq!(article["shares"]["totalItems"], 1);
        b.service
            .unreact(&ivo, ReactionKind::Like, there.clone())
            .await
            .unwrap();
        b.service.unreact(&ivo, ReactionKind::Boost, there).await.unwrap();
        settle(&[&a, &b]).await;
        let talk = a.conversation(&root).await;
        assert_eq!((talk.likes.total, talk.boosts.total), (0, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_and_deletes_of_reviews_and_comments_arrive() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        b.follow(&ivo, &a.handle("mara")).await;
        settle(&[&a, &b]).await;
        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b]).await;
        let address = a.service.urls().review(&review);
        let there = b.read(&address).await;
        let Subject::Post(post) = &there else {
            panic!("a review elsewhere is a post here")
        };

        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        a.edit(
            &mara,
            &review,
            "The Long Platform",
            "I take it back: something happens.",
        )
        .await;
        settle(&[&a, &b]).await;
        let page = b.service.post_page(&ivo, post, 1).await.unwrap();
        assert!(page.html.as_str().contains("something happens"), "{}", page.html);

        let said = b
            .service
            .write_comment(&ivo, there.clone(), "First thoughts.")
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        let root = Root::Review(review.clone());
        assert_eq!(
            words(&a.conversation(&root).await.comments),
            [(0, "First thoughts.".to_owned())]
        );
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        b.service
            .edit_comment(&ivo, &said.id, "Second thoughts.")
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        let talk = a.conversation(&root).await;
        assert_eq!(words(&talk.comments), [(0, "Second thoughts.".to_owned())]);
        assert!(talk.comments[0].edited_at.is_some());
        b.service.delete_comment(&ivo, &said.id).await.unwrap();
        settle(&[&a, &b]).await;
        assert_eq!(a.conversation(&root).await.count, 0);
        let gone = b.get(said.uri.path(), "application/activity+json").await;
        assert_eq!(gone.status, 410);

        a.service.delete_review(&mara, &review).await.unwrap();
        settle(&[&a, &b]).await;
        let gone = a.get(address.path(), "application/activity+json").await;
        assert_eq!(gone.status, 410);
        assert!(String::from_utf8(gone.body).unwrap().contains("\"type\":\"Tombstone\""));
        assert!(b.service.elsewhere(&ivo).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_before_the_announcement_is_part_of_it() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        b.follow(&ivo, &a.handle("mara")).await;
        settle(&[&a, &b]).await;
        let review = a.publish(&mara, "The Long Platform").await;
        a.edit(&mara, &review, "The Long Platform", "Without the typo.").await;
        settle(&[&a, &b]).await;
        let outbox = a.document("/users/mara/outbox?page=1").await;
        let said: Vec<&str> = outbox["orderedItems"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|a| a["type"].as_str())
            .collect();
        assert_eq!(said, ["Create"]);
        assert!(
            outbox["orderedItems"][0]["object"]["content"]
                .as_str()
                .unwrap()
                .contains("Without the typo.")
        );
    }
}

fn told(error: LookupError) -> String {
    Language::English.tell(&error.into_message())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_found_by_handle_profile_and_id_and_nobody_is_said_kindly() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        a.person("mara").await;
        let by_handle = b.find(&a.handle("Mara")).await;
        assert_eq!(b.find(a.service.urls().actor("mara").as_str()).await, by_handle);
        assert_eq!(b.find(a.service.urls().profile("mara").as_str()).await, by_handle);
        let lookup = b.service.lookup().unwrap();
        let nobody = told(lookup.actor(&a.handle("nobody")).await.unwrap_err());
        assert!(nobody.contains("knows nobody of that name"), "{nobody}");
        let nothing = Url::parse(&format!("{}r/none", a.origin)).unwrap();
        let nothing = told(lookup.object(&nothing).await.unwrap_err());
        assert!(nothing.contains("there is nothing at"), "{nothing}");
        let template = lookup.subscribe_template(&a.handle("mara")).await.unwrap();
        assert!(
            template.starts_with(a.origin.as_str()) && template.contains("{uri}"),
            "{template}"
        );
    }
}
