//! Replies from other servers: created, edited, deleted, in any order and more than once.

use crate::support::db::for_each_database;
use crate::support::world::{World, stranger};
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::comment::{Audience, CommentState, Root};
use houselights::domain::text::sanitize;
use houselights::service::Error;
use houselights::service::freshness::Tag;
use houselights::service::remote::{NoteReceived, Outcome};
use houselights::store::{comments, notifications};

fn saying(note: &NoteReceived, text: &str) -> NoteReceived {
    NoteReceived {
        html: sanitize::remote_html(&format!("<p>{text}</p>"), None),
        ..note.clone()
    }
}

#[tokio::test]
async fn replies_at_any_depth_stand_under_what_they_answer() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "b.example").await,
        );
        let object = w.service.urls().review(&review);
        let first = w.note(&ivo, "one", &object);
        assert_eq!(w.reply(first.clone()).await, Outcome::Accepted("comment"));
        w.pass(TimeDelta::minutes(1));
        let page = w.service.urls().review_page("mara", "the-salt-road-1974");
        let by_page = w.note(&eve, "two", &page);
        assert_eq!(
            w.reply(by_page).await,
            Outcome::Accepted("comment"),
            "the page's address will do as well"
        );
        let mut above = first.uri;
        for name in ["three", "four", "five", "six"] {
            let note = w.note(&eve, name, &above);
            above = note.uri.clone();
            assert_eq!(w.reply(note).await, Outcome::Accepted("comment"));
        }
        assert_eq!(
            w.thread(&review).await,
            ["one", "-three", "--four", "---five", "---six", "two"]
        );
        let conversation = w.conversation(&review).await;
        assert_eq!((conversation.count, conversation.people), (6, 2));
        assert_eq!(conversation.comments[4].in_reply_to.as_ref().unwrap().name, "EVE");
        let told = w.service.notifications(&mara, None).await.unwrap();
        assert_eq!(told.len(), 6, "the author is told of each");
    })
    .await;
}

#[tokio::test]
async fn a_reply_counts_once_and_belongs_to_who_wrote_it() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "a.example").await,
        );
        let note = w.note(&ivo, "one", &w.service.urls().review(&review));
        assert_eq!(w.reply(note.clone()).await, Outcome::Accepted("comment"));
        assert_eq!(w.reply(note.clone()).await, Outcome::Ignored("known already"));
        let stolen = NoteReceived {
            author: eve.clone(),
            ..saying(&note, "mine now")
        };
        assert_eq!(
            w.reply(stolen.clone()).await,
            Outcome::Refused("belongs to somebody else")
        );
        let forged = NoteReceived {
            edited_at: Some(w.clock.now() + TimeDelta::hours(1)),
            ..stolen
        };
        w.pass(TimeDelta::hours(2));
        let refused = Outcome::Refused("belongs to somebody else");
        assert_eq!(w.service.object_updated(forged).await.unwrap(), refused);
        assert_eq!(w.service.object_deleted(&eve, &note.uri).await.unwrap(), refused);
        assert_eq!(w.thread(&review).await, ["one"]);
    })
    .await;
}

#[tokio::test]
async fn an_edit_is_on_the_page_at_once_and_an_older_one_changes_nothing() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let note = w.note(&ivo, "one", &w.service.urls().review(&review));
        w.reply(note.clone()).await;
        let stamp = w.service.freshness().stamp(&[Tag::review(&review)]);
        let edited = |text: &str, minutes| NoteReceived {
            edited_at: Some(note.published_at + TimeDelta::minutes(minutes)),
            ..saying(&note, text)
        };
        w.pass(TimeDelta::hours(1));
        let update = |note| w.service.object_updated(note);
        assert_eq!(
            update(edited("second", 20)).await.unwrap(),
            Outcome::Accepted("comment edited")
        );
        assert!(!w.service.freshness().is_fresh(&stamp), "kept pages are out of date");
        let late = Outcome::Ignored("not newer than what is known");
        assert_eq!(
            update(edited("first", 10)).await.unwrap(),
            late,
            "the Updates overtook each other"
        );
        assert_eq!(update(edited("second again", 20)).await.unwrap(), late);
        assert_eq!(w.thread(&review).await, ["second"]);
        let id = w.conversation(&review).await.comments[0].id.clone();
        assert_eq!(w.store(move |c| comments::revision_count(c, &id)).await, 1);
        let future = edited("from the future", 60 * 24 * 365);
        assert_eq!(update(future).await.unwrap(), Outcome::Accepted("comment edited"));
        let at = w.conversation(&review).await.comments[0].edited_at;
        assert_eq!(at, Some(w.clock.now()), "never in our future");
        let unknown = w.note(&ivo, "never sent", &w.service.urls().review(&review));
        assert_eq!(update(unknown).await.unwrap(), Outcome::Ignored("unknown object"));
    })
    .await;
}

