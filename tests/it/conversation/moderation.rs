//! The queue, its decisions and its rules: comments from every door, decided once, and back again.

use crate::support::db::for_each_database;
use crate::support::world::{World, subject};
use houselights::domain::account::Role;
use houselights::domain::audit::Deed;
use houselights::domain::change::Change;
use houselights::domain::comment::{Comment, CommentState, Door};
use houselights::domain::id::{CommentId, ReviewId};
use houselights::domain::job::JobPayload;
use houselights::domain::like::Subject;
use houselights::domain::moderation::{Decision, ReasonKind, RuleTarget, Treatment};
use houselights::domain::text::sanitize;
use houselights::service::Error;
use houselights::service::guests::{GuestInput, GuestWritten};
use houselights::service::moderation::{CommentPolicyInput, DecisionInput, QueueFilter};
use houselights::service::remote::{NoteReceived, Outcome};
use houselights::service::views::Viewer;
use std::net::IpAddr;

fn said(note: &NoteReceived, text: &str) -> NoteReceived {
    NoteReceived {
        html: sanitize::remote_html(&format!("<p>{text}</p>"), None),
        ..note.clone()
    }
}

fn policy() -> CommentPolicyInput {
    CommentPolicyInput {
        who: "everyone".to_owned(),
        guests: "wait".to_owned(),
        links_max: "3".to_owned(),
        hold_at: "60".to_owned(),
        spam_at: "95".to_owned(),
        ..CommentPolicyInput::default()
    }
}

fn in_state(state: CommentState) -> QueueFilter {
    QueueFilter {
        state: Some(state),
        ..QueueFilter::default()
    }
}

async fn waiting(w: &World, viewer: &Viewer) -> Vec<CommentId> {
    let page = w.service.queue(viewer, in_state(CommentState::Held)).await.unwrap();
    page.items.into_iter().map(|item| item.id).collect()
}

async fn decide(w: &World, viewer: &Viewer, ids: &[CommentId], decision: Decision) -> Option<String> {
    let input = DecisionInput {
        ids: ids.to_vec(),
        decision,
        reason: "because".to_owned(),
    };
    w.service.decide(viewer, input).await.unwrap().batch
}

fn client() -> IpAddr {
    "203.0.113.7".parse().unwrap()
}

async fn guest(w: &World, target: Subject, text: &str) -> Result<GuestWritten, Error> {
    let opened = w.service.guest_form(&target).await.unwrap();
    w.pass(chrono::TimeDelta::seconds(30));
    let input = GuestInput {
        name: "Ada".to_owned(),
        text: text.to_owned(),
        opened,
        ..GuestInput::default()
    };
    w.service.write_as_guest(target, &input, client()).await
}

async fn stored(w: &World, id: &CommentId) -> Comment {
    let id = id.clone();
    w.store(move |c| houselights::store::comments::by_id(c, &id))
        .await
        .unwrap()
}

fn replies_judged(jobs: Vec<JobPayload>) -> Vec<&'static str> {
    jobs.into_iter()
        .filter_map(|job| match job {
            JobPayload::FanOut(Change::ReplyApproved { .. }) => Some("approved"),
            JobPayload::FanOut(Change::ReplyRejected { .. }) => Some("rejected"),
            JobPayload::FanOut(Change::CommentEdited { .. }) => Some("sent anew"),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_guest_waits_in_the_queue_and_stands_on_the_page_once_approved() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let written = guest(&w, subject(&review), "I saw it **twice**.").await.unwrap();
        assert_eq!(
            (written.comment.door, written.comment.state),
            (Door::Guest, CommentState::Held)
        );
        assert!(w.thread(&review).await.is_empty());
        assert_eq!(w.service.waiting_comments(&mara).await.unwrap(), 1);

        let page = w.service.queue(&mara, in_state(CommentState::Held)).await.unwrap();
        let item = &page.items[0];
        assert_eq!(item.author.card.name, "Ada");
        assert_eq!(
            (item.author.card.handle.as_str(), item.author.card.url.as_str()),
            ("", "")
        );
        let reasons: Vec<ReasonKind> = item
            .assessment
            .as_ref()
            .unwrap()
            .reasons
            .iter()
            .map(|r| r.kind)
            .collect();
        assert_eq!(reasons.first(), Some(&ReasonKind::GuestsHeld));

        decide(&w, &mara, std::slice::from_ref(&written.comment.id), Decision::Approve)
            .await
            .unwrap();
        assert_eq!(w.thread(&review).await, ["I saw it twice."]);
        assert_eq!(w.service.waiting_comments(&mara).await.unwrap(), 0);
        let told = w.service.notifications(&mara, None).await.unwrap();
        assert_eq!(told.len(), 1, "told once it stands there, not before");
        assert!(
            w.service.comment_document(&written.comment.id).await.unwrap().is_none(),
            "no server gets it"
        );
    })
    .await;
}

