//! `houselights doctor --federation` against real servers: one that is well, and one behind proxies that are not.

use crate::support::server::{Database, TestServer, free_port};
use serde_json::Value;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What `doctor --federation --json` found: exit code, and of each check its name, state and words.
struct Found {
    code: Option<i32>,
    checks: Vec<(String, String, String)>,
}

impl Found {
    fn by(server: &TestServer) -> Self {
        let output = server.cli(&["doctor", "--federation", "--json"], "");
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            let (out, err) = (
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
            );
            panic!("{error}: {out}\n{err}")
        });
        let text = |check: &Value, key: &str| check[key].as_str().unwrap().to_owned();
        let checks = printed.as_array().unwrap().iter();
        Self {
            code: output.status.code(),
            checks: checks
                .map(|check| (text(check, "check"), text(check, "state"), text(check, "words")))
                .collect(),
        }
    }

    fn state(&self, name: &str) -> &str {
        let found = self.checks.iter().find(|check| check.0 == name);
        &found
            .unwrap_or_else(|| panic!("no check {name:?} in {:#?}", self.checks))
            .1
    }

    fn problems(&self) -> Vec<&str> {
        let problems = self.checks.iter().filter(|check| check.1 == "problem");
        problems.map(|check| check.0.as_str()).collect()
    }

    /// The check found a problem, and says so in these words.
    fn says(&self, name: &str, words: &str) {
        assert_eq!(self.code, Some(1));
        let found = self.checks.iter().find(|check| check.0 == name);
        let (_, state, said) = found.unwrap_or_else(|| panic!("no check {name:?} in {:#?}", self.checks));
        assert!(state == "problem" && said.contains(words), "{name}: {state}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_well_passes_every_check() {
    let mut server = TestServer::prepare("well", &Database::Sqlite);
    server.set_up("mara");
    server.start_and_wait().await;
    let found = Found::by(&server);
    assert_eq!((found.code, found.problems()), (Some(0), vec![]), "{:#?}", found.checks);
    assert_eq!(found.state("review"), "skipped");
    assert_eq!(found.state("https"), "skipped", "http on this machine only");

    server.publish("platform", "teaser: Late trains.", "A clock and a wait.");
    let found = Found::by(&server);
    assert_eq!((found.code, found.problems()), (Some(0), vec![]), "{:#?}", found.checks);
    for name in [
        "name",
        "connection",
        "clock of the answer",
        "NodeInfo",
        "host-meta",
        "WebFinger",
        "WebFinger of the server",
        "the server's own document",
        "account as a document",
        "account as a page",
        "review as a document",
        "review as a page",
        "what does not exist",
        "message without a signature",
        "signed message",
        "signed message (RFC 9421)",
    ] {
        assert_eq!(found.state(name), "ok", "{name}: {:#?}", found.checks);
    }
    let lines = server.cli_ok(&["doctor", "--federation"], "");
    assert!(
        lines.contains("ok       signed message: it arrived as it was sent"),
        "{lines}"
    );
    assert_eq!(server.cli_ok(&["doctor", "--federation", "--quiet"], ""), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_gives_documents_to_those_who_sign_passes_too() {
    let mut server = TestServer::prepare("closed", &Database::Sqlite);
    server.set("federation.authorized_fetch", "true");
    server.set_up("mara");
    server.publish("platform", "teaser: Late trains.", "A clock and a wait.");
    server.start_and_wait().await;
    let found = Found::by(&server);
    assert_eq!((found.code, found.problems()), (Some(0), vec![]), "{:#?}", found.checks);
    assert_eq!(found.state("review as a document"), "ok");
    server.set("federation.authorized_fetch", "false");
    let found = Found::by(&server);
    found.says("account as a document", "401");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_be_reached_is_told_how_by_where_it_fails() {
    let mut server = TestServer::prepare("lost", &Database::Sqlite);
    server.set_up("mara");
    Found::by(&server).says("connection", "houselights serve");
    server.start_and_wait().await;

    server.set("federation.allow_private_networks", "");
    let found = Found::by(&server);
    found.says("address", "not a public address");
    found.says("address", "federation.allow_private_networks");
    assert_eq!(found.state("everything else"), "skipped");
    server.set("federation.allow_private_networks", "127.0.0.0/8,::1/128");

    let other = server.origin.as_str().trim_end_matches('/').replace("lost.", "other.");
    server.set("server.public_url", &other);
    let found = Found::by(&server);
    found.says("NodeInfo", "server.public_url");
    found.says("host-meta", "server.public_url");
    found.says("WebFinger", "404");
    found.says("signed message", "401");
}

/// What a proxy does wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    DropRequestHeader(&'static str),
    DropAnswerHeader(&'static str),
    JsonOnly,
    OldDate,
    ErrorPage,
    Redirect,
    NoPost,
    ChangeBody,
}

/// A reverse proxy before a server.
struct Proxy {
    port: u16,
    fault: Arc<Mutex<Fault>>,
}

impl Proxy {
    async fn before(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let own = listener.local_addr().unwrap().port();
        let fault = Arc::new(Mutex::new(Fault::None));
        let shared = fault.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let fault = *shared.lock().unwrap();
                tokio::spawn(async move { pass(client, port, fault).await.ok() });
            }
        });
        Self { port: own, fault }
    }

    fn breaks(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }
}

async fn whole_request(client: &mut TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let n = client.read(&mut buffer).await?;
        if n == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        read.extend_from_slice(&buffer[..n]);
        let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&read[..end]).into_owned();
        let length = head.to_ascii_lowercase();
        let length = length.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
        if read.len() >= end + 4 + length {
            return Ok((head, read[end + 4..].to_vec()));
        }
    }
}

