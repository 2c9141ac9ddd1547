//! The read side: what other servers find at our addresses.

use super::peers::{Ground, Peer, settle};
use houselights::env::GetRequest;
use serde_json::Value;

const ACTIVITY: &str = "application/activity+json";
const HTML: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async fn json(peer: &Peer, path: &str, accept: &str) -> Value {
    let response = peer.get(path, accept).await;
    assert_eq!(response.status, 200, "{path}");
    serde_json::from_slice(&response.body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn webfinger_loops_from_the_handle_to_the_actor_and_back() {
    for ground in Ground::all() {
        let a = ground.peer().await;
        a.person("mara").await;
        let host = a.service.urls().host().to_owned();
        for resource in [
            format!("acct:mara@{host}"),
            format!("acct%3AMARA%40{host}"),
            format!("{}users/mara", a.origin),
            format!("{}@mara", a.origin),
        ] {
            let path = format!("/.well-known/webfinger?resource={resource}");
            let response = a.get(&path, "*/*").await;
            assert_eq!(response.status, 200, "{path}");
            assert_eq!(response.content_type(), Some("application/jrd+json; charset=utf-8"));
            assert_eq!(response.headers["access-control-allow-origin"], "*");
            let jrd: Value = serde_json::from_slice(&response.body).unwrap();
            assert_eq!(jrd["subject"], format!("acct:mara@{host}"));
            let id = jrd["links"]
                .as_array()
                .unwrap()
                .iter()
                .find(|l| l["rel"] == "self")
                .unwrap()["href"]
                .clone();
            let actor = a.document("/users/mara").await;
            assert_eq!(actor["id"], id);
            assert_eq!(actor["preferredUsername"], "mara");
        }
        assert_eq!(a.get("/.well-known/webfinger", "*/*").await.status, 400);
        assert_eq!(
            a.get("/.well-known/webfinger?resource=acct:nobody@x.example", "*/*")
                .await
                .status,
            404
        );
        assert_eq!(
            a.get(&format!("/.well-known/webfinger?resource=acct:nobody@{host}"), "*/*")
                .await
                .status,
            404
        );
        let instance = json(&a, &format!("/.well-known/webfinger?resource={}", a.origin), "*/*").await;
        let subject = instance["subject"].as_str().unwrap();
        let again = json(&a, &format!("/.well-known/webfinger?resource={subject}"), "*/*").await;
        assert_eq!(again, instance);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nodeinfo_and_host_meta_say_what_this_is() {
    for ground in Ground::all() {
        let a = ground.peer().await;
        a.person("mara").await;
        let links = json(&a, "/.well-known/nodeinfo", "*/*").await;
        let hrefs: Vec<&str> = links["links"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|l| l["href"].as_str())
            .collect();
        assert_eq!(hrefs.len(), 3);
        for version in ["2.0", "2.1"] {
            let info = json(&a, &format!("/nodeinfo/{version}"), "*/*").await;
            assert_eq!(info["version"], version);
            assert_eq!(info["software"]["name"], "houselights");
            assert_eq!(info["usage"]["users"]["total"], 1);
        }
        assert_eq!(a.get("/nodeinfo/3.0", "*/*").await.status, 404);
        let meta = a.get("/.well-known/host-meta", "*/*").await;
        assert!(
            String::from_utf8(meta.body)
                .unwrap()
                .contains("/.well-known/webfinger?resource={uri}")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_is_a_page_for_people_and_a_document_for_servers() {
    for ground in Ground::all() {
        let a = ground.peer().await;
        let mara = a.person("mara").await;
        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a]).await;
        let id = format!("/r/{review}");
        let article = a.document(&id).await;
        assert_eq!(
            article["id"].as_str().unwrap(),
            a.service.urls().review(&review).as_str()
        );
        let page = url::Url::parse(article["url"].as_str().unwrap()).unwrap();
        assert_eq!(a.document(page.path()).await, article, "the pretty address answers too");
        assert_eq!(a.document("/@mara").await, a.document("/users/mara").await);

        let redirect = a.get(&id, HTML).await;
        assert!(redirect.status.is_redirection());
        assert!(redirect.headers["location"].to_str().unwrap().ends_with(page.path()));
        assert!(a.get("/users/mara", HTML).await.status.is_redirection());
        let shown = a.get(page.path(), HTML).await;
        assert!(shown.content_type().unwrap().starts_with("text/html"));
        assert!(
            String::from_utf8(shown.body)
                .unwrap()
                .contains("application/activity+json"),
            "rel=alternate"
        );
        for path in [
            "/r/nothing",
            "/c/nothing",
            "/users/nobody",
            "/users/nobody/outbox",
            "/activities/nothing",
            "/@nobody/x",
        ] {
            assert_eq!(a.get(path, ACTIVITY).await.status, 404, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_can_be_kept_and_asked_for_again() {
    for ground in Ground::all() {
        let a = ground.peer().await;
        let mara = a.person("mara").await;
        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a]).await;
        for path in [
            "/users/mara".to_owned(),
            format!("/r/{review}"),
            "/actor".to_owned(),
            format!("/r/{review}/replies"),
        ] {
            let first = a.get(&path, ACTIVITY).await;
            assert_eq!(first.status, 200, "{path}");
            assert!(first.headers["vary"].to_str().unwrap().contains("Accept"), "{path}");
            assert!(
                first.headers["cache-control"].to_str().unwrap().contains("max-age=60"),
                "{path}"
            );
            let mut request = GetRequest::new(a.origin.join(&path).unwrap(), ACTIVITY);
            request.headers.insert("if-none-match", first.headers["etag"].clone());
            let again = a.service.env().net.get(&request, None).await.unwrap();
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        }
        let before = a.get(&format!("/r/{review}"), ACTIVITY).await;
        a.edit(&mara, &review, "The Long Platform", "Another thought.").await;
        let after = a.get(&format!("/r/{review}"), ACTIVITY).await;
        assert_ne!(before.headers["etag"], after.headers["etag"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn collections_are_paged_and_give_totals() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        b.follow(&ivo, &a.handle("mara")).await;
        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b]).await;
        let there = b.read(&a.service.urls().review(&review)).await;
        let said = b
            .service
            .write_comment(&ivo, there, "A reply from elsewhere.")
            .await
            .unwrap();
        settle(&[&a, &b]).await;

        assert_eq!(a.document("/users/mara/followers").await["totalItems"], 1);
        assert_eq!(b.document("/users/ivo/following").await["totalItems"], 1);
        let outbox = a.document("/users/mara/outbox").await;
        assert_eq!(outbox["totalItems"], 1);
        let first = url::Url::parse(outbox["first"].as_str().unwrap()).unwrap();
        let page = a
            .document(&format!("{}?{}", first.path(), first.query().unwrap()))
            .await;
        let create = &page["orderedItems"][0];
        assert_eq!(create["type"], "Create");
        let activity = url::Url::parse(create["id"].as_str().unwrap()).unwrap();
        assert_eq!(
            a.document(activity.path()).await["object"]["id"],
            create["object"]["id"]
        );

        let replies = a.document(&format!("/r/{review}/replies")).await;
        assert_eq!(replies["totalItems"], 1);
        let replies = a.document(&format!("/r/{review}/replies?page=1")).await;
        assert_eq!(
            replies["items"][0].as_str().unwrap(),
            said.uri.as_str(),
            "a reply from elsewhere is listed by its id"
        );
        let context = a.document(&format!("/r/{review}/context?page=1")).await;
        assert_eq!(context["orderedItems"].as_array().unwrap().len(), 2);
        for part in ["likes", "shares"] {
            assert_eq!(a.document(&format!("/r/{review}/{part}")).await["totalItems"], 0);
        }
        for path in ["/users/mara/featured", "/actor/outbox"] {
            assert_eq!(a.document(path).await["totalItems"], 0);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_gets_the_headers_and_no_body() {
    for ground in Ground::all() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let a = ground.peer().await;
        a.person("mara").await;
        for path in ["/users/mara", "/actor", "/users/mara/outbox", "/.well-known/nodeinfo"] {
            let mut socket = tokio::net::TcpStream::connect(("127.0.0.1", a.origin.port().unwrap()))
                .await
                .unwrap();
            let head = format!("HEAD {path} HTTP/1.1\r\nHost: x\r\nAccept: {ACTIVITY}\r\nConnection: close\r\n\r\n");
            socket.write_all(head.as_bytes()).await.unwrap();
            let mut answer = String::new();
            socket.read_to_string(&mut answer).await.unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
            assert!(answer.ends_with("\r\n\r\n"), "{path}: {answer}");
        }
    }
}
