use std::sync::Mutex;

use http::HeaderName;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;

fn settings(private: &[&str], http: bool) -> NetSettings {
    NetSettings {
        public_url: Url::parse("https://reviews.example").unwrap(),
        allow_private_networks: private.iter().map(|network| network.parse().unwrap()).collect(),
        allow_insecure_http: http,
        per_host_concurrency: 2,
        request_timeout: Duration::from_millis(400),
    }
}

fn net(private: &[&str], http: bool) -> Net {
    Net::new(&settings(private, http)).unwrap()
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

/// A server that answers each connection with the bytes `answer` makes of the request head; remembers the heads.
async fn server(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (address, serve(listener, answer))
}

fn serve(listener: TcpListener, answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Arc<Mutex<Vec<String>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let heads = seen.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).await.unwrap_or(0) == 1 {
                head.push(byte[0]);
            }
            let head = String::from_utf8(head).unwrap();
            let bytes = answer(&head);
            heads.lock().unwrap().push(head);
            let _ = stream.write_all(&bytes).await;
            if !bytes.ends_with(b"SLOW") {
                let _ = stream.shutdown().await;
            } else {
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_secs(5)).await;
                    drop(stream);
                });
            }
        }
    });
    seen
}

fn ok(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .into()
}

fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into()
}

async fn get(net: &Net, text: &str) -> Result<Response, NetError> {
    net.get(&GetRequest::new(url(text), "text/plain"), None).await
}

#[tokio::test]
async fn literal_private_addresses_are_refused_however_they_are_written() {
    let net = net(&[], false);
    let hosts = [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "127.1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "[::]",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[fc00::1]",
        "[fe80::1]",
        "[ff02::1]",
        "[2002:7f00:1::]",
    ];
    for host in hosts {
        let refused = get(&net, &format!("https://{host}/actor")).await;
        assert!(
            matches!(refused, Err(NetError::ForbiddenAddress { .. })),
            "{host}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn names_of_private_addresses_are_refused_by_the_resolver() {
    let net = net(&[], false);
    for host in ["localhost", "db.localhost", "LOCALHOST"] {
        let refused = get(&net, &format!("https://{host}/")).await;
        assert!(
            matches!(refused, Err(NetError::ForbiddenAddress { class: "loopback", .. })),
            "{host}: {refused:?}"
        );
        assert!(refused.unwrap_err().is_permanent());
    }
}

#[tokio::test]
async fn credentials_ports_schemes_and_trailing_dots_are_refused_without_a_word_of_the_secret() {
    let net = net(&[], false);
    let cases = [
        "https://me:hunter2@peer.example/",
        "https://me@peer.example/",
        "https://peer.example:8443/hunter2",
        "http://peer.example/",
        "ftp://peer.example/",
        "file:///etc/passwd",
        "data:text/plain,hunter2",
        "https://peer.example./",
    ];
    for text in cases {
        let refused = get(&net, text).await.unwrap_err();
        assert!(matches!(refused, NetError::BadUrl { .. }), "{text}: {refused:?}");
        assert!(!refused.to_string().contains("hunter2"), "{refused}");
    }
    // The default port is no explicit port.
    assert!(net.check_url(&url("https://peer.example:443/")).is_ok());
}

#[tokio::test]
async fn the_client_for_libraries_has_the_same_guards() {
    let client = net(&[], false).client(Vec::new());
    for text in [
        "https://127.0.0.1/",
        "https://localhost/",
        "http://peer.example/",
        "https://peer.example:81/",
    ] {
        assert!(client.get(url(text)).send().await.is_err(), "{text}");
    }
}

#[tokio::test]
async fn an_opened_network_is_reached_with_our_user_agent_and_accept() {
    let (address, heads) = server(|_| ok("hello")).await;
    let answer = get(&net(&["127.0.0.0/8"], true), &format!("http://{address}/a?b#c"))
        .await
        .unwrap();
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_slice(), answer.content_type()),
        (200, &b"hello"[..], Some("text/plain"))
    );
    let head = heads.lock().unwrap()[0].to_lowercase();
    assert!(head.starts_with("get /a?b http/1.1"), "{head}");
    assert!(
        head.contains("user-agent: houselights/") && head.contains("(+https://reviews.example/)"),
        "{head}"
    );
    assert!(
        head.contains("accept: text/plain") && !head.contains("accept-encoding"),
        "{head}"
    );
}