fn without(head: &str, name: &str) -> String {
    let prefix = format!("{name}:");
    let kept = head
        .lines()
        .filter(|line| !line.to_ascii_lowercase().starts_with(&prefix));
    kept.collect::<Vec<_>>().join("\r\n")
}

async fn pass(mut client: TcpStream, port: u16, fault: Fault) -> std::io::Result<()> {
    let (mut head, mut body) = whole_request(&mut client).await?;
    let is_post = head.starts_with("POST");
    match fault {
        Fault::DropRequestHeader(name) => head = without(&head, name),
        Fault::NoPost if is_post => {
            return client
                .write_all(b"HTTP/1.1 405 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .await;
        }
        Fault::Redirect => {
            let path = head.split(' ').nth(1).unwrap_or("/");
            let answer = format!(
                "HTTP/1.1 308 There\r\nLocation: http://www.proxied.localhost{path}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            return client.write_all(answer.as_bytes()).await;
        }
        Fault::ChangeBody if is_post => {
            // A letter of the object's address, so that it is JSON still.
            let last = body.len() - 3;
            body[last] = b'x';
        }
        _ => {}
    }
    let head = format!("{}\r\nConnection: close\r\n\r\n", without(&head, "connection"));
    let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
    server.write_all(head.as_bytes()).await?;
    server.write_all(&body).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let mut head = String::from_utf8_lossy(&answer[..end]).into_owned();
    match fault {
        Fault::DropAnswerHeader(name) => head = without(&head, name),
        Fault::JsonOnly => head = format!("{}\r\nContent-Type: application/json", without(&head, "content-type")),
        Fault::OldDate => head = format!("{}\r\nDate: Mon, 02 Nov 2026 10:00:00 GMT", without(&head, "date")),
        Fault::ErrorPage if head.contains(" 404 ") => head = head.replacen(" 404 ", " 200 ", 1),
        _ => {}
    }
    client.write_all(head.as_bytes()).await?;
    client.write_all(&answer[end..]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_proxy_does_wrong_is_named_with_what_to_do() {
    let mut server = TestServer::prepare("proxied", &Database::Sqlite);
    let proxy = Proxy::before(server.port).await;
    server.set("server.public_url", &format!("http://proxied.localhost:{}", proxy.port));
    server.set_up("mara");
    server.start_and_wait().await;
    let found = Found::by(&server);
    assert_eq!((found.code, found.problems()), (Some(0), vec![]), "{:#?}", found.checks);

    let examine = |fault: Fault| {
        proxy.breaks(fault);
        Found::by(&server)
    };
    let found = examine(Fault::DropAnswerHeader("content-type"));
    found.says("account as a document", "Content-Type is missing");
    found.says("WebFinger", "Content-Type is missing");
    let found = examine(Fault::JsonOnly);
    found.says("account as a document", "Content-Type is application/json");
    let found = examine(Fault::DropAnswerHeader("vary"));
    found.says("account as a document", "Vary");
    let found = examine(Fault::DropRequestHeader("accept"));
    found.says("account as a document", "Accept");
    let found = examine(Fault::OldDate);
    found.says("clock of the answer", "NTP");
    let found = examine(Fault::ErrorPage);
    found.says("what does not exist", "200");
    let found = examine(Fault::Redirect);
    found.says("WebFinger", "redirect to http://www.proxied.localhost");
    found.says("signed message", "redirect");

    let found = examine(Fault::DropRequestHeader("signature"));
    found.says("signed message", "header Signature");
    assert_eq!(found.state("message without a signature"), "ok");
    let found = examine(Fault::DropRequestHeader("digest"));
    found.says("signed message", "the header digest away");
    assert_eq!(
        found.state("signed message (RFC 9421)"),
        "ok",
        "which has a header of its own"
    );
    let found = examine(Fault::DropRequestHeader("content-digest"));
    found.says("signed message (RFC 9421)", "content-digest");
    let found = examine(Fault::ChangeBody);
    found.says("signed message", "body was changed");
    let found = examine(Fault::NoPost);
    found.says("signed message", "POST");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_another_database_behind_the_address_is_noticed() {
    let mut running = TestServer::prepare("twofold", &Database::Sqlite);
    running.set_up("mara");
    running.start_and_wait().await;
    let mut asking = TestServer::prepare("twofold", &Database::Sqlite);
    let origin = running.origin.as_str().trim_end_matches('/').to_owned();
    asking.set("server.public_url", &origin);
    asking.set("server.bind", &format!("127.0.0.1:{}", free_port()));
    asking.set_up("mara");
    let found = Found::by(&asking);
    found.says("signed message", "another database");
}