#[tokio::test]
async fn a_deleted_reply_leaves_its_place_while_somebody_answered_it() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let one = w.note(&ivo, "one", &w.service.urls().review(&review));
        let two = w.note(&ivo, "two", &one.uri);
        for note in [&one, &two] {
            w.reply(note.clone()).await;
        }
        let delete = |uri| w.service.object_deleted(&ivo, uri);
        assert_eq!(delete(&one.uri).await.unwrap(), Outcome::Accepted("comment deleted"));
        assert_eq!(
            delete(&one.uri).await.unwrap(),
            Outcome::Accepted("comment deleted"),
            "twice is once"
        );
        assert_eq!(w.thread(&review).await, ["", "-two"]);
        let conversation = w.conversation(&review).await;
        let place = &conversation.comments[0];
        assert_eq!(
            (place.state, &place.author, conversation.count),
            (CommentState::Deleted, &None, 1)
        );
        let left = w.store({
            let id = place.id.clone();
            move |c| comments::by_id(c, &id)
        });
        assert_eq!(
            left.await.unwrap().html.as_str(),
            "",
            "the words are gone from the database too"
        );
        delete(&two.uri).await.unwrap();
        assert!(w.thread(&review).await.is_empty());
        assert_eq!(
            w.reply(one.clone()).await,
            Outcome::Refused("was deleted"),
            "a replay does not bring it back"
        );
        let edit = NoteReceived {
            edited_at: Some(w.clock.now() + TimeDelta::hours(1)),
            ..one
        };
        assert_eq!(
            w.service.object_updated(edit).await.unwrap(),
            Outcome::Refused("was deleted")
        );
        assert_eq!(
            w.service.unread_notifications(&mara).await.unwrap(),
            0,
            "nothing to be told any more"
        );
    })
    .await;
}

#[tokio::test]
async fn a_delete_that_overtakes_its_create_is_remembered_but_binds_only_its_sender() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "a.example").await,
        );
        let note = w.note(&ivo, "one", &w.service.urls().review(&review));
        let other = w.note(&ivo, "two", &w.service.urls().review(&review));
        w.service.object_deleted(&ivo, &note.uri).await.unwrap();
        w.service.object_deleted(&eve, &other.uri).await.unwrap();
        assert_eq!(w.reply(note).await, Outcome::Refused("was deleted"));
        assert_eq!(
            w.reply(other).await,
            Outcome::Accepted("comment"),
            "a neighbour cannot forbid it"
        );
        let far = w.stranger("far", "c.example").await;
        let foreign = w.note(&ivo, "three", &w.service.urls().review(&review));
        let refused = w.service.object_deleted(&far, &foreign.uri).await.unwrap();
        assert_eq!(refused, Outcome::Refused("an object of another server"));
    })
    .await;
}

#[tokio::test]
async fn an_actor_that_is_deleted_takes_everything_along_and_does_not_come_back() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "b.example").await,
        );
        let one = w.note(&ivo, "one", &w.service.urls().review(&review));
        let two = w.note(&eve, "two", &one.uri);
        for note in [&one, &two] {
            w.reply(note.clone()).await;
        }
        let follow = "https://a.example/follows/1";
        w.service.follow_received(&ivo, &mara.actor.uri, follow).await.unwrap();
        assert_eq!(
            w.service.actor_deleted(&ivo.uri).await.unwrap(),
            Outcome::Accepted("actor deleted")
        );
        assert_eq!(w.thread(&review).await, ["", "-two"]);
        assert_eq!(w.service.followers_count(&mara.actor.id).await.unwrap(), 0);
        assert_eq!(w.service.actor_by_uri(&ivo.uri).await.unwrap(), None);
        let again = w.service.upsert_actor(stranger("ivo", "a.example")).await;
        assert!(matches!(again, Err(Error::Gone)));
        assert_eq!(
            w.service.actor_deleted(&mara.actor.uri).await.unwrap(),
            Outcome::Refused("an actor of this server")
        );
        let left = w
            .store(move |c| notifications::by_recipient(c, &mara.actor.id, None, 10))
            .await;
        assert!(left.iter().all(|(_, actor)| actor.handle == "eve"));
    })
    .await;
}

