//! Rules for other servers, at every door and for what is here already.

use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, Peer, settle};
use super::web::{Page, Site};
use crate::support::fediverse::Fediverse;
use crate::support::postgres::FreshPostgres;
use crate::support::server::{Database, TestServer, eventually, visitor};
use houselights::domain::comment::{CommentState, Root};
use houselights::domain::follow::FollowState;
use houselights::domain::id::ReviewId;
use houselights::domain::policy::{Policy, Severity, Target};
use houselights::federation::fetch::{Budget, FetchError};
use houselights::service::lookup::LookupError;
use houselights::service::policies::Effect;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

pub async fn set(peer: &Peer, target: &str, severity: Severity) -> Effect {
    set_with(peer, target, severity, |policy| policy).await
}

async fn set_with(peer: &Peer, target: &str, severity: Severity, change: fn(Policy) -> Policy) -> Effect {
    let policy = Policy {
        severity,
        ..Policy::new(Target::read(target).unwrap(), peer.service.env().clock.now())
    };
    peer.service.set_policy(change(policy)).await.unwrap()
}

struct Stage {
    peer: Peer,
    fake: Fake,
    ivo: Sender,
    mara: Viewer,
    review: ReviewId,
}

async fn stage(ground: Ground, settings: &[(&str, &str)]) -> Stage {
    let (peer, fake) = (ground.peer_with(settings).await, Fake::start().await);
    let mara = peer.person("mara").await;
    let review = peer.publish(&mara, "The Long Platform").await;
    settle(&[&peer]).await;
    let ivo = Sender::new(&fake, "ivo");
    fake.answer("/users/ivo/inbox", Answer::status(202));
    Stage {
        peer,
        fake,
        ivo,
        mara,
        review,
    }
}

impl Stage {
    fn host(&self) -> String {
        self.fake.origin.authority().to_owned()
    }

    fn subject(&self) -> Url {
        self.peer.service.urls().review(&self.review)
    }

    fn reply(&self, name: &str) -> Value {
        self.ivo.create(&json!({
            "id": self.fake.url(&format!("/notes/{name}")), "type": "Note", "attributedTo": self.ivo.actor,
            "inReplyTo": self.subject(), "content": format!("<p>{name}</p>"), "to": [PUBLIC],
            "published": "2026-11-20T10:00:00Z"
        }))
    }

    fn activity(&self, kind: &str, object: &Url) -> Value {
        json!({"id": self.fake.url(&format!("/{kind}/{}", object.path().len())), "type": kind, "actor": self.ivo.actor, "object": object})
    }

    async fn send(&self, activity: &Value) -> u16 {
        let inbox = self.peer.service.urls().shared_inbox();
        let status = self.ivo.send(&self.peer, &inbox, activity).await;
        settle(&[&self.peer]).await;
        status
    }

    /// Comments and likes that a visitor sees, on the page's view and in the documents of other servers.
    async fn seen(&self) -> (usize, usize) {
        let root = Root::Review(self.review.clone());
        let talk = self.peer.conversation(&root).await;
        let document = self.peer.document(self.subject().path()).await;
        assert_eq!(document["replies"]["totalItems"], talk.count);
        assert_eq!(document["likes"]["totalItems"], talk.likes.total);
        let page = self
            .peer
            .document(&format!("{}/replies?page=1", self.subject().path()))
            .await;
        assert_eq!(page["items"].as_array().unwrap().len(), talk.count);
        assert_eq!(talk.people, if talk.count + talk.likes.total > 0 { 1 } else { 0 });
        (talk.count, talk.likes.total)
    }