#[tokio::test]
async fn a_guest_changes_and_deletes_their_comment_for_a_quarter_of_an_hour_with_its_key_alone() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let one = guest(&w, subject(&review), "First.").await.unwrap();
        let other = guest(&w, subject(&review), "Other.").await.unwrap();
        let wrong = w.service.edit_as_guest(&one.comment.id, &other.key, "Hijacked.").await;
        assert!(matches!(wrong, Err(Error::NotFound)));
        let edited = w
            .service
            .edit_as_guest(&one.comment.id, &one.key, "Second.")
            .await
            .unwrap();
        assert_eq!(
            (edited.comment.source.as_str(), edited.comment.state),
            ("Second.", CommentState::Held)
        );
        w.service.delete_as_guest(&other.comment.id, &other.key).await.unwrap();
        assert_eq!(stored(&w, &other.comment.id).await.source, "");
        assert!(matches!(
            w.service.guest_comment(&other.comment.id, &other.key).await,
            Err(Error::Gone)
        ));
        w.pass(chrono::TimeDelta::minutes(15));
        let late = w.service.edit_as_guest(&one.comment.id, &one.key, "Third.").await;
        assert!(matches!(late, Err(Error::Gone)));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_was_open_too_long_or_made_up_is_shown_again_and_sent_twice_is_one_comment() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let opened = w.service.guest_form(&subject(&review)).await.unwrap();
        let input = |opened: &str| GuestInput {
            name: "Ada".to_owned(),
            text: "Once.".to_owned(),
            opened: opened.to_owned(),
            ..GuestInput::default()
        };
        let is_form = |result: Result<GuestWritten, Error>| match result {
            Err(Error::Invalid(errors)) => errors[0].field == "form",
            _ => false,
        };
        let write = |input: GuestInput| {
            let (service, target) = (w.service.clone(), subject(&review));
            async move { service.write_as_guest(target, &input, client()).await }
        };
        assert!(is_form(write(input("")).await));
        assert!(is_form(write(input("99999999999.AAAA")).await));
        let one = write(input(&opened)).await.unwrap();
        let two = write(input(&opened)).await.unwrap();
        assert_eq!(one.comment.id, two.comment.id);
        w.pass(chrono::TimeDelta::hours(25));
        assert!(is_form(write(input(&opened)).await));
        let nameless = GuestInput {
            name: " \u{202e} ".to_owned(),
            mail: "nobody".to_owned(),
            site: "javascript:alert(1)".to_owned(),
            ..input(&w.service.guest_form(&subject(&review)).await.unwrap())
        };
        let Err(Error::Invalid(errors)) = write(nameless).await else {
            panic!("refused by field")
        };
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["name", "email", "site"]);
    })
    .await;
}