#[tokio::test]
async fn overridden_hosts_need_no_port_and_no_opened_network() {
    let (address, heads) = server(|_| ok("hello")).await;
    let net = net(&[], true);
    net.overrides([("Alpha.test".to_owned(), address)]);
    assert_eq!(get(&net, "http://alpha.test/x").await.unwrap().body, b"hello");
    assert!(heads.lock().unwrap()[0].contains("host: alpha.test\r\n"));
}

#[tokio::test]
async fn a_redirect_from_public_to_private_is_refused() {
    let (inner, inner_heads) = server(|_| ok("secret")).await;
    for target in [
        format!("http://{inner}/"),
        format!("http://localhost:{}/", inner.port()),
        "https://[::1]/".to_owned(),
    ] {
        let (outer, _) = server(move |_| redirect(&target)).await;
        let net = net(&[], true);
        net.overrides([("public.test".to_owned(), outer)]);
        let refused = get(&net, "http://public.test/").await;
        assert!(matches!(refused, Err(NetError::ForbiddenAddress { .. })), "{refused:?}");
    }
    assert!(inner_heads.lock().unwrap().is_empty());
}

struct Signer;

impl RequestSigner for Signer {
    fn sign_get(&self, url: &Url, accept: &str) -> Vec<(HeaderName, HeaderValue)> {
        let covered = format!("{} {} {accept}", url.host_str().unwrap(), url.path());
        vec![(
            HeaderName::from_static("signature"),
            HeaderValue::from_str(&covered).unwrap(),
        )]
    }
}

#[tokio::test]
async fn each_hop_is_signed_anew_and_extra_headers_stay_with_their_origin() {
    let (b, b_heads) = server(|_| ok("end")).await;
    let (a, a_heads) = server(|head| {
        redirect(if head.starts_with("GET /1") {
            "/2"
        } else {
            "http://b.test/3"
        })
    })
    .await;
    let net = net(&[], true);
    net.overrides([("a.test".to_owned(), a), ("b.test".to_owned(), b)]);
    let mut request = GetRequest::new(url("http://a.test/1"), "text/plain");
    request.headers.insert("x-extra", HeaderValue::from_static("yes"));
    let answer = net.get(&request, Some(&Signer)).await.unwrap();
    assert_eq!(answer.final_url.as_str(), "http://b.test/3");
    let (a_heads, b_heads) = (a_heads.lock().unwrap(), b_heads.lock().unwrap());
    assert!(a_heads[0].contains("signature: a.test /1 text/plain") && a_heads[0].contains("x-extra"));
    assert!(a_heads[1].contains("signature: a.test /2 text/plain") && a_heads[1].contains("x-extra"));
    assert!(b_heads[0].contains("signature: b.test /3 text/plain") && !b_heads[0].contains("x-extra"));
}

