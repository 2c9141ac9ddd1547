//! What an inbox must refuse, and must do with the rest.

use super::peers::{Ground, Peer, settle};
use houselights::domain::comment::Root;
use serde_json::{Value, json};
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

struct Stage {
    a: Peer,
    b: Peer,
    ivo: houselights::service::views::Viewer,
    eve: houselights::service::views::Viewer,
    root: Root,
    review: Url,
    inbox: Url,
}

async fn stage(ground: Ground) -> Stage {
    let (a, b) = (ground.peer().await, ground.peer().await);
    let mara = a.person("mara").await;
    let (ivo, eve) = (b.person("ivo").await, b.person("eve").await);
    let id = a.publish(&mara, "The Long Platform").await;
    settle(&[&a, &b]).await;
    Stage {
        review: a.service.urls().review(&id),
        inbox: a.service.urls().shared_inbox(),
        root: Root::Review(id),
        a,
        b,
        ivo,
        eve,
    }
}

impl Stage {
    fn create(&self, number: u32, change: impl FnOnce(&mut Value)) -> Value {
        let (origin, actor) = (&self.b.origin, &self.ivo.actor.uri);
        let mut create = json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": format!("{origin}activities/raw-{number}"),
            "type": "Create",
            "actor": actor,
            "to": [PUBLIC],
            "object": {
                "id": format!("{origin}notes/{number}"),
                "type": "Note",
                "attributedTo": actor,
                "inReplyTo": self.review,
                "content": format!("<p>Note {number}</p>"),
                "published": "2026-11-20T10:00:00Z",
                "to": [PUBLIC]
            }
        });
        change(&mut create);
        create
    }

    async fn comments(&self) -> usize {
        settle(&[&self.a]).await;
        self.a.conversation(&self.root).await.count
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_reply_is_taken_once_however_often_it_is_sent() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let create = s.create(1, |_| {});
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &create).await, 202);
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &create).await, 202);
        let personal = s.a.service.urls().actor_part("mara", "inbox");
        assert_eq!(s.b.send(&s.ivo, &personal, &create).await, 202);
        assert_eq!(s.comments().await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_verified_is_answered_401_and_changes_nothing() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let body = s.create(1, |_| {}).to_string().into_bytes();
        let send =
            |change: fn(http::HeaderMap) -> http::HeaderMap| s.b.send_bytes(&s.ivo, &s.inbox, body.clone(), change);
        assert_eq!(
            send(|mut h| {
                h.remove("signature");
                h
            })
            .await,
            401,
            "unsigned"
        );
        assert_eq!(
            send(|mut h| {
                h.insert("digest", "SHA-256=AAAA".parse().unwrap());
                h
            })
            .await,
            401,
            "wrong digest"
        );
        assert_eq!(
            send(|mut h| {
                h.insert("date", "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
                h
            })
            .await,
            401,
            "old date"
        );
        let twice = |mut h: http::HeaderMap| {
            let s = h["signature"].clone();
            h.append("signature", s);
            h
        };
        assert_eq!(send(twice).await, 401, "two signatures");
        let cut = |mut h: http::HeaderMap| {
            let s = h["signature"].to_str().unwrap().replace(" digest", "");
            h.insert("signature", s.parse().unwrap());
            h
        };
        assert_eq!(send(cut).await, 401, "digest not covered");
        let other = s.a.service.urls().actor_part("mara", "inbox");
        let pem = s.b.service.signing_key(&s.ivo.actor.id).await.unwrap();
        assert!(pem.key_id.ends_with("#main-key"));
        let stolen = s.b.send_bytes(&s.eve, &other, body, |mut h| {
            let forged = h["signature"].to_str().unwrap().replace("/users/eve#", "/users/ivo#");
            h.insert("signature", forged.parse().unwrap());
            h
        });
        assert_eq!(stolen.await, 401, "somebody else's keyId");
        assert_eq!(s.comments().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_speaks_for_another() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let create = s.create(1, |_| {});
        assert_eq!(
            s.b.send(&s.eve, &s.inbox, &create).await,
            202,
            "signed by somebody other than the actor: a hint, but its server has no such note"
        );
        let like = s.create(8, |c| c["type"] = json!("Like"));
        assert_eq!(s.b.send(&s.eve, &s.inbox, &like).await, 403, "nobody likes for another");
        let elsewhere = s.create(2, |c| c["id"] = json!("https://third.example/activities/1"));
        assert_eq!(
            s.b.send(&s.ivo, &s.inbox, &elsewhere).await,
            403,
            "id on another server"
        );
        let ours = s.create(3, |c| c["id"] = json!(format!("{}activities/1", s.a.origin)));
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &ours).await, 403, "id on our server");
        // The object is somebody else's, or ours: it is asked for at its own server, where it is not.
        let eves = s.create(4, |c| c["object"]["attributedTo"] = json!(s.eve.actor.uri));
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &eves).await, 202);
        let claimed = s.create(5, |c| c["object"]["id"] = json!(format!("{}c/1", s.a.origin)));
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &claimed).await, 202);
        assert_eq!(s.comments().await, 0);

        assert_eq!(s.b.send(&s.ivo, &s.inbox, &s.create(6, |_| {})).await, 202);
        assert_eq!(s.comments().await, 1);
        let origin = &s.b.origin;
        let delete = json!({"id": format!("{origin}d/1"), "type": "Delete", "actor": s.eve.actor.uri, "object": format!("{origin}notes/6")});
        assert_eq!(s.b.send(&s.eve, &s.inbox, &delete).await, 202);
        let mut update = s.create(7, |c| c["type"] = json!("Update"));
        update["actor"] = json!(s.eve.actor.uri);
        update["object"]["id"] = json!(format!("{origin}notes/6"));
        update["object"]["attributedTo"] = json!(s.eve.actor.uri);
        update["object"]["content"] = json!("<p>forged</p>");
        assert_eq!(s.b.send(&s.eve, &s.inbox, &update).await, 202);
        assert_eq!(s.comments().await, 1);
        let talk = s.a.conversation(&s.root).await;
        assert!(talk.comments[0].html.as_str().contains("Note 6"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn private_replies_are_never_public() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let followers = format!("{}/followers", s.ivo.actor.uri);
        for (number, to) in [
            (1, json!([followers])),
            (2, json!([s.a.service.urls().actor("mara")])),
            (3, json!([])),
        ] {
            let private = s.create(number, |c| {
                c["to"] = to.clone();
                c["object"]["to"] = to;
            });
            assert_eq!(s.b.send(&s.ivo, &s.inbox, &private).await, 202);
        }
        assert_eq!(s.comments().await, 0);
        let path = s.review.path();
        let article = s.a.document(path).await;
        assert_eq!(article["replies"]["totalItems"], 0);
        let replies = s.a.document(&format!("{path}/replies?page=1")).await;
        assert_eq!(replies["items"].as_array().unwrap().len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delete_that_overtakes_its_create_wins() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let origin = &s.b.origin;
        let note = format!("{origin}notes/1");
        let delete = json!({"id": format!("{origin}d/1"), "type": "Delete", "actor": s.ivo.actor.uri, "object": {"id": note, "type": "Tombstone"}});
        // The first is dropped because nobody here knows the sender yet; a Like makes it known.
        let like = json!({"id": format!("{origin}l/1"), "type": "Like", "actor": s.ivo.actor.uri, "object": s.review});
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &like).await, 202);
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &delete).await, 202);
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &s.create(1, |_| {})).await, 202);
        assert_eq!(s.comments().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_a_stranger_sends_is_our_fault() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let origin = &s.b.origin;
        let odd = [
            json!([]),
            json!({}),
            json!({"type": "Create"}),
            json!({"type": ["Create", 7], "actor": {"id": null}, "id": 9}),
            json!({"id": format!("{origin}x/1"), "type": "Create", "actor": s.ivo.actor.uri}),
            json!({"id": format!("{origin}x/2"), "type": "Undo", "actor": s.ivo.actor.uri, "object": [[]]}),
            json!({"id": format!("{origin}x/3"), "type": "Juggle", "actor": s.ivo.actor.uri, "object": "https://a.example/"}),
            json!({"id": format!("{origin}x/4"), "type": "Like", "actor": s.ivo.actor.uri, "object": {"id": "about:blank"}}),
            json!({"id": format!("{origin}x/5"), "type": "Follow", "actor": s.ivo.actor.uri, "object": s.review}),
            json!({"id": format!("{origin}x/6"), "type": "Announce", "actor": s.ivo.actor.uri, "object": "http://169.254.169.254/latest"}),
            json!({"id": format!("{origin}x/7"), "type": "Create", "actor": s.ivo.actor.uri, "object": "http://169.254.169.254/latest"}),
            json!({"@graph": [], "id": format!("{origin}x/8"), "type": "Like", "actor": s.ivo.actor.uri}),
        ];
        for body in odd {
            let status = s.b.send(&s.ivo, &s.inbox, &body).await;
            assert!(matches!(status, 202 | 400), "{status} for {body}");
        }
        let long = s.b.send_bytes(&s.ivo, &s.inbox, vec![b' '; (1 << 20) + 1], |h| h).await;
        assert_eq!(long, 413);
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        assert_eq!(s.b.send_bytes(&s.ivo, &s.inbox, deep.into_bytes(), |h| h).await, 400);
        let nobody = s.a.service.urls().actor_part("nobody", "inbox");
        assert_eq!(s.b.send(&s.ivo, &nobody, &json!({})).await, 404);
        let stranger = json!({"id": "http://127.0.0.1:1/d/1", "type": "Delete", "actor": "http://127.0.0.1:1/users/x", "object": "http://127.0.0.1:1/users/x"});
        assert_eq!(
            s.b.send_bytes(&s.ivo, &s.inbox, stranger.to_string().into_bytes(), |mut h| {
                let forged = h["signature"]
                    .to_str()
                    .unwrap()
                    .replace(&format!("{}users/ivo", s.b.origin), "http://127.0.0.1:1/users/x");
                h.insert("signature", forged.parse().unwrap());
                h
            })
            .await,
            202,
            "a Delete of somebody unknown is dropped without asking for a key"
        );
        assert_eq!(s.comments().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_recorded_is_counted_and_the_owner_can_read_it() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        for number in 0..3 {
            let like = s.create(number, |c| c["type"] = json!("Like"));
            assert_eq!(s.b.send(&s.eve, &s.inbox, &like).await, 403);
        }
        assert_eq!(s.b.send(&s.ivo, &s.inbox, &s.create(9, |_| {})).await, 202);
        settle(&[&s.a]).await;
        s.a.federation.write_tally().await.unwrap();
        let counts = s.a.service.inbox_counts(1).await.unwrap();
        let of = |outcome: &str, reason: &str| {
            let row = counts.iter().find(|(_, o, r, _)| o == outcome && r == reason);
            row.map_or(0, |(_, _, _, count)| *count)
        };
        assert_eq!(of("refused", "speaks for somebody else"), 3, "{counts:?}");
        assert_eq!(counts.iter().map(|row| row.3).sum::<i64>(), 4, "{counts:?}");
    }
}