#[tokio::test]
async fn guests_are_slowed_down_and_the_trap_leads_to_the_spam_folder() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let input = GuestInput {
            name: "Bot".to_owned(),
            text: "Buy it.".to_owned(),
            trap: "https://pills.example".to_owned(),
            opened: w.service.guest_form(&subject(&review)).await.unwrap(),
            ..GuestInput::default()
        };
        let caught = w
            .service
            .write_as_guest(subject(&review), &input, client())
            .await
            .unwrap();
        assert_eq!(caught.comment.state, CommentState::Spam);
        let page = w.service.queue(&mara, in_state(CommentState::Spam)).await.unwrap();
        assert!(page.items[0].assessment.as_ref().unwrap().score >= 95);
        for n in 0..9 {
            guest(&w, subject(&review), &format!("Number {n}.")).await.unwrap();
        }
        let eleventh = guest(&w, subject(&review), "One more.").await;
        assert!(matches!(eleventh, Err(Error::TooMany { .. })));
        w.pass(chrono::TimeDelta::hours(1));
        guest(&w, subject(&review), "An hour later.").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_guest_goes_out_with_what_it_answers_and_anew_when_that_goes() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let asked = guest(&w, subject(&review), "Was it *long*?").await.unwrap();
        decide(&w, &mara, std::slice::from_ref(&asked.comment.id), Decision::Approve)
            .await
            .unwrap();
        let target = Subject::Comment(asked.comment.id.clone());
        let answer = w.service.write_comment(&mara, target, "Very.").await.unwrap();
        assert_eq!(
            answer.in_reply_to,
            w.service.urls().review(&review),
            "nobody could fetch the guest's"
        );
        assert_eq!(w.thread(&review).await, ["Was it long?", "-Very."]);
        let document = w.service.comment_document(&answer.id).await.unwrap().unwrap();
        let quoted = document.quoted.unwrap();
        assert_eq!(quoted.name, "Ada");
        assert!(quoted.html.as_str().contains("<em>long</em>"));
        assert!(document.parent_author.is_none());
        w.take_jobs().await;
        decide(&w, &mara, std::slice::from_ref(&asked.comment.id), Decision::Reject)
            .await
            .unwrap();
        assert_eq!(replies_judged(w.take_jobs().await), ["sent anew"]);
        let document = w.service.comment_document(&answer.id).await.unwrap().unwrap();
        assert_eq!(document.quoted, None);
    })
    .await;
}

#[tokio::test]
async fn decisions_are_made_together_logged_and_undone_together() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, noah) = (
            w.person("mara", Role::Moderator).await,
            w.person("noah", Role::Reviewer).await,
        );
        let review = w.publish(&mara, "The Salt Road").await;
        let own = w.publish(&noah, "Paper Lanterns").await;
        for text in ["One.", "Two.", "Three."] {
            guest(&w, subject(&review), text).await.unwrap();
        }
        let under_noah = guest(&w, subject(&own), "Four.").await.unwrap();
        assert_eq!(
            waiting(&w, &noah).await,
            std::slice::from_ref(&under_noah.comment.id),
            "a reviewer sees their own"
        );
        let all = waiting(&w, &mara).await;
        assert_eq!(all.len(), 4);
        let foreign = w.service.decide(
            &noah,
            DecisionInput {
                ids: all.clone(),
                decision: Decision::Approve,
                reason: String::new(),
            },
        );
        assert!(matches!(foreign.await, Err(Error::Forbidden)));
        assert_eq!(waiting(&w, &mara).await.len(), 4, "nothing of it was done");

        let batch = decide(&w, &mara, &all, Decision::Approve).await.unwrap();
        assert!(waiting(&w, &mara).await.is_empty());
        assert_eq!(w.thread(&review).await.len(), 3);
        assert_eq!(
            decide(&w, &mara, &all, Decision::Approve).await,
            None,
            "nothing left to do"
        );
        let log = w.service.audit_log(&mara, None).await.unwrap();
        assert_eq!(log.lines.len(), 4);
        assert!(
            log.lines
                .iter()
                .all(|line| line.entry.deed == Deed::CommentApproved && line.entry.reason == "because")
        );
        assert!(matches!(w.service.audit_log(&noah, None).await, Err(Error::Forbidden)));

        // One of them is decided anew; the rest goes back.
        decide(&w, &mara, &all[..1], Decision::Spam).await.unwrap();
        assert_eq!(w.service.undo_batch(&mara, &batch).await.unwrap(), 3);
        assert_eq!(waiting(&w, &mara).await.len(), 3);
        assert_eq!(stored(&w, &all[0]).await.state, CommentState::Spam);
        assert_eq!(w.service.undo_batch(&mara, &batch).await.unwrap(), 0, "undone once");
    })
    .await;
}

