//! Group 6: SSRF: 0.0.0.0, 127/8, ::1, ::ffff:127.0.0.1, 64:ff9b::/96, 100.64/10, 192.0.0/24, 198.18/15, 240/4, 169.254/16,
//! fc00::/7, fe80::/10, decimal and octal hosts, credentials, odd ports, redirect public→private, DNS rebinding (the checked
//! address is the one connected to) on every path that fetches: key, object, WebFinger, media, preview.
//!
//! What fetches besides: parents, what is liked, actors, listings of answers, sources and endpoints of Webmentions, sources of
//! pingbacks; and deliveries connect too. NodeInfo of others is never asked for, and there are no previews of links.

use super::house::{ACTIVITY_JSON, Attack, House};
use super::wire::Draft;
use crate::federation::peers::Ground;
use crate::support::fediverse::{Document, public_pem};
use crate::support::tripwire::{FORBIDDEN, Tripwire};
use houselights::env::{GetRequest, Net, NetError, NetSettings};
use houselights::service::media::remote_key;
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use url::Url;

/// Hosts that all lead to this machine, but not to the one address of it that is open.
const SPELLINGS: [&str; 18] = [
    "127.66.0.1",
    "2135031809",
    "0177.0102.0.1",
    "0x7f420001",
    "0x7f.0102.1",
    "127.66.1",
    "127.66.0.1.",
    "①②⑦.66.0.1",
    "127。66。0。1",
    "%31%32%37.66.0.1",
    "[::ffff:127.66.0.1]",
    "[::ffff:7f42:1]",
    "[64:ff9b::7f42:1]",
    "[::127.66.0.1]",
    "[::1]",
    "[::]",
    "0.0.0.0",
    "0",
];

