//! An Akismet-compatible service is asked about strangers, its word is a sign among others, and it hears of decisions.

use super::fake::{Fake, Sender};
use super::peers::{Ground, settle};
use super::web::{Page, Site};
use houselights::domain::comment::{CommentState, Root};
use houselights::domain::like::Subject;
use houselights::domain::moderation::{Decision, ReasonKind};
use houselights::service::guests::GuestInput;
use houselights::service::moderation::{DecisionInput, QueueFilter};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_moves_a_strangers_comment_and_a_person_has_the_last_word() {
    for ground in Ground::all() {
        let (web, fake) = (Site::start().await, Fake::start().await);
        let check = |answer: &str| web.put("/1.1/comment-check", Page::typed("text/plain", answer));
        web.put("/1.1/submit-ham", Page::typed("text/plain", "Thanks"));
        let origin = web.origin.to_string();
        let settings = [
            ("comments.akismet_key", "k3y"),
            ("comments.akismet_url", origin.as_str()),
        ];
        let peer = ground.peer_with(&settings).await;
        let service = &peer.service;
        let mara = peer.owner("mara").await;
        let review = peer.publish(&mara, "The Long Platform").await;
        settle(&[&peer]).await;
        let subject = service.urls().review(&review);
        let say = async |sender: &Sender, n: u32| {
            let id = fake.url(&format!("/notes/{n}"));
            let note = sender.create(&json!({
                "id": id, "type": "Note", "attributedTo": sender.actor, "inReplyTo": subject,
                "content": format!("<p>I saw it <b>again</b>, number {n}, and liked it.</p>"),
                "to": ["https://www.w3.org/ns/activitystreams#Public"], "published": "2026-11-20T10:00:00Z"
            }));
            assert_eq!(sender.send(&peer, &service.urls().shared_inbox(), &note).await, 202);
            settle(&[&peer]).await;
            service.resolve(&id).await.unwrap().unwrap().subject
        };
        let item = async |subject: &Subject| {
            let Subject::Comment(id) = subject else {
                panic!("{subject:?}")
            };
            service.queue_item(&mara, id).await.unwrap()
        };
        let asked = || web.sent_to("/1.1/comment-check");

        check("true");
        let ivo = Sender::new(&fake, "ivo");
        let held = say(&ivo, 1).await;
        let seen = item(&held).await;
        assert_eq!(seen.state, CommentState::Held);
        let reasons = seen.assessment.unwrap().reasons;
        assert!(
            reasons
                .iter()
                .any(|reason| reason.kind == ReasonKind::ServiceSpam && reason.what == "127.0.0.1"),
            "{reasons:?}"
        );
        let question = asked().pop().unwrap();
        assert_eq!(
            (
                question.field("api_key"),
                question.field("permalink"),
                question.field("user_ip")
            ),
            ("k3y".to_owned(), subject.to_string(), "0.0.0.0".to_owned())
        );
        assert_eq!(
            question.field("comment_content"),
            "I saw it again, number 1, and liked it."
        );
        assert!(question.field("blog").starts_with("http") && question.field("comment_author_url").contains("ivo"));

        // A person decides otherwise, the service is told, and whoever was approved is not asked about again.
        let Subject::Comment(id) = &held else { panic!() };
        service
            .decide(&mara, DecisionInput::about(id, Decision::Approve))
            .await
            .unwrap();
        settle(&[&peer]).await;
        let told = web.sent_to("/1.1/submit-ham");
        assert_eq!(told.len(), 1);
        assert_eq!(
            told[0].field("comment_content"),
            "I saw it again, number 1, and liked it."
        );
        service.ask_spam_service("again", id, None, 1).await.unwrap();
        assert_eq!(
            item(&held).await.state,
            CommentState::Visible,
            "what a person decided stays"
        );
        let before = asked().len();
        let known = say(&ivo, 2).await;
        assert_eq!(
            (item(&known).await.state, asked().len()),
            (CommentState::Visible, before)
        );

        check("false");
        let fine = say(&Sender::new(&fake, "eve"), 3).await;
        assert_eq!(
            (item(&fine).await.state, asked().len()),
            (CommentState::Visible, before + 1)
        );

        // A guest's answer takes their address along, and still waits for a person.
        let target = Subject::Review(review.clone());
        let input = GuestInput {
            name: "Ada".to_owned(),
            mail: "ada@mail.example".to_owned(),
            text: "I remember the lorries.".to_owned(),
            opened: service.guest_form(&target).await.unwrap(),
            ..GuestInput::default()
        };
        let guest = service
            .write_as_guest(target, &input, "203.0.113.7".parse().unwrap())
            .await
            .unwrap();
        settle(&[&peer]).await;
        let question = asked().pop().unwrap();
        assert_eq!(
            (question.field("user_ip"), question.field("comment_author_email")),
            ("203.0.113.7".to_owned(), "ada@mail.example".to_owned())
        );
        let state = item(&Subject::Comment(guest.comment.id.clone())).await.state;
        assert_eq!(state, CommentState::Held);

        // A wrong key, then silence: tried again, and in the end the other signs decide.
        check("invalid");
        let Subject::Comment(fine) = &fine else { panic!() };
        let refused = service.ask_spam_service("job", fine, None, 1).await;
        assert!(refused.unwrap_err().contains("akismet_key"));
        web.put("/1.1/comment-check", Page::status(500));
        assert!(service.ask_spam_service("job", fine, None, 4).await.is_err());
        service.ask_spam_service("job", fine, None, 5).await.unwrap();
        let seen = item(&Subject::Comment(fine.clone())).await;
        assert_eq!(seen.state, CommentState::Visible);
        let reasons = seen.assessment.unwrap().reasons;
        assert!(
            reasons.iter().any(|reason| reason.kind == ReasonKind::ServiceSilent),
            "{reasons:?}"
        );

        // Members of this server, and whoever looks after it, never go there.
        let before = asked().len();
        let jo = peer.person("jo").await;
        service
            .write_comment(&jo, Subject::Review(review.clone()), "Here, too.")
            .await
            .unwrap();
        settle(&[&peer]).await;
        assert_eq!(asked().len(), before);
        let talk = peer.conversation(&Root::Review(review)).await;
        assert_eq!(talk.count, 4);
        assert!(
            !service
                .queue(&mara, QueueFilter::default())
                .await
                .unwrap()
                .items
                .is_empty()
        );
    }
}