#[tokio::test]
async fn rules_for_people_and_servers_count_from_the_next_comment_on_and_can_be_undone() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let object = w.service.urls().review(&review);
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "a.example").await,
        );
        assert_eq!(
            w.reply(w.note(&ivo, "one", &object)).await,
            Outcome::Accepted("comment")
        );
        let host = RuleTarget::Host("A.Example".to_owned());
        w.service
            .set_author_rule(&mara, host, Some(Treatment::Hold), "noisy")
            .await
            .unwrap();
        assert_eq!(
            w.reply(w.note(&ivo, "two", &object)).await,
            Outcome::Accepted("comment held")
        );
        let eves = RuleTarget::Actor(eve.id.clone());
        let batch = w
            .service
            .set_author_rule(&mara, eves, Some(Treatment::Reject), "rude")
            .await
            .unwrap()
            .unwrap();
        w.take_jobs().await;
        assert_eq!(
            w.reply(w.note(&eve, "three", &object)).await,
            Outcome::Accepted("comment rejected")
        );
        assert_eq!(replies_judged(w.take_jobs().await), ["rejected"], "her server is told");
        assert_eq!(w.service.undo_batch(&mara, &batch).await.unwrap(), 1);
        assert_eq!(
            w.reply(w.note(&eve, "four", &object)).await,
            Outcome::Accepted("comment held"),
            "the rule for her server is left"
        );
        assert_eq!(w.thread(&review).await, ["one"]);
        let own = RuleTarget::Host("films.example".to_owned());
        assert!(
            w.service
                .set_author_rule(&mara, own, Some(Treatment::Hold), "")
                .await
                .is_err()
        );
    })
    .await;
}

#[tokio::test]
async fn the_policy_says_who_may_comment_and_whoever_may_not_is_told() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, noah) = (
            w.person("mara", Role::Owner).await,
            w.person("noah", Role::Member).await,
        );
        let review = w.publish(&mara, "The Salt Road").await;
        let object = w.service.urls().review(&review);
        let ivo = w.stranger("ivo", "a.example").await;
        let followers = CommentPolicyInput {
            who: "followers".to_owned(),
            ..policy()
        };
        w.service.set_comment_policy(&mara, &followers).await.unwrap();
        w.take_jobs().await;
        assert_eq!(
            w.reply(w.note(&ivo, "one", &object)).await,
            Outcome::Accepted("comment rejected")
        );
        let refused = w.service.write_comment(&noah, subject(&review), "Hello.").await;
        assert!(matches!(&refused, Err(Error::Invalid(errors)) if errors[0].message.key() == "comment-followers-only"));
        assert!(w.service.write_comment(&mara, subject(&review), "Mine.").await.is_ok());
        w.service
            .follow_received(&ivo, &mara.actor.uri, "https://a.example/f/1")
            .await
            .unwrap();
        w.take_jobs().await;
        assert_eq!(
            w.reply(w.note(&ivo, "two", &object)).await,
            Outcome::Accepted("comment")
        );
        assert_eq!(replies_judged(w.take_jobs().await), ["approved"], "his server asked");
        let document = w.service.review_document(&review).await.unwrap().unwrap();
        assert!(document.comments.is_restricted());

        w.service
            .set_review_policy(&mara, &review, "everyone", "2")
            .await
            .unwrap();
        assert!(w.service.write_comment(&noah, subject(&review), "Hello.").await.is_ok());
        w.pass(chrono::TimeDelta::days(2));
        let late = w.service.write_comment(&noah, subject(&review), "Too late.").await;
        assert!(matches!(&late, Err(Error::Invalid(errors)) if errors[0].message.key() == "comment-closed"));
        let closed = w.service.guests_turned_away(&subject(&review)).await.unwrap();
        assert_eq!(closed.unwrap().key(), "comment-closed");

        let bad = CommentPolicyInput {
            hold_at: "101".to_owned(),
            links_max: "many".to_owned(),
            languages: "klingon!".to_owned(),
            who: "cats".to_owned(),
            ..policy()
        };
        let Err(Error::Invalid(errors)) = w.service.set_comment_policy(&mara, &bad).await else {
            panic!("refused by field")
        };
        assert_eq!(errors.len(), 4, "{errors:?}");
    })
    .await;
}