/// One of each range that is nobody's public address.
const RANGES: [&str; 22] = [
    "10.0.0.1",
    "100.64.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[fc00::1]",
    "[fd00::1]",
    "[fe80::1]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[2002:7f00:1::1]",
    "[64:ff9b::a00:1]",
    "[64:ff9b:1::1]",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_spelling_of_an_address_that_is_not_public_is_connected_to() {
    let house = House::build(Ground::any()).await;
    let net = &house.peer.service.env().net;
    for host in RANGES {
        let name = format!("{}.test", host.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        let address: IpAddr = host.trim_matches(['[', ']']).parse().unwrap();
        net.script_name(&name, std::iter::repeat_n(vec![address], 20));
    }
    let named = |host: &&str| format!("{}.test", host.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let mut attacks = Vec::new();
    let unreadable = "refused: object cannot be read";
    for host in SPELLINGS
        .iter()
        .chain(&RANGES)
        .map(ToString::to_string)
        .chain(RANGES.iter().map(named))
    {
        let url = house.trap.url(&host, "/n/1");
        attacks.push(Attack::ends(
            &url,
            &house.eve,
            house.activity(&house.eve, "Create", &json!(url)),
            unreadable,
        ));
        house.world.redirect(&house.eve.at(&format!("/to/{host}")), &url);
        let hop = house.activity(&house.eve, "Create", &json!(house.eve.at(&format!("/to/{host}"))));
        attacks.push(Attack::ends(
            format!("a redirect to {url}"),
            &house.eve,
            hop,
            unreadable,
        ));
        // And it is known for what it is, and not tried again.
        if let Ok(url) = Url::parse(&url)
            && !host.ends_with(".test")
        {
            let refused = net.check_url(&url);
            assert!(
                matches!(refused, Err(NetError::ForbiddenAddress { .. })),
                "{url}: {refused:?}"
            );
        }
    }
    // Addresses that are no addresses of the web: they are not even read as one.
    let port = house.trap.port;
    for url in [
        format!("http://vera@127.66.0.1:{port}/"),
        format!("http://vera:secret@127.66.0.1:{port}/"),
        format!("http://honest.localhost%2f@127.66.0.1:{port}/"),
        format!("ftp://127.66.0.1:{port}/"),
        format!("gopher://127.66.0.1:{port}/_x"),
        format!("file://127.66.0.1:{port}/etc/passwd"),
        format!("jar:http://127.66.0.1:{port}/"),
        format!("//127.66.0.1:{port}/"),
        format!("http:/\\127.66.0.1:{port}\\..\\{}", "x".repeat(2000)),
    ] {
        let create = house.activity(&house.eve, "Create", &json!(url));
        attacks.push(Attack::ends(&url, &house.eve, create, "refused: no object"));
    }
    house.repel(attacks).await;
}

/// The production's rules: nothing is open, and only https on its own port.
fn strict() -> Net {
    Net::new(&NetSettings {
        public_url: Url::parse("https://films.example").unwrap(),
        allow_private_networks: Vec::new(),
        allow_insecure_http: false,
        per_host_concurrency: 2,
        request_timeout: Duration::from_secs(2),
    })
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn in_production_other_ports_plain_http_and_credentials_are_not_used_at_all() {
    let (net, trap) = (strict(), Tripwire::set().await);
    let local: IpAddr = Ipv4Addr::LOCALHOST.into();
    net.script_name("inside.test", std::iter::repeat_n(vec![local], 20));
    for url in [
        "https://inside.test:22/".to_owned(),
        "https://inside.test:8443/".to_owned(),
        "http://inside.test/".to_owned(),
        "https://vera@inside.test/".to_owned(),
        "https://vera:secret@inside.test/".to_owned(),
        "https://inside.test./".to_owned(),
        "ws://inside.test/".to_owned(),
        trap.url("127.0.0.1", "/"),
        trap.url("localhost", "/"),
    ] {
        let url = Url::parse(&url).unwrap();
        let refused = net.get(&GetRequest::new(url.clone(), ACTIVITY_JSON), None).await;
        assert!(matches!(refused, Err(NetError::BadUrl { .. })), "{url}: {refused:?}");
        let refused = net.post(&url, http::HeaderMap::new(), "{}").await;
        assert!(matches!(refused, Err(NetError::BadUrl { .. })), "{url}: {refused:?}");
    }
    for host in [
        "inside.test",
        "localhost",
        "films.localhost",
        "127.0.0.1",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ] {
        let url = Url::parse(&format!("https://{host}/")).unwrap();
        let refused = net.get(&GetRequest::new(url, ACTIVITY_JSON), None).await;
        assert!(
            matches!(refused, Err(NetError::ForbiddenAddress { .. })),
            "{host}: {refused:?}"
        );
    }
    assert_eq!(trap.touched(), []);
}

impl House {
    /// The document of the attacker, with some of it replaced.
    fn eves_document(&self, change: impl FnOnce(&mut Value)) -> Value {
        let (id, key) = (&self.eve.id, self.eve.key_id());
        let mut document = json!({"id": id, "type": "Person", "preferredUsername": "eve", "inbox": format!("{id}/inbox"),
            "publicKey": {"id": key, "owner": id, "publicKeyPem": public_pem()}});
        change(&mut document);
        document
    }

    /// Makes this server want `url` in every way a stranger can.
    async fn lure(&self, url: &str) {
        let (service, eve) = (&self.peer.service, &self.eve);
        // Offers of links are counted for who makes them, and what is deleted on one's own server is remembered.
        let books = ["sign_in_attempts", "tombstones"];
        let before = self.snapshot().without(&books);
        // A key, an object, a parent, something liked and boosted.
        let inbox: Url = self.inbox().parse().unwrap();
        let like = eve.like(self.object.as_str(), self.next()).to_string().into_bytes();
        let draft = Draft {
            key_id: url.to_owned(),
            ..Draft::new(eve, &inbox, like)
        };
        assert_eq!(draft.send(self.peer.port).await.status, 401, "a key at {url}");
        let below = eve.create_note(&self.next().to_string(), url, "Above.", self.author());
        let mut told = vec![below];
        for kind in ["Create", "Update", "Like", "Announce", "Delete", "Undo"] {
            told.push(self.activity(eve, kind, &json!(url)));
        }
        for activity in &told {
            assert_eq!(self.send(eve, activity).await, 202, "{activity}");
        }
        // People here look for it, visitors come from there, and pages link from there.
        let lookup = service.lookup().unwrap();
        let parsed = Url::parse(url).unwrap();
        let found = lookup.object(&parsed).await;
        assert!(found.is_err(), "{url}: {found:?}");
        let host = parsed.authority();
        let handle = format!("@inside@{host}");
        if parsed.port() == Some(self.world.address.port()) {
            let finger = format!("http://{host}/.well-known/webfinger?resource=acct:inside@{host}");
            self.world.redirect(&finger, &self.trap.url("127.66.0.1", "/n/1"));
        }
        assert!(lookup.actor(&handle).await.is_err(), "{handle}");
        assert!(lookup.subscribe_template(&handle).await.is_err(), "{handle}");
        let asked = format!("/interact?uri={}&from={handle}", self.object);
        assert_eq!(self.peer.get(&asked, "text/html").await.status, 422, "{asked}");
        let jrd = json!({"subject": format!("acct:lure@{}", eve.host), "links": [{"rel": "self", "type": ACTIVITY_JSON, "href": url}]});
        let finger = eve.at(&format!("/.well-known/webfinger?resource=acct:lure@{}", eve.host));
        self.world
            .serve(&finger, "application/jrd+json", jrd.to_string().into_bytes());
        assert!(
            lookup.actor(&format!("@lure@{}", eve.host)).await.is_err(),
            "an actor at {url}"
        );
        let loopback = IpAddr::from(Ipv4Addr::LOCALHOST);
        service
            .webmention_received(url, self.object.as_str(), loopback)
            .await
            .unwrap();
        let fault = service.pingback_received(url, self.object.as_str(), loopback).await;
        assert!(
            matches!(fault, Err(fault) if [16, 50].contains(&fault.code)),
            "a pingback from {url}"
        );
        self.settle().await;
        before.assert_same(&self.snapshot().without(&books), url);

        // Pictures, and an inbox: the document itself is a proper one, so it is stored.
        let picture = url.replace("/n/", "/pictures/");
        let document = self.eves_document(|d| {
            d["icon"] = json!({"type": "Image", "url": picture});
            d["inbox"] = json!(url);
        });
        self.world.serve_object(&document);
        assert_eq!(self.send(eve, &self.activity(eve, "Update", &document)).await, 202);
        assert_eq!(
            self.send(eve, &self.activity(eve, "Follow", &json!(self.author())))
                .await,
            202
        );
        self.settle().await;
        let copy = format!("/media/remote/{}.webp", remote_key(&picture.parse().unwrap()));
        assert_eq!(
            self.peer.get(&copy, "image/webp").await.status,
            404,
            "the picture at {picture}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_path_that_fetches_refuses_private_addresses_redirects_to_them_and_names_that_change() {
    let house = House::build(Ground::any()).await;
    let net = &house.peer.service.env().net;
    let (outside, inside): (IpAddr, IpAddr) = (Ipv4Addr::LOCALHOST.into(), FORBIDDEN.into());
    let port = house.world.address.port();
    let at_home = Tripwire::set_at(port).await;
    // A name that means a public address when it is looked at and a private one a moment later. Its server hangs up after
    // each answer, so that each request has to look it up again.
    let rebinding = |name: &str| {
        let answers = [vec![outside], vec![inside], vec![inside, outside]]
            .into_iter()
            .cycle()
            .take(300);
        net.script_name(name, answers);
    };
    rebinding("rebind.test");
    net.script_name("inside.test", std::iter::repeat_n(vec![inside], 200));
    let leap = house.eve.at("/leap/n/1");
    house.world.redirect(&leap, &house.trap.url("127.66.0.1", "/n/1"));
    let far = house.eve.at("/far/n/1");
    house.world.redirect(&far, &house.eve.at("/far/n/2"));
    house
        .world
        .redirect(&house.eve.at("/far/n/2"), &house.trap.url("inside.test", "/n/1"));
    let turn = format!("http://rebind.test:{port}/n/1");
    let hang_up = Document {
        status: 302,
        media_type: "text/plain".to_owned(),
        body: Vec::new(),
        headers: vec![
            ("connection", "close".to_owned()),
            ("location", format!("http://rebind.test:{port}/n/2")),
        ],
    };
    house.world.serve_as(&turn, hang_up);
    for url in [
        house.trap.url("127.66.0.1", "/n/1"),
        house.trap.url("[::ffff:127.66.0.1]", "/n/1"),
        house.trap.url("inside.test", "/n/1"),
        leap,
        far,
        turn,
    ] {
        house.lure(&url).await;
        assert_eq!(house.trap.touched(), [], "{url}");
        assert_eq!(at_home.touched(), [], "{url}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_or_a_listing_names_is_not_fetched_from_inside_either() {
    let house = House::build(Ground::any()).await;
    let inside = house.trap.url("127.66.0.1", "/n/1");
    // The endpoint of a page that a review links to.
    let linked = house.eve.at("/blog");
    let page = Document {
        status: 200,
        media_type: "text/html".to_owned(),
        body: format!("<link rel=\"webmention\" href=\"{inside}\"><p>Welcome.</p>").into_bytes(),
        headers: vec![("link", format!("<{inside}>; rel=\"webmention\""))],
    };
    house.world.serve_as(&linked, page);
    house
        .peer
        .edit(
            &house.mara,
            &house.review(),
            "The Long Platform",
            &format!("See [a blog]({linked})."),
        )
        .await;
    house.settle().await;
    assert_eq!(house.fetched("evil", "/blog"), 1, "the page itself was read");
    // The listings of an answer: inside the text, by address, and page after page.
    let mut note = house.note(&house.eve, "Look what else was said.");
    note["replies"] = json!({"id": house.eve.at("/replies"), "type": "Collection", "first": {"type": "CollectionPage",
            "next": inside, "items": [inside, house.trap.url("[::1]", "/n/2")]}});
    note["context"] = json!(inside);
    house.world.serve_object(&note);
    let create = house.activity(&house.eve, "Create", &note);
    assert_eq!(house.send(&house.eve, &create).await, 202);
    assert_eq!(house.comments().await.len(), 1);
    let before = house.snapshot().without(&["thread_crawls", "comment_checks", "jobs"]);
    house.peer.federation.fill_thread(&house.root).await.unwrap();
    house.settle().await;
    before.assert_same(
        &house.snapshot().without(&["thread_crawls", "comment_checks", "jobs"]),
        "a listing",
    );
    assert_eq!(house.trap.touched(), []);
}
