//! Block lists: what they would touch, what happens once somebody has looked at them, and reading them again.

use super::fake::{Fake, Sender};
use super::peers::{Ground, Peer, settle};
use super::web::{Page, Site};
use houselights::domain::comment::Root;
use houselights::domain::id::{BlockListId, ReviewId};
use houselights::domain::policy::{Difference, Policy, Severity, Target};
use houselights::service::Error;
use houselights::service::policies::{ListInput, ListReview};
use houselights::service::views::Viewer;
use serde_json::json;
use std::collections::HashSet;

const HEADER: &str = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n";

struct Stage {
    peer: Peer,
    fake: Fake,
    mara: Viewer,
    review: ReviewId,
}

/// A server whose `ivo` follows `mara` and answered her review.
async fn stage(ground: Ground) -> Stage {
    let (peer, fake) = (ground.peer().await, Fake::start().await);
    let mara = peer.owner("mara").await;
    let review = peer.publish(&mara, "The Long Platform").await;
    settle(&[&peer]).await;
    let ivo = Sender::new(&fake, "ivo");
    let reply = ivo.create(&json!({
        "id": fake.url("/notes/1"), "type": "Note", "attributedTo": ivo.actor,
        "inReplyTo": peer.service.urls().review(&review), "content": "<p>Yes.</p>",
        "to": ["https://www.w3.org/ns/activitystreams#Public"], "published": "2026-11-20T10:00:00Z"
    }));
    let follow = json!({"id": fake.url("/follows/1"), "type": "Follow", "actor": ivo.actor, "object": mara.actor.uri});
    for activity in [reply, follow] {
        let inbox = peer.service.urls().shared_inbox();
        assert_eq!(ivo.send(&peer, &inbox, &activity).await, 202);
        settle(&[&peer]).await;
    }
    Stage {
        peer,
        fake,
        mara,
        review,
    }
}

impl Stage {
    fn host(&self) -> &str {
        self.fake.origin.authority()
    }

    async fn comments(&self) -> usize {
        self.peer.conversation(&Root::Review(self.review.clone())).await.count
    }

    async fn take(&self, csv: &str) -> BlockListId {
        let taken = self.peer.service.take_block_list(&self.mara, "file", csv.as_bytes());
        taken.await.unwrap()
    }

    async fn look(&self, id: &BlockListId) -> ListReview {
        self.peer.service.block_list(&self.mara, id).await.unwrap()
    }

    async fn apply(&self, review: &ListReview, hosts: &[&str]) -> Result<String, Error> {
        let wanted = review
            .lines
            .iter()
            .filter(|line| hosts.contains(&line.listed.host.as_str()));
        let marks: HashSet<String> = wanted.map(|line| line.mark.clone()).collect();
        assert_eq!(marks.len(), hosts.len());
        let service = &self.peer.service;
        let applied = service
            .apply_block_list(&self.mara, &review.list.id, &review.edition(), marks)
            .await;
        applied.map(|(_, batch)| batch)
    }

    async fn rules(&self) -> Vec<(String, Severity, bool)> {
        let rules = self.peer.service.policy_list().await.unwrap();
        let line = |rule: Policy| (rule.target.name().to_owned(), rule.severity, rule.list.is_some());
        rules.into_iter().map(line).collect()
    }
}

