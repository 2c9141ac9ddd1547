//! What the fuzzer calls, and what `tests/it/fuzzing.rs` calls again with every kept input. Each target takes any bytes, must
//! not panic, and asserts what has to hold of whatever was read.
#![cfg_attr(not(test), allow(dead_code))]

use chrono::{DateTime, Utc};
use houselights::domain::actor::split_handle;
use houselights::domain::id::ActorId;
use houselights::domain::text::{plain, reorders_text, sanitize, webpage};
use houselights::domain::xmlrpc;
use houselights::federation::collection::{self, First, Page};
use houselights::federation::inbox::Verb;
use houselights::federation::objects::{actor, comment};
use houselights::federation::signatures::{ParsedSignature, RequestHead, parse};
use houselights::federation::vocab::incoming::{Document, Object};
use houselights::federation::webfinger;
use houselights::urls::Urls;
use http::Method;
use url::Url;

/// A fixed clock, so that an input always does the same.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap_or_default()
}

fn address(text: &str) -> Url {
    Url::parse(text).expect("a literal address")
}

/// The body of an inbox post: as an activity, as the object inside, as an actor.
pub fn inbox(data: &[u8]) {
    let Ok(document) = Document::parse(data) else { return };
    let activity = document.object();
    let _ = activity.type_().and_then(Verb::parse);
    everything(activity);
    read_actor(activity);
    let Some(object) = activity.objects("object").next() else {
        return;
    };
    everything(object);
    read_actor(object);
    // Whoever it says wrote it is taken at its word, so that reading goes on.
    let Some(author) = object.url("attributedTo") else {
        return;
    };
    let Some(mut author_actor) = a_remote_actor() else {
        return;
    };
    author_actor.uri = author;
    if let Ok(note) = comment::from_note(object, &author_actor, Some(activity), now()) {
        check_html(note.html.as_str());
        assert!(note.published_at <= now() && note.edited_at.is_none_or(|at| at <= now()));
        assert!(!note.name.chars().any(reorders_text) && !note.name.contains('\n'));
        assert!(matches!(note.url.scheme(), "http" | "https"));
    }
}

fn everything(object: Object<'_>) {
    for key in [
        "actor",
        "object",
        "to",
        "cc",
        "tag",
        "inReplyTo",
        "attachment",
        "icon",
        "items",
        "orderedItems",
        "first",
    ] {
        let _ = (
            object.id(),
            object.url(key),
            object.urls(key),
            object.image(key),
            object.time(key),
            object.flag(key),
        );
        let _ = (
            object.text(key),
            object.natural(key),
            object.is_public_in(key),
            object.has(key),
            object.page(),
        );
        for reference in object.refs(key) {
            let _ = (reference.id(), reference.embedded());
        }
    }
    let _ = comment::mentions_of(object);
}

fn read_actor(object: Object<'_>) {
    if let Ok(read) = actor::from_person(object, None) {
        check_html(read.summary.as_str());
        assert!(!read.handle.is_empty() && !read.host.is_empty());
        assert!(!read.name.chars().any(reorders_text));
        let stored = read.into_actor(ActorId::new("01fuzz"), now());
        let _ = stored.full_handle("films.example");
    }
}

fn a_remote_actor() -> Option<houselights::domain::actor::Actor> {
    let json = br#"{"id":"https://peer.example/users/ada","type":"Person","preferredUsername":"ada","inbox":"https://peer.example/inbox",
        "publicKey":{"id":"https://peer.example/users/ada#main-key","owner":"https://peer.example/users/ada","publicKeyPem":"-----BEGIN PUBLIC KEY-----"}}"#;
    let document = Document::parse(json).ok()?;
    let read = actor::from_person(document.object(), None).ok()?;
    Some(read.into_actor(ActorId::new("01fuzz"), now()))
}

/// A request head: each line a header, the first line method and target, what follows an empty line is the body.
pub fn signature(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, target) = lines
        .next()
        .and_then(|line| line.split_once(' '))
        .unwrap_or(("POST", "/inbox"));
    let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
    let method = if method == "GET" { Method::GET } else { Method::POST };
    let request = RequestHead {
        method: &method,
        path_and_query: target,
        origin: "https://films.example",
        host: "films.example",
        headers: &headers,
        body: (method == Method::POST).then_some(body.as_bytes()),
    };
    let Ok(signature) = parse(&request, now()) else { return };
    assert!(matches!(signature.key_id().scheme(), "http" | "https"));
    let covered = match &signature {
        ParsedSignature::Cavage(signature) => &signature.headers,
        ParsedSignature::Rfc9421(_) => return,
    };
    for needed in ["(request-target)", "host"] {
        assert!(covered.iter().any(|name| name == needed));
    }
    assert!(method == Method::GET || covered.iter().any(|name| name == "digest"));
}