#[tokio::test]
async fn first_comments_wait_words_are_looked_for_and_an_edit_is_looked_at_again() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let object = w.service.urls().review(&review);
        let ivo = w.stranger("ivo", "a.example").await;
        let strict = CommentPolicyInput {
            hold_first: true,
            words_held: "remake*, they quarrel".to_owned(),
            words_rejected: "casino".to_owned(),
            ..policy()
        };
        w.service.set_comment_policy(&mara, &strict).await.unwrap();
        let first = w.note(&ivo, "one", &object);
        assert_eq!(w.reply(first.clone()).await, Outcome::Accepted("comment held"));
        let ids = waiting(&w, &mara).await;
        decide(&w, &mara, &ids, Decision::Approve).await.unwrap();
        let second = w.note(&ivo, "two", &object);
        assert_eq!(w.reply(second.clone()).await, Outcome::Accepted("comment"));
        assert_eq!(
            w.reply(said(&w.note(&ivo, "three", &object), "The remakes!")).await,
            Outcome::Accepted("comment held")
        );
        assert_eq!(
            w.reply(said(&w.note(&ivo, "four", &object), "A casino.")).await,
            Outcome::Accepted("comment rejected")
        );
        w.pass(chrono::TimeDelta::minutes(1));
        let edited = NoteReceived {
            edited_at: Some(w.clock.now()),
            ..said(&second, "Visit my casino")
        };
        assert_eq!(
            w.service.object_updated(edited).await.unwrap(),
            Outcome::Accepted("comment edited and held")
        );
        assert_eq!(w.thread(&review).await, ["one"]);
        let log = w.service.audit_log(&mara, None).await.unwrap();
        assert_eq!(log.lines[0].by, None, "a rule did it, and the log says so");
    })
    .await;
}

#[tokio::test]
async fn what_is_called_spam_teaches_and_undoing_unteaches() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let object = w.service.urls().review(&review);
        let text = |n: usize| format!("Zweifelmatic gizmotron flurbs number {n}, order the gizmotron today");
        let mut batches = Vec::new();
        for n in 0..8 {
            let spammer = w.stranger(&format!("spam{n}"), &format!("s{n}.example")).await;
            let note = said(&w.note(&spammer, "x", &object), &text(n));
            w.reply(note.clone()).await;
            let id = comment_of(&w, &review, note.uri.as_str()).await;
            batches.push(decide(&w, &mara, &[id], Decision::Spam).await);
        }
        for n in 0..8 {
            let friend = w.stranger(&format!("friend{n}"), &format!("f{n}.example")).await;
            let note = said(
                &w.note(&friend, "x", &object),
                &format!("The ending moved me, take {n}."),
            );
            w.reply(note.clone()).await;
            let id = comment_of(&w, &review, note.uri.as_str()).await;
            decide(&w, &mara, &[id], Decision::Approve).await;
        }
        let next = |n: usize| {
            let (w, object) = (&w, object.clone());
            async move {
                let spammer = w.stranger(&format!("later{n}"), &format!("l{n}.example")).await;
                let note = said(&w.note(&spammer, "x", &object), &text(100 + n));
                w.reply(note).await
            }
        };
        let Outcome::Accepted(outcome) = next(1).await else {
            panic!()
        };
        assert!(outcome.starts_with("comment held"), "{outcome}");
        for batch in batches.into_iter().flatten() {
            w.service.undo_batch(&mara, &batch).await.unwrap();
        }
        let lessons = w.store(houselights::store::spam_words::lessons).await;
        assert_eq!((lessons.spam, lessons.ham), (0, 8));
        assert!(
            !lessons.words.contains_key("gizmotron"),
            "nothing is left of what was taken back"
        );
    })
    .await;
}

async fn comment_of(w: &World, _: &ReviewId, uri: &str) -> CommentId {
    let uri = uri.to_owned();
    w.store(move |c| houselights::store::comments::by_uri(c, &uri))
        .await
        .unwrap()
        .id
}