#[tokio::test]
async fn redirects_end_after_three_and_can_be_left_alone() {
    let (address, heads) = server(|_| redirect("/again")).await;
    let net = net(&[], true);
    net.overrides([("loop.test".to_owned(), address)]);
    let refused = get(&net, "http://loop.test/").await;
    assert!(
        matches!(refused, Err(NetError::TooManyRedirects { limit: 3, .. })),
        "{refused:?}"
    );
    assert_eq!(heads.lock().unwrap().len(), 4);
    let mut request = GetRequest::new(url("http://loop.test/"), "*/*");
    request.follow_redirects = false;
    assert_eq!(net.get(&request, None).await.unwrap().status, 302);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_and_without_a_length() {
    let (address, _) = server(|head| {
        let body = "x".repeat(3000);
        if head.starts_with("GET /sized") {
            ok(&body)
        } else {
            format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{body}").into()
        }
    })
    .await;
    let net = net(&["127.0.0.0/8"], true);
    for path in ["sized", "endless"] {
        let mut request = GetRequest::new(url(&format!("http://{address}/{path}")), "*/*");
        request.max_bytes = 2999;
        assert!(
            matches!(
                net.get(&request, None).await,
                Err(NetError::TooLarge { limit: 2999, .. })
            ),
            "{path}"
        );
        request.max_bytes = 3000;
        assert_eq!(net.get(&request, None).await.unwrap().body.len(), 3000, "{path}");
    }
}

#[tokio::test]
async fn a_compressed_body_is_refused_instead_of_unpacked() {
    let (address, _) = server(|_| {
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\nconnection: close\r\n\r\nxxx".to_vec()
    })
    .await;
    let refused = get(&net(&["127.0.0.0/8"], true), &format!("http://{address}/")).await;
    assert!(matches!(refused, Err(NetError::Compressed { .. })), "{refused:?}");
}

#[tokio::test]
async fn silence_and_slow_bodies_end_in_a_timeout() {
    let (address, _) = server(|head| {
        if head.starts_with("GET /silent") {
            b"SLOW".to_vec()
        } else {
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nSLOW".to_vec()
        }
    })
    .await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mute = listener.local_addr().unwrap();
    let net = net(&["127.0.0.0/8"], true);
    for text in [format!("http://{address}/slow"), format!("http://{mute}/")] {
        let refused = get(&net, &text).await;
        assert!(matches!(refused, Err(NetError::Timeout { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn a_post_sends_its_body_follows_nothing_and_keeps_a_bounded_answer() {
    let (address, heads) = server(|head| {
        if head.starts_with("POST /moved") {
            redirect("/inbox")
        } else {
            format!(
                "HTTP/1.1 202 Accepted\r\nconnection: close\r\n\r\n{}",
                "x".repeat(200_000)
            )
            .into()
        }
    })
    .await;
    let net = net(&["127.0.0.0/8"], true);
    let answer = net
        .post(&url(&format!("http://{address}/inbox")), HeaderMap::new(), "{}")
        .await
        .unwrap();
    assert_eq!(
        (answer.status.as_u16(), answer.body.len() as u64),
        (202, POST_ANSWER_LIMIT)
    );
    assert_eq!(
        net.post(&url(&format!("http://{address}/moved")), HeaderMap::new(), "{}")
            .await
            .unwrap()
            .status,
        302
    );
    assert_eq!(heads.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn failures_to_connect_are_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let net = net(&["127.0.0.0/8"], true);
    let refused = get(&net, &format!("http://{closed}/")).await;
    assert!(matches!(refused, Err(NetError::Connect { .. })), "{refused:?}");
    let plain = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let text = format!("https://{}/", plain.local_addr().unwrap());
    tokio::spawn(async move { plain.accept().await.unwrap().0.write_all(&ok("this is no tls")).await });
    let refused = get(&net, &text).await;
    assert!(matches!(refused, Err(NetError::Tls { .. })), "{refused:?}");
    let refused = get(&net, "https://no-such-host.invalid/").await;
    assert!(matches!(refused, Err(NetError::Dns { .. })), "{refused:?}");
}

#[tokio::test]
async fn one_host_gets_no_more_than_its_share_at_once() {
    let (address, heads) = server(|_| ok("x")).await;
    let net = net(&["127.0.0.0/8"], true);
    let text = format!("http://{address}/");
    let answers = futures_util::future::join_all((0..20).map(|_| get(&net, &text))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(heads.lock().unwrap().len(), 20);
}

/// Two servers on addresses of their own and one port, so that only the address tells them apart.
async fn neighbours() -> (u16, Arc<Mutex<Vec<String>>>, Arc<Mutex<Vec<String>>>) {
    loop {
        let open = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = open.local_addr().unwrap().port();
        let Ok(closed) = TcpListener::bind(("127.0.0.2", port)).await else {
            continue;
        };
        return (port, serve(open, |_| ok("open")), serve(closed, |_| ok("secret")));
    }
}

#[tokio::test]
async fn the_address_that_was_checked_is_the_one_connected_to_whatever_the_name_says_next() {
    let (port, public, private) = neighbours().await;
    // 127.0.0.1 plays the public internet, everything else of the machine is private.
    let net = net(&["127.0.0.1/32"], true);
    let say = |answers: &[&str]| {
        let answers: Vec<_> = answers.iter().map(|address| vec![address.parse().unwrap()]).collect();
        net.script_name("rebind.test", answers);
    };
    let text = format!("http://rebind.test:{port}/");
    say(&["127.0.0.1", "127.0.0.2"]);
    assert_eq!(get(&net, &text).await.unwrap().body, b"open");
    let asked_once = net.resolver.script.lock().unwrap()["rebind.test"].len();
    assert_eq!(asked_once, 1, "the name is looked up once, where it is connected to");
    // The next connection looks again, and is refused before it is made.
    let refused = get(&net, &text).await;
    assert!(matches!(refused, Err(NetError::ForbiddenAddress { .. })), "{refused:?}");
    say(&["127.0.0.2"]);
    let redirecting = server(move |_| redirect(&format!("http://rebind.test:{port}/")))
        .await
        .0;
    let refused = get(&net, &format!("http://{redirecting}/")).await;
    assert!(matches!(refused, Err(NetError::ForbiddenAddress { .. })), "{refused:?}");
    assert_eq!(public.lock().unwrap().len(), 1);
    assert_eq!(private.lock().unwrap().len(), 0, "no connection to the private address");
}

#[tokio::test]
async fn a_host_that_does_not_answer_is_spared_by_strangers_requests_only_until_it_speaks() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let net = net(&["127.0.0.0/8"], true);
    let address = url(&format!("http://{closed}/"));
    let stranger = GetRequest {
        spare_the_dead: true,
        ..GetRequest::new(address.clone(), "text/plain")
    };
    let person = GetRequest::new(address, "text/plain");
    assert!(matches!(net.get(&stranger, None).await, Err(NetError::Connect { .. })));
    let spared = net.get(&stranger, None).await;
    assert!(matches!(spared, Err(NetError::Dead { .. })), "{spared:?}");
    assert!(!spared.unwrap_err().is_permanent());
    assert!(matches!(net.get(&person, None).await, Err(NetError::Connect { .. })));
    let (_, heads) = {
        let listener = TcpListener::bind(closed).await.unwrap();
        (closed, serve(listener, |_| ok("back")))
    };
    assert!(matches!(net.get(&stranger, None).await, Err(NetError::Dead { .. })));
    net.revive(&closed.to_string());
    assert_eq!(net.get(&stranger, None).await.unwrap().body, b"back");
    assert_eq!(heads.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_body_of_another_type_is_not_read() {
    let (address, _) = server(|_| {
        // More is announced than comes: whoever reads on waits for nothing.
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 900000\r\n\r\nSLOW".to_vec()
    })
    .await;
    let net = net(&["127.0.0.0/8"], true);
    let request = GetRequest {
        takes_type: Some(|given| given.starts_with("application/activity+json")),
        ..GetRequest::new(url(&format!("http://{address}/")), "application/activity+json")
    };
    let refused = net.get(&request, None).await;
    assert!(
        matches!(&refused, Err(NetError::ContentType { content_type, .. }) if content_type == "text/html"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_connection_that_was_closed_while_it_was_idle_is_no_silence() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(Mutex::new(0));
    let counted = connections.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            *counted.lock().unwrap() += 1;
            tokio::spawn(async move {
                // Each connection has one answer in it, and closes at the second request without another.
                let (mut head, mut byte) = (Vec::new(), [0]);
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).await.unwrap_or(0) == 1 {
                    head.push(byte[0]);
                }
                let answer = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nhm";
                stream.write_all(answer.as_bytes()).await.unwrap();
                drop(stream.read(&mut byte).await);
            });
        }
    });
    let net = net(&["127.0.0.0/8"], true);
    for round in 1..=3 {
        let answer = get(&net, &format!("http://{address}/")).await.unwrap();
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_slice()),
            (200, b"hm".as_slice()),
            "{round}"
        );
    }
    assert_eq!(*connections.lock().unwrap(), 3);
    let posted = net
        .post(&url(&format!("http://{address}/inbox")), HeaderMap::new(), "{}")
        .await;
    assert_eq!(posted.unwrap().status.as_u16(), 200);
}