/// HTML of strangers.
pub fn sanitizer(data: &[u8]) {
    let html = String::from_utf8_lossy(data);
    let base = address("https://peer.example/notes/1");
    for base in [Some(&base), None] {
        check_html(sanitize::remote_html(&html, base).as_str());
    }
    let ours = sanitize::review_html(&html);
    assert_eq!(sanitize::review_html(ours.as_str()).as_str(), ours.as_str());
    let _ = plain::excerpt(&plain::from_html(&html), 200);
}

/// Every tag that a comment may hold.
const COMMENT_TAGS: [&str; 20] = [
    "p",
    "a",
    "span",
    "blockquote",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "em",
    "strong",
    "b",
    "i",
    "u",
    "s",
    "del",
    "details",
    "summary",
    "br",
    "div",
];

/// What came out of the sanitiser is left alone by it, and holds nothing that runs or loads.
fn check_html(html: &str) {
    assert_eq!(sanitize::remote_html(html, None).as_str(), html, "not settled");
    for tag in tags_of(html) {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(COMMENT_TAGS.contains(&name.as_str()), "<{tag}> in {html}");
        assert!(name != "div" || tag == "div class=\"paragraph\"", "<{tag}> in {html}");
        let target = tag.split_once("href=\"").map_or("https:", |(_, rest)| rest);
        assert!(
            ["https:", "http:", "mailto:"]
                .iter()
                .any(|scheme| target.starts_with(scheme)),
            "<{tag}> in {html}"
        );
        let bare: String = tag.split('"').step_by(2).collect();
        assert!(
            !bare.contains(" on") && !bare.contains("style") && !bare.contains("src"),
            "<{tag}> in {html}"
        );
    }
}

/// The opening tags of serialised HTML, in lower case; quoted values may hold `>`.
fn tags_of(html: &str) -> Vec<String> {
    let (mut tags, mut tag, mut quoted) = (Vec::new(), None::<String>, false);
    for c in html.to_ascii_lowercase().chars() {
        tag = match tag {
            None if c == '<' => Some(String::new()),
            None => None,
            Some(open) if c == '>' && !quoted => {
                tags.push(open);
                None
            }
            Some(mut open) => {
                quoted ^= c == '"';
                open.push(c);
                Some(open)
            }
        };
    }
    tags.retain(|tag| !tag.starts_with('/'));
    tags
}

/// What somebody asks our WebFinger for, and what another server's answers.
pub fn webfinger(data: &[u8]) {
    let urls = Urls::new(&address("https://films.example:8443"));
    if let Ok(text) = std::str::from_utf8(data) {
        if let Some((user, host)) = split_handle(text) {
            assert!(!user.is_empty() && !host.is_empty() && !host.contains(['/', '@', ' ']));
        }
        if let Ok(url) = Url::parse(text) {
            assert!(urls.parse(&url).is_none() || urls.is_local(&url));
        }
    }
    if let Some(finger) = webfinger::read(data) {
        assert!(
            finger
                .actor
                .is_none_or(|actor| matches!(actor.scheme(), "http" | "https"))
        );
        assert!(finger.subscribe.is_none_or(|template| template.contains("{uri}")));
    }
}

/// A body that is to be a collection or a page of one.
pub fn collection(data: &[u8]) {
    if let Some(page) = collection::read_page(data) {
        check_page(&page);
        match page.first {
            Some(First::Here(first)) => {
                check_page(&first);
                assert!(first.first.is_none(), "one level is read");
            }
            Some(First::At(url)) => assert!(matches!(url.scheme(), "http" | "https")),
            None => {}
        }
    }
}

fn check_page(page: &Page) {
    assert!(page.items.len() <= 500);
    let mut ids: Vec<&Url> = page.items.iter().map(collection::Item::id).collect();
    assert!(
        ids.iter()
            .chain(&page.next.iter().collect::<Vec<_>>())
            .all(|id| matches!(id.scheme(), "http" | "https"))
    );
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), page.items.len(), "an address stands there twice");
}

/// A page that says it links to us (Webmention), and the call of a server that pings (XML-RPC).
pub fn webmention(data: &[u8]) {
    if let Ok(call) = xmlrpc::parse_call(data) {
        assert!(call.parameters.len() <= 8);
    }
    let html = String::from_utf8_lossy(data);
    let (base, target) = (
        address("https://blog.example/posts/1"),
        address("https://films.example/@ada/solaris"),
    );
    let page = webpage::read(&html, &base, Some(&target));
    // An address can be written in many ways, but not without the letters that are no letters in any of them.
    assert!(!page.links || html.contains('<'));
    let card = page.author.unwrap_or_default();
    for url in [&page.endpoint, &card.url, &card.photo].into_iter().flatten() {
        assert!(matches!(url.scheme(), "http" | "https"), "{url}");
    }
    let links = webpage::links_in(&html, 50);
    assert!(links.len() <= 50);
    let _ = webpage::text_links(&html, &target);
}