fn kinds(review: &ListReview) -> Vec<(&str, Difference, bool)> {
    let lines = review.lines.iter();
    lines
        .map(|line| (line.listed.host.as_str(), line.difference, line.passed_over))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_shows_what_it_would_touch_and_does_it_only_when_told_and_can_be_taken_back() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let set = |target: &str, severity| Policy {
            severity,
            private_comment: "ask Jo".to_owned(),
            ..Policy::new(Target::read(target).unwrap(), s.peer.service.env().clock.now())
        };
        s.peer
            .service
            .set_policy(set("loud.example", Severity::Silence))
            .await
            .unwrap();
        s.peer
            .service
            .set_policy(set("worse.example", Severity::Suspend))
            .await
            .unwrap();
        let own = s.peer.service.urls().host().to_owned();
        let csv = format!(
            "{HEADER}{},suspend,false,false,\"pills, mostly\",true\nloud.example,suspend,false,false,,false\n\
             sub.worse.example,silence,false,false,,false\nworse.example,suspend,false,false,,false\n\
             {own},suspend,false,false,,false\ns***.example,suspend,false,false,,false\n",
            s.host()
        );
        let id = s.take(&csv).await;
        let review = s.look(&id).await;
        assert_eq!(
            kinds(&review),
            [
                (s.host(), Difference::New, false),
                ("loud.example", Difference::Stricter, false),
                ("sub.worse.example", Difference::Milder, false)
            ]
        );
        assert_eq!((review.same, review.wrong.len()), (1, 2), "{:?}", review.wrong);
        let reach = review.lines[0].reach;
        assert_eq!(
            (reach.people, reach.comments, reach.followers, reach.following),
            (1, 1, 1, 0)
        );
        assert_eq!(
            (s.comments().await, s.rules().await.len()),
            (1, 2),
            "nothing has happened"
        );

        let batch = s.apply(&review, &[s.host(), "loud.example"]).await.unwrap();
        assert_eq!(s.comments().await, 0);
        let service = &s.peer.service;
        assert_eq!(service.followers_count(&s.mara.actor.id).await.unwrap(), 0);
        let mut rules = s.rules().await;
        rules.sort();
        let mut expected = vec![
            (s.host().to_owned(), Severity::Suspend, false),
            ("loud.example".to_owned(), Severity::Suspend, false),
            ("worse.example".to_owned(), Severity::Suspend, false),
        ];
        expected.sort();
        assert_eq!(rules, expected);
        let loud = service
            .policy(&Target::Host("loud.example".to_owned()))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(loud.private_comment, "ask Jo", "what was noted here stays");
        assert!(
            matches!(service.block_list(&s.mara, &id).await, Err(Error::NotFound)),
            "a file comes once"
        );

        // The file that is written out says the same again.
        let again = s.take(&service.rules_csv().await.unwrap()).await;
        assert_eq!(s.look(&again).await.lines, []);

        let log = service.audit_log(&s.mara, None).await.unwrap();
        assert!(
            log.lines
                .iter()
                .any(|line| line.can_undo && line.entry.label == s.host())
        );
        assert_eq!(service.undo_batch(&s.mara, &batch).await.unwrap(), 2);
        assert_eq!(s.comments().await, 1, "what was hidden is back");
        let loud = service
            .policy(&Target::Host("loud.example".to_owned()))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (loud.severity, loud.private_comment.as_str()),
            (Severity::Silence, "ask Jo")
        );
        assert_eq!(service.undo_batch(&s.mara, &batch).await.unwrap(), 0, "once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_again_waits_to_be_looked_at_and_takes_back_what_it_no_longer_says() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let (web, service) = (Site::start().await, &s.peer.service);
        let csv = |lines: &str| Page::typed("text/csv", &format!("{HEADER}{lines}"));
        let first = format!(
            "{},silence,false,false,,false\nspam.example,suspend,false,false,,false\nodd.example,suspend,,,,\n",
            s.host()
        );
        let url = web.put("/list.csv", csv(&first).with("etag", "\"1\""));
        let input = |url: &str, hours: &str| ListInput {
            url: url.to_owned(),
            hours: hours.to_owned(),
            ..ListInput::default()
        };
        for (wrong, hours) in [("list.csv", "24"), ("ftp://lists.example/x", "24"), (url.as_str(), "0")] {
            let refused = service.follow_block_list(&s.mara, &input(wrong, hours)).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong} {hours}");
        }
        let id = service
            .follow_block_list(&s.mara, &input(url.as_str(), "24"))
            .await
            .unwrap();
        assert!(
            service
                .follow_block_list(&s.mara, &input(url.as_str(), "24"))
                .await
                .is_err(),
            "once"
        );
        settle(&[&s.peer]).await;
        assert_eq!(service.rules_waiting().await.unwrap(), 3);
        assert_eq!(s.rules().await, [], "nobody has looked at it");

        let review = s.look(&id).await;
        s.apply(&review, &[s.host(), "spam.example"]).await.unwrap();
        assert_eq!(
            service.rules_waiting().await.unwrap(),
            0,
            "what was left was decided, too"
        );
        assert!(s.rules().await.iter().all(|rule| rule.2) && s.rules().await.len() == 2);
        assert!(s.look(&id).await.lines.iter().all(|line| line.passed_over));

        // Unchanged, broken, empty: nothing is lifted.
        for (page, error) in [
            (Page::status(304), None),
            (Page::html("<h1>Sorry</h1>"), Some("This is no list")),
            (Page::typed("text/csv", ""), Some("empty")),
            (Page::status(500), Some("500")),
        ] {
            web.put("/list.csv", page);
            service.read_now(&s.mara, &id).await.unwrap();
            settle(&[&s.peer]).await;
            let list = s.look(&id).await.list;
            match error {
                None => assert_eq!(list.error, None),
                Some(words) => assert!(list.error.clone().unwrap().contains(words), "{:?}", list.error),
            }
            assert_eq!((list.waiting, s.rules().await.len()), (0, 2));
        }
        let asked = web.asked();
        assert!(asked.iter().any(|asked| asked.header("if-none-match") == Some("\"1\"")));

        // It names one no longer, is milder about another and stricter about the one that was left.
        web.put(
            "/list.csv",
            csv(&format!(
                "{},noop,true,false,,false\nodd.example,suspend,true,,,\n",
                s.host()
            )),
        );
        let before = s.look(&id).await;
        service.read_now(&s.mara, &id).await.unwrap();
        settle(&[&s.peer]).await;
        let stale = service
            .apply_block_list(&s.mara, &id, &before.edition(), HashSet::new())
            .await;
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{stale:?}");
        let review = s.look(&id).await;
        let mut found = kinds(&review);
        found.sort();
        let mut expected = vec![
            (s.host(), Difference::Milder, false),
            ("odd.example", Difference::New, false),
            ("spam.example", Difference::Lifted, false),
        ];
        expected.sort();
        assert_eq!(found, expected);
        s.apply(&review, &["spam.example"]).await.unwrap();
        assert_eq!(s.rules().await, [(s.host().to_owned(), Severity::Silence, true)]);

        // Followed no more: what it said stays, as if it had been made by hand.
        service.leave_block_list(&s.mara, &id, false).await.unwrap();
        assert_eq!(s.rules().await, [(s.host().to_owned(), Severity::Silence, false)]);
        let jo = s.peer.person("jo").await;
        assert!(matches!(service.rules_page(&jo, "", 1).await, Err(Error::Forbidden)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_asked_for_when_its_time_has_come() {
    let (web, ground) = (Site::start().await, Ground::any());
    let peer = ground.peer().await;
    let mara = peer.owner("mara").await;
    let url = web.put("/names.txt", Page::typed("text/plain", "# kept by Jo\nspam.example\n"));
    let input = ListInput {
        url: url.to_string(),
        hours: "1".to_owned(),
        ..ListInput::default()
    };
    let id = peer.service.follow_block_list(&mara, &input).await.unwrap();
    settle(&[&peer]).await;
    assert_eq!(
        peer.service.ask_for_block_lists().await.unwrap(),
        0,
        "read a moment ago"
    );
    let list = peer.service.block_list(&mara, &id).await.unwrap().list;
    let (read, next) = (list.read_at.unwrap(), list.next_at.unwrap());
    assert_eq!((next - read).num_minutes(), 60);
    let left = peer.service.leave_block_list(&mara, &id, true).await.unwrap();
    assert_eq!(left.rules, 0);
}