    async fn counted(&self, reason: &str) -> i64 {
        self.peer.federation.write_tally().await.unwrap();
        let counts = self.peer.service.inbox_counts(1).await.unwrap();
        counts.iter().filter(|row| row.2 == reason).map(|row| row.3).sum()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_server_is_refused_before_anything_is_fetched_and_gets_nothing() {
    for ground in Ground::all() {
        let s = stage(ground, &[]).await;
        set(&s.peer, &s.host(), Severity::Suspend).await;
        for activity in [
            s.reply("1"),
            s.activity("Like", &s.subject()),
            s.activity("Follow", &s.mara.actor.uri),
        ] {
            assert_eq!(s.send(&activity).await, 403);
        }
        assert_eq!(s.fake.asked(), [""; 0], "nobody asked for its key");
        assert_eq!(s.seen().await, (0, 0));
        assert_eq!(s.peer.service.followers_count(&s.mara.actor.id).await.unwrap(), 0);
        assert_eq!(s.counted("suspended").await, 3);

        let fetched = s.peer.federation.fetch(&s.ivo.actor, &Budget::new()).await;
        assert!(matches!(fetched, Err(FetchError::Suspended(_))), "{fetched:?}");
        let lookup = s.peer.service.lookup().unwrap();
        let found = lookup.object(&s.ivo.actor).await;
        assert!(
            matches!(&found, Err(LookupError::Refused(words)) if words.key() == "error-lookup-suspended"),
            "{found:?}"
        );
        let found = lookup.actor(&format!("@ivo@{}", s.host())).await;
        assert!(matches!(&found, Err(LookupError::Refused(_))), "{found:?}");
        assert_eq!(s.fake.asked(), [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_suspended_server_left_here_disappears_and_comes_back_without_its_follows() {
    for ground in Ground::all() {
        let s = stage(ground, &[]).await;
        for activity in [
            s.reply("1"),
            s.reply("2"),
            s.activity("Like", &s.subject()),
            s.activity("Follow", &s.mara.actor.uri),
        ] {
            assert_eq!(s.send(&activity).await, 202);
        }
        let removed = s.peer.conversation(&Root::Review(s.review.clone())).await.comments[1]
            .id
            .clone();
        s.peer.service.delete_comment(&s.mara, &removed).await.unwrap();
        assert_eq!(s.seen().await, (1, 1));
        let news = s.peer.service.notifications(&s.mara, None).await.unwrap().len();
        assert!(news >= 3, "{news}");
        s.fake.asked_since();

        let effect = set(&s.peer, &s.host(), Severity::Suspend).await;
        assert_eq!((effect.suspended, effect.comments, effect.follows), (1, 1, 1));
        assert_eq!(s.seen().await, (0, 0));
        assert_eq!(s.peer.service.followers_count(&s.mara.actor.id).await.unwrap(), 0);
        assert_eq!(s.peer.service.notifications(&s.mara, None).await.unwrap().len(), 0);
        assert_eq!(s.peer.service.unread_notifications(&s.mara).await.unwrap(), 0);
        let ivo = s.peer.service.actor_by_uri(&s.ivo.actor).await.unwrap().unwrap();
        assert!(s.peer.service.person_page(&s.mara, &ivo.id).await.is_err());
        assert!(s.peer.service.follow(&s.mara, &ivo.id).await.is_err());
        // Everything that is said now stays away from it, and what it is told by others changes nothing.
        s.peer.edit(&s.mara, &s.review, "The Long Platform", "Edited.").await;
        settle(&[&s.peer]).await;
        assert_eq!(s.fake.asked(), [""; 0]);
        assert_eq!(s.send(&s.reply("3")).await, 403);

        let effect = set(&s.peer, &s.host(), Severity::None).await;
        assert_eq!((effect.restored, effect.comments, effect.follows), (1, 1, 0));
        assert_eq!(s.seen().await, (1, 1), "what was taken off the page by hand stays off");
        assert_eq!(s.peer.service.notifications(&s.mara, None).await.unwrap().len(), news);
        assert_eq!(s.peer.service.followers_count(&s.mara.actor.id).await.unwrap(), 0);
        assert_eq!(s.send(&s.reply("3")).await, 202);
        assert_eq!(s.seen().await, (2, 1));
        assert!(
            s.peer.service.policy_list().await.unwrap().is_empty(),
            "a rule that says nothing is not kept"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_that_waits_for_a_server_ends_when_it_is_suspended() {
    for ground in Ground::all() {
        let s = stage(ground, &[]).await;
        assert_eq!(s.send(&s.activity("Follow", &s.mara.actor.uri)).await, 202);
        s.peer.publish(&s.mara, "Another Platform").await;
        // Recorded, and not sent yet.
        while houselights::worker::jobs::step(&s.peer.federation).await.unwrap() == houselights::worker::Step::Worked {}
        assert!(s.peer.service.backlog().await.unwrap().deliveries > 0);
        s.fake.asked_since();
        set(&s.peer, &s.host(), Severity::Suspend).await;
        settle(&[&s.peer]).await;
        assert_eq!(s.fake.asked(), [""; 0]);
        assert_eq!(s.peer.service.backlog().await.unwrap().deliveries, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_for_one_actor_leaves_its_neighbours_alone() {
    for ground in Ground::all() {
        let s = stage(ground, &[]).await;
        let eve = Sender::new(&s.fake, "eve");
        let like = json!({"id": s.fake.url("/likes/eve"), "type": "Like", "actor": eve.actor, "object": s.subject()});
        set(&s.peer, s.ivo.actor.as_str(), Severity::Suspend).await;
        assert_eq!(s.send(&s.reply("1")).await, 403);
        let inbox = s.peer.service.urls().shared_inbox();
        assert_eq!(eve.send(&s.peer, &inbox, &like).await, 202);
        settle(&[&s.peer]).await;
        assert_eq!(s.seen().await, (0, 1));
        // A text of the suspended one that somebody else points at is not taken either.
        let note = json!({"id": s.fake.url("/notes/9"), "type": "Note", "attributedTo": s.ivo.actor, "inReplyTo": s.subject(),
            "content": "<p>9</p>", "to": [PUBLIC], "published": "2026-11-20T10:00:00Z"});
        s.fake.answer("/notes/9", Answer::document(&note));
        let create =
            json!({"id": s.fake.url("/creates/9"), "type": "Create", "actor": eve.actor, "object": note["id"]});
        assert_eq!(eve.send(&s.peer, &inbox, &create).await, 202);
        settle(&[&s.peer]).await;
        assert_eq!(s.seen().await, (0, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silenced_server_is_heard_by_its_followers_and_by_nobody_else() {
    for ground in Ground::all() {
        let s = stage(ground, &[]).await;
        set(&s.peer, &s.host(), Severity::Silence).await;
        for activity in [
            s.reply("1"),
            s.activity("Like", &s.subject()),
            s.activity("Follow", &s.mara.actor.uri),
        ] {
            assert_eq!(s.send(&activity).await, 202);
        }
        assert_eq!(s.seen().await, (0, 1));
        assert_eq!(s.peer.service.notifications(&s.mara, None).await.unwrap().len(), 0);
        assert_eq!(s.counted("comment held").await, 1);
        let followers = s.peer.service.followers(&s.mara).await.unwrap();
        assert_eq!(followers[0].state, FollowState::Pending);
        // The author of the review sees what waits, and may let it through.
        let root = Root::Review(s.review.clone());
        let talk = s.peer.service.conversation(&root, Some(&s.mara)).await.unwrap();
        assert_eq!(talk.comments[0].state, CommentState::Held);
        s.peer
            .service
            .restore_comment(&s.mara, &talk.comments[0].id)
            .await
            .unwrap();
        assert_eq!(s.seen().await, (1, 1));

        let ivo = s.peer.service.actor_by_uri(&s.ivo.actor).await.unwrap().unwrap();
        s.peer.service.follow(&s.mara, &ivo.id).await.unwrap();
        settle(&[&s.peer]).await;
        let follow = s.peer.service.following(&s.mara).await.unwrap();
        assert_eq!(follow.len(), 1);
        let accept = json!({"id": s.fake.url("/accepts/1"), "type": "Accept", "actor": s.ivo.actor,
            "object": {"type": "Follow", "actor": s.mara.actor.uri, "object": s.ivo.actor}});
        assert_eq!(s.send(&accept).await, 202);
        assert_eq!(s.send(&s.reply("2")).await, 202);
        assert_eq!(s.seen().await, (2, 1));
        assert!(!s.peer.service.notifications(&s.mara, None).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_and_reports_of_a_server_can_be_rejected_alone() {
    for ground in Ground::all() {
        let s = stage(ground, &[]).await;
        let with_picture = json!({
            "id": s.ivo.actor, "type": "Person", "preferredUsername": "ivo", "inbox": format!("{}/inbox", s.ivo.actor),
            "icon": {"type": "Image", "url": s.fake.url("/ivo.png")},
            "publicKey": {"id": s.ivo.key_id(), "owner": s.ivo.actor, "publicKeyPem": s.ivo.key.public_pem}
        });
        s.fake.answer("/users/ivo", Answer::document(&with_picture));
        assert_eq!(s.send(&s.reply("1")).await, 202);
        let avatar = async || {
            s.peer
                .service
                .actor_by_uri(&s.ivo.actor)
                .await
                .unwrap()
                .unwrap()
                .avatar_url
        };
        assert!(avatar().await.is_some());
        set_with(&s.peer, &s.host(), Severity::None, |policy| Policy {
            reject_media: true,
            reject_reports: true,
            ..policy
        })
        .await;
        assert_eq!(avatar().await, None);
        s.peer
            .federation
            .fetch_actor(&s.ivo.actor, &Budget::new())
            .await
            .unwrap();
        assert_eq!(avatar().await, None);
        assert_eq!(s.send(&s.activity("Flag", &s.subject())).await, 202);
        assert_eq!(s.counted("reports are rejected").await, 1);
        assert_eq!(s.send(&s.reply("2")).await, 202);
        assert_eq!(s.seen().await, (2, 0), "everything else goes on");
        set(&s.peer, &s.host(), Severity::None).await;
        assert_eq!(s.send(&s.reply("3")).await, 202);
        assert!(avatar().await.is_some(), "it is read anew");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_allow_list_mode_only_named_servers_are_talked_to() {
    for ground in Ground::all() {
        let s = stage(ground, &[("federation.mode", "allowlist")]).await;
        assert_eq!(s.send(&s.reply("1")).await, 403);
        let fetched = s.peer.federation.fetch(&s.ivo.actor, &Budget::new()).await;
        assert!(matches!(fetched, Err(FetchError::Suspended(_))), "{fetched:?}");
        let document = s.peer.get(s.subject().path(), "application/activity+json").await;
        assert_eq!(document.status, 401, "documents are for those who are named");
        assert_eq!(s.fake.asked(), [""; 0]);
        set(&s.peer, &s.host(), Severity::Allow).await;
        assert_eq!(s.send(&s.reply("1")).await, 202);
        assert_eq!(s.send(&s.activity("Follow", &s.mara.actor.uri)).await, 202);
        let root = Root::Review(s.review.clone());
        assert_eq!(s.peer.conversation(&root).await.count, 1);
        assert!(
            s.fake.asked_since().contains(&"POST /users/ivo/inbox".to_owned()),
            "the Accept"
        );
        set(&s.peer, &s.host(), Severity::None).await;
        assert_eq!(s.send(&s.reply("2")).await, 403);
        s.peer.publish(&s.mara, "Another Platform").await;
        settle(&[&s.peer]).await;
        assert_eq!(s.fake.asked(), [""; 0]);
        assert_eq!(s.peer.conversation(&root).await.count, 1, "what was said before stays");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_of_a_suspended_server_are_hidden_and_come_back_and_of_a_silenced_one_wait() {
    for ground in Ground::all() {
        let (s, site) = (super::mentions::stage(ground).await, Site::start().await);
        let blog = site.put("/post", Page::html(&format!("<title>Blog</title>{}", s.link())));
        let tell = async |page: &Url| {
            let client = "192.0.2.1".parse().unwrap();
            let told = s.a.service.webmention_received(page.as_str(), s.page.as_str(), client);
            told.await.unwrap();
            settle(&[&s.a]).await;
        };
        let links = async || s.said().await.links_total;
        s.send("Create", 1, &s.post("1", &s.link(), |_| {})).await;
        tell(&blog).await;
        assert_eq!(links().await, 2);
        set(&s.a, s.b.origin.authority(), Severity::Suspend).await;
        assert_eq!((links().await, s.said().await.links.len()), (1, 1));
        set(&s.a, site.origin.authority(), Severity::Suspend).await;
        assert_eq!((links().await, s.said().await.links.len()), (0, 0));
        let asked = site.asked().len();
        tell(&site.put("/again", Page::html(&s.link()))).await;
        assert_eq!(
            (links().await, site.asked().len()),
            (0, asked),
            "its pages are not read"
        );
        for host in [s.b.origin.authority(), site.origin.authority()] {
            set(&s.a, host, Severity::None).await;
        }
        assert_eq!(links().await, 2);

        for host in [s.b.origin.authority(), site.origin.authority()] {
            set(&s.a, host, Severity::Silence).await;
        }
        let news = s.a.service.notifications(&s.mara, None).await.unwrap().len();
        s.send("Create", 2, &s.post("2", &s.link(), |_| {})).await;
        tell(&site.put("/loud", Page::html(&s.link()))).await;
        assert_eq!(links().await, 2);
        assert_eq!(s.a.service.notifications(&s.mara, None).await.unwrap().len(), news);
        let seen = s.a.service.mentions(&s.review, Some(&s.mara)).await.unwrap();
        assert_eq!(
            seen.links.iter().filter(|mention| mention.removed).count(),
            2,
            "the author decides"
        );
        let waiting = seen.links.iter().find(|mention| mention.removed).unwrap();
        s.a.service.restore_mention(&s.mara, &waiting.id).await.unwrap();
        assert_eq!(links().await, 3);
    }
}

async fn by_command(database: Database) {
    let world = Fediverse::start().await;
    let mut server = TestServer::prepare("house", &database);
    server.set_up("mara");
    server.start_and_wait().await;
    let (page, object) = server.publish("root", "headline: The root", "A text.");
    let ana = world.person("news.social", "ana");
    let author = format!("{}users/mara", server.origin);
    let note = ana.create_note("1", object.as_str(), "<p>Words of Ana.</p>", &author);
    assert_eq!(world.send(&ana, &server.inbox("mara"), &note).await, 202);
    let mut reader = visitor();
    eventually("the reply", 30, &mut reader, &page, |page| page.shows("Words of Ana.")).await;

    // The whole domain, with everything below it, while the server runs.
    server.cli_ok(
        &[
            "admin",
            "policy",
            "set",
            "social.localhost",
            "suspend",
            "--comment",
            "Rude",
        ],
        "",
    );
    eventually("the page without it", 10, &mut reader, &page, |page| {
        !page.shows("Words of Ana.")
    })
    .await;
    let again = ana.create_note("2", object.as_str(), "<p>More words.</p>", &author);
    assert_eq!(world.send(&ana, &server.inbox("mara"), &again).await, 403);
    let list = server.cli_ok(&["admin", "policy", "list"], "");
    assert_eq!(list, "social.localhost\tsuspend\t-\tRude\t\n");

    server.cli_ok(&["admin", "policy", "set", "social.localhost", "none"], "");
    eventually("the reply again", 10, &mut reader, &page, |page| {
        page.shows("Words of Ana.")
    })
    .await;
    assert_eq!(world.send(&ana, &server.inbox("mara"), &again).await, 202);
    assert_eq!(server.cli_ok(&["admin", "policy", "list"], ""), "");
    for (target, level) in [
        ("", "suspend"),
        ("house.localhost", "suspend"),
        ("localhost", "suspend"),
        ("x.example", "banish"),
    ] {
        let output = server.cli(&["admin", "policy", "set", target, level], "");
        assert!(!output.status.success(), "{target} {level}");
    }
}

#[tokio::test]
async fn rules_are_made_on_the_command_line_while_the_server_runs_on_sqlite() {
    by_command(Database::Sqlite).await;
}

#[tokio::test]
async fn rules_are_made_on_the_command_line_while_the_server_runs_on_postgresql() {
    let Some(fresh) = FreshPostgres::make() else { return };
    by_command(Database::Postgres(fresh.url.clone())).await;
}
