//! Signing in with an account of another server that speaks the Mastodon API, and commenting under its name.

use super::fake::{Answer, Fake};
use super::peers::Peer;
use houselights::domain::comment::{CommentState, Door, Root};
use houselights::domain::id::ReviewId;
use houselights::domain::like::Subject;
use houselights::env::keys::generate;
use houselights::service::Error;
use houselights::service::visits::{VisitInput, VisitorWritten};
use serde_json::{Value, json};
use url::Url;

const BROWSER: &str = "the secret of a browser, which nobody else has";

fn json_answer(value: &Value) -> Answer {
    Answer::document(value).typed("application/json; charset=utf-8")
}

/// A server on which `eve` has an account.
struct Elsewhere {
    fake: Fake,
    eve: Url,
    host: String,
}

impl Elsewhere {
    async fn start() -> Self {
        let fake = Fake::start().await;
        let eve = fake.actor("eve", &generate().unwrap().public_pem);
        let host = format!("127.0.0.1:{}", fake.origin.port().unwrap());
        let finger = json!({
            "subject": format!("acct:eve@{host}"),
            "links": [{"rel": "self", "type": "application/activity+json", "href": eve}]
        });
        let resource: String = url::form_urlencoded::byte_serialize(format!("acct:eve@{host}").as_bytes()).collect();
        for spelled in [
            resource.clone(),
            format!("acct:eve@{host}"),
            resource.replace("%40", "@"),
        ] {
            let path = format!("/.well-known/webfinger?resource={spelled}");
            fake.answer(&path, Answer::document(&finger).typed("application/jrd+json"));
        }
        fake.answer(
            "/api/v1/apps",
            json_answer(&json!({"client_id": "us", "client_secret": "quiet"})),
        );
        fake.answer(
            "/oauth/token",
            json_answer(&json!({"access_token": "for-eve", "token_type": "Bearer", "scope": "read"})),
        );
        fake.answer("/oauth/revoke", json_answer(&json!({})));
        fake.answer(
            "/api/v1/accounts/verify_credentials",
            json_answer(&json!({"username": "eve", "url": eve})),
        );
        Self { fake, eve, host }
    }

    fn input(&self, may_post: bool) -> VisitInput {
        VisitInput {
            address: format!("@eve@{}", self.host),
            may_post,
            return_to: "/r/1/reply".to_owned(),
        }
    }

    /// Signs in; gives back the token of the visit.
    async fn visit(&self, at: &Peer, may_post: bool) -> String {
        let state = self.set_out(at, may_post).await;
        let issuer = self.fake.origin.as_str().trim_end_matches('/').to_owned();
        let arrived = at
            .service
            .come_back(&state, "code", Some(&issuer), BROWSER)
            .await
            .unwrap();
        assert_eq!(arrived.return_to, "/r/1/reply");
        arrived.token
    }

    async fn set_out(&self, at: &Peer, may_post: bool) -> String {
        let url = at.service.set_out(&self.input(may_post), BROWSER).await.unwrap();
        assert_eq!(url.origin(), self.fake.origin.origin());
        let query: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(
            query["scope"],
            if may_post {
                "read:accounts read:search write:statuses"
            } else {
                "read:accounts"
            }
        );
        query["state"].clone()
    }

    fn knows(&self, object: &Url) {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("q", object.as_str()),
                ("resolve", "true"),
                ("type", "statuses"),
                ("limit", "1"),
            ])
            .finish();
        let found = json!({"statuses": [{"id": "17", "uri": object}], "accounts": [], "hashtags": []});
        self.fake
            .answer(&format!("/api/v2/search?{query}"), json_answer(&found));
    }
}