#[tokio::test]
async fn a_reply_to_what_is_gone_is_no_comment() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let object = w.service.urls().review(&review);
        let parent = w.service.resolve(&object).await.unwrap().unwrap();
        w.service.delete_review(&mara, &review).await.unwrap();
        let note = w.note(&ivo, "late", &object);
        assert_eq!(w.service.resolve(&object).await.unwrap(), None);
        let outcome = w.service.comment_received(note, parent).await.unwrap();
        assert_eq!(outcome, Outcome::Ignored("what it answers is gone"));
        assert!(w.service.is_tombstoned(&object).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_reply_made_private_by_an_edit_leaves_the_page() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let note = w.note(&ivo, "one", &w.service.urls().review(&review));
        w.reply(note.clone()).await;
        let narrower = NoteReceived {
            audience: Audience::Followers,
            edited_at: Some(w.clock.now() + TimeDelta::hours(1)),
            ..note
        };
        w.service.object_updated(narrower).await.unwrap();
        assert!(w.thread(&review).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_post_elsewhere_is_kept_only_when_somebody_here_wants_it() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let ivo = w.stranger("ivo", "a.example").await;
        let post = NoteReceived {
            in_reply_to: None,
            kind: "Article".to_owned(),
            name: "On ferries".to_owned(),
            ..w.note(&ivo, "ferries", &mara.actor.uri)
        };
        let unwanted = w.service.post_received(post.clone(), false).await.unwrap();
        assert_eq!(unwanted, (None, Outcome::Ignored("nobody here follows its author")));
        assert!(!w.service.wants_posts_of(&ivo.id).await.unwrap());
        let (id, outcome) = w.service.post_received(post.clone(), true).await.unwrap();
        assert_eq!(outcome, Outcome::Accepted("post"));
        let (again, outcome) = w.service.post_received(post.clone(), true).await.unwrap();
        assert_eq!((again, outcome), (id.clone(), Outcome::Ignored("known already")));
        let reply = w.note(&ivo, "and one more", &post.uri);
        assert_eq!(
            w.reply(reply).await,
            Outcome::Accepted("comment"),
            "a conversation can hang on it"
        );
        let root = Root::Post(id.unwrap());
        assert_eq!(w.service.conversation(&root, None).await.unwrap().count, 1);
        let edit = NoteReceived {
            name: "On trains".to_owned(),
            edited_at: Some(post.published_at + TimeDelta::minutes(1)),
            ..post.clone()
        };
        w.pass(TimeDelta::hours(1));
        assert_eq!(
            w.service.object_updated(edit).await.unwrap(),
            Outcome::Accepted("post edited")
        );
        assert_eq!(
            w.service.object_deleted(&ivo, &post.uri).await.unwrap(),
            Outcome::Accepted("post deleted")
        );
        assert_eq!(w.service.resolve(&post.uri).await.unwrap(), None);
        let (none, outcome) = w.service.post_received(post, true).await.unwrap();
        assert_eq!((none, outcome), (None, Outcome::Refused("was deleted")));
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_deleted_reply_still_finds_its_place() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "b.example").await,
        );
        let one = w.note(&ivo, "one", &w.service.urls().review(&review));
        w.reply(one.clone()).await;
        w.service.object_deleted(&ivo, &one.uri).await.unwrap();
        let late = w.note(&eve, "late", &one.uri);
        assert_eq!(w.reply(late).await, Outcome::Accepted("comment"));
        assert_eq!(w.thread(&review).await, ["", "-late"]);
        let like = houselights::domain::like::ReactionKind::Like;
        let liked = w
            .service
            .reaction_received(&eve, like, &one.uri, "https://b.example/likes/1");
        assert_eq!(liked.await.unwrap(), Outcome::Ignored("unknown object"));
        assert!(w.service.is_deleted_by(&one.uri, &ivo.uri).await.unwrap());
        assert!(!w.service.is_deleted_by(&one.uri, &eve.uri).await.unwrap());
    })
    .await;
}
