//! Messages that are not for everybody: nowhere on a page, in a collection, a count or a table of public texts.

use crate::support::db::for_each_database;
use crate::support::world::World;
use houselights::domain::account::Role;
use houselights::domain::comment::{Audience, Root};
use houselights::domain::notification::NotificationKind;
use houselights::service::collections::Above;
use houselights::service::remote::{NoteReceived, Outcome};

#[tokio::test]
async fn a_direct_or_followers_only_reply_is_told_to_the_people_addressed_and_shown_nowhere() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, noah) = (
            w.person("mara", Role::Owner).await,
            w.person("noah", Role::Member).await,
        );
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        w.service.follow(&mara, &ivo.id).await.unwrap();
        w.service
            .follow_answered(&ivo, None, Some(&mara.actor.uri), true)
            .await
            .unwrap();
        let object = w.service.urls().review(&review);
        let direct = NoteReceived {
            audience: Audience::Direct,
            mentions: vec![noah.actor.uri.clone()],
            ..w.note(&ivo, "for noah only", &object)
        };
        let followers = NoteReceived {
            audience: Audience::Followers,
            ..w.note(&ivo, "for my followers", &object)
        };
        let nobody = NoteReceived {
            audience: Audience::Direct,
            mentions: vec![ivo.uri.clone()],
            ..w.note(&ivo, "for somebody else", &object)
        };
        assert_eq!(w.reply(direct.clone()).await, Outcome::Accepted("private message"));
        assert_eq!(w.reply(direct.clone()).await, Outcome::Ignored("known already"));
        assert_eq!(w.reply(followers).await, Outcome::Accepted("private message"));
        assert_eq!(w.reply(nobody).await, Outcome::Ignored("private, and for nobody here"));

        let root = Root::Review(review.clone());
        assert!(w.thread(&review).await.is_empty());
        assert_eq!(w.service.replies_count(Above::Whole(root.clone())).await.unwrap(), 0);
        assert_eq!(w.service.context_page(&root, None, 10).await.unwrap().items, [object]);
        let own = w.service.conversation(&root, Some(&mara)).await.unwrap();
        assert_eq!(
            (own.comments.len(), own.people),
            (0, 0),
            "not even to the author's own eyes on a public page"
        );
        assert_eq!(
            w.service.resolve(&direct.uri).await.unwrap(),
            None,
            "it cannot be answered in public"
        );

        let to_noah = w.service.notifications(&noah, None).await.unwrap();
        assert_eq!(to_noah.len(), 1);
        assert_eq!(to_noah[0].kind, NotificationKind::Private);
        assert!(to_noah[0].html.as_str().contains("for noah only"));
        let to_mara = w.service.notifications(&mara, None).await.unwrap();
        let texts: Vec<&str> = to_mara.iter().map(|told| told.html.as_str()).collect();
        assert!(
            texts.iter().any(|text| text.contains("for my followers")),
            "she follows him and wrote what it answers"
        );
        assert!(texts.iter().all(|text| !text.contains("noah")));

        let edited = NoteReceived {
            html: houselights::domain::text::sanitize::remote_html("<p>changed</p>", None),
            ..direct.clone()
        };
        let outcome = w.service.object_updated(edited).await.unwrap();
        assert_eq!(outcome, Outcome::Accepted("private message edited"));
        let outcome = w.service.object_deleted(&ivo, &direct.uri).await.unwrap();
        assert_eq!(outcome, Outcome::Accepted("private message deleted"));
        assert!(w.service.notifications(&noah, None).await.unwrap().is_empty());
        assert_eq!(w.reply(direct).await, Outcome::Refused("was deleted"));
    })
    .await;
}

#[tokio::test]
async fn a_private_post_is_never_kept_as_a_post() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let ivo = w.stranger("ivo", "a.example").await;
        let message = NoteReceived {
            in_reply_to: None,
            audience: Audience::Direct,
            mentions: vec![mara.actor.uri.clone()],
            ..w.note(&ivo, "hello", &mara.actor.uri)
        };
        let kept = w.service.post_received(message.clone(), true).await.unwrap();
        assert_eq!(kept, (None, Outcome::Accepted("private message")));
        let recipients = message.mentions.clone();
        let again = w.service.private_received(message, recipients).await.unwrap();
        assert_eq!(again, Outcome::Ignored("known already"));
    })
    .await;
}