async fn review(at: &Peer) -> (houselights::service::views::Viewer, ReviewId) {
    let mara = at.owner("mara").await;
    let review = at.publish(&mara, "The Salt Road").await;
    (mara, review)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_comments_under_an_address_that_their_server_vouches_for() {
    let (alpha, elsewhere) = (Peer::start().await, Elsewhere::start().await);
    let (_, review) = review(&alpha).await;
    let token = elsewhere.visit(&alpha, false).await;
    let visitor = alpha.service.visitor(&token).await.unwrap().unwrap();
    assert_eq!(
        (visitor.card.handle, visitor.may_post),
        (format!("@eve@{}", elsewhere.host), false)
    );
    let exchanged = elsewhere.fake.posted();
    let (_, exchange) = exchanged.iter().find(|(path, _)| path == "/oauth/token").unwrap();
    assert!(
        exchange.contains("code_verifier=") && exchange.contains("client_secret=quiet"),
        "{exchange}"
    );
    assert!(
        exchanged
            .iter()
            .any(|(path, body)| path == "/oauth/revoke" && body.contains("for-eve")),
        "it has served"
    );

    let target = Subject::Review(review.clone());
    let written = alpha
        .service
        .write_as_visitor(&token, target, "Seen it *twice*.", true)
        .await
        .unwrap();
    let VisitorWritten::Kept(comment, key) = written else {
        panic!("it stands here alone")
    };
    assert_eq!((comment.door, comment.state), (Door::Visitor, CommentState::Visible));
    let talk = alpha.conversation(&Root::Review(review)).await;
    assert_eq!(
        talk.comments[0].author.as_ref().unwrap().handle,
        format!("@eve@{}", elsewhere.host)
    );
    assert!(
        alpha.service.comment_document(&comment.id).await.unwrap().is_none(),
        "no server gets it"
    );
    let edited = alpha
        .service
        .edit_as_guest(&comment.id, &key, "Seen it once.")
        .await
        .unwrap();
    assert_eq!(edited.comment.source, "Seen it once.");

    alpha.service.leave(&token).await.unwrap();
    assert!(alpha.service.visitor(&token).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_posted_by_the_visitors_own_server_and_stands_here_at_once() {
    let (alpha, elsewhere) = (Peer::start().await, Elsewhere::start().await);
    let (_, review) = review(&alpha).await;
    let object = alpha.service.urls().review(&review);
    let token = elsewhere.visit(&alpha, true).await;
    let target = Subject::Review(review.clone());

    let unknown = alpha
        .service
        .write_as_visitor(&token, target.clone(), "Hello.", true)
        .await;
    assert!(
        matches!(unknown, Err(Error::Remote(_))),
        "their server cannot find the review"
    );

    elsewhere.knows(&object);
    let status = elsewhere.fake.url("/notes/1");
    elsewhere
        .fake
        .answer("/api/v1/statuses", json_answer(&json!({"id": "18", "uri": status})));
    let note = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": status, "type": "Note", "attributedTo": elsewhere.eve,
        "inReplyTo": object, "content": "<p>Seen it twice.</p>", "published": "2026-11-20T10:00:00Z",
        "to": ["https://www.w3.org/ns/activitystreams#Public"]
    });
    elsewhere.fake.answer("/notes/1", Answer::document(&note));
    let written = alpha
        .service
        .write_as_visitor(&token, target, "Seen it twice.", true)
        .await
        .unwrap();
    let VisitorWritten::Posted(comment) = written else {
        panic!("it was asked for at once: {written:?}")
    };
    assert_eq!((comment.door, comment.state), (Door::Remote, CommentState::Visible));
    let posted = elsewhere.fake.posted();
    let (_, sent) = posted.iter().find(|(path, _)| path == "/api/v1/statuses").unwrap();
    assert!(
        sent.contains("authorization: bearer for-eve") && sent.contains("idempotency-key: "),
        "{sent}"
    );
    assert!(
        sent.contains("in_reply_to_id=17") && sent.contains("visibility=public"),
        "{sent}"
    );
    assert!(sent.contains("status=%40mara%40"), "the author is told: {sent}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_back_counts_once_in_time_from_the_same_browser_and_server() {
    let (alpha, elsewhere, evil) = (Peer::start().await, Elsewhere::start().await, Elsewhere::start().await);
    let back = |state: String, issuer: Option<String>, browser: &'static str| {
        let service = alpha.service.clone();
        async move { service.come_back(&state, "code", issuer.as_deref(), browser).await }
    };
    let lost = |result: Result<_, Error>| matches!(result, Err(Error::Conflict { code: "visit-lost", .. }));
    assert!(lost(back("made up".to_owned(), None, BROWSER).await));
    let state = elsewhere.set_out(&alpha, false).await;
    assert!(
        lost(back(state.clone(), None, "another browser").await),
        "a link that somebody else was given"
    );
    assert!(lost(back(state, None, BROWSER).await), "and it is used up");
    let state = elsewhere.set_out(&alpha, false).await;
    let other = evil.fake.origin.to_string();
    assert!(
        lost(back(state, Some(other), BROWSER).await),
        "an answer of another server"
    );
    let state = elsewhere.set_out(&alpha, false).await;
    assert!(back(state.clone(), None, BROWSER).await.is_ok());
    assert!(lost(back(state, None, BROWSER).await), "sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_vouches_for_its_own_people_only() {
    let (alpha, elsewhere, evil) = (Peer::start().await, Elsewhere::start().await, Elsewhere::start().await);
    let posing = json!({"username": "eve", "url": elsewhere.eve});
    evil.fake
        .answer("/api/v1/accounts/verify_credentials", json_answer(&posing));
    let state = evil.set_out(&alpha, false).await;
    let result = alpha.service.come_back(&state, "code", None, BROWSER).await;
    assert!(matches!(result, Err(Error::Forbidden)), "{result:?}");
    for (address, field) in [("nobody", "address"), ("@eve@", "address"), ("", "address")] {
        let input = VisitInput {
            address: address.to_owned(),
            ..VisitInput::default()
        };
        let result = alpha.service.set_out(&input, BROWSER).await;
        match result {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, field),
            Err(Error::Remote(_)) => assert_eq!(address, "nobody"),
            other => panic!("{address}: {other:?}"),
        }
    }
}
