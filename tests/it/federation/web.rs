//! A site of plain pages on loopback: it answers what a test tells it to and remembers what it was asked and sent.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// What stands at an address.
#[derive(Clone)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// How long it takes to answer.
    pub after: Duration,
}

impl Page {
    pub fn html(body: &str) -> Self {
        Self {
            status: 200,
            headers: vec![("Content-Type", "text/html; charset=utf-8".to_owned())],
            body: body.as_bytes().to_vec(),
            after: Duration::ZERO,
        }
    }

    pub fn typed(content_type: &str, body: &str) -> Self {
        Self {
            headers: vec![("Content-Type", content_type.to_owned())],
            ..Self::html(body)
        }
    }

    pub fn status(status: u16) -> Self {
        Self {
            status,
            ..Self::html("")
        }
    }

    pub fn redirect(to: &str) -> Self {
        Self::status(302).with("Location", to)
    }

    pub fn with(mut self, header: &'static str, value: &str) -> Self {
        self.headers.push((header, value.to_owned()));
        self
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub method: String,
    pub path: String,
    /// Request line and headers.
    pub head: String,
    pub body: String,
}

impl Asked {
    /// The first header of that name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// A field of the form that was sent.
    pub fn field(&self, name: &str) -> String {
        let mut fields = url::form_urlencoded::parse(self.body.as_bytes());
        let found = fields.find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    }
}

#[derive(Default)]
struct State {
    pages: HashMap<String, Page>,
    asked: Vec<Asked>,
}

/// The site; it stops when the test's runtime does.
#[derive(Clone)]
pub struct Site {
    pub origin: Url,
    state: Arc<Mutex<State>>,
}

impl Site {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let served = state.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, served.clone()));
            }
        });
        Self { origin, state }
    }

    /// Puts a page at a path, for every method; gives its address.
    pub fn put(&self, path: &str, page: Page) -> Url {
        self.state.lock().unwrap().pages.insert(path.to_owned(), page);
        self.origin.join(path).unwrap()
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.state.lock().unwrap().asked.clone()
    }

    /// The forms that were sent to a path.
    pub fn sent_to(&self, path: &str) -> Vec<Asked> {
        let all = self.asked();
        all.into_iter()
            .filter(|one| one.method == "POST" && one.path == path)
            .collect()
    }
}

async fn serve(mut socket: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
    let (head, body) = loop {
        let n = socket.read(&mut buffer).await?;
        if n == 0 {
            return Ok(());
        }
        read.extend_from_slice(&buffer[..n]);
        let Some(end) = read.windows(4).position(|w| w == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&read[..end]).into_owned();
        let lower = head.to_ascii_lowercase();
        let length = lower.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(0, |text| text.trim().parse().unwrap());
        if read.len() >= end + 4 + length {
            break (head, String::from_utf8_lossy(&read[end + 4..]).into_owned());
        }
    };
    let mut words = head.lines().next().unwrap_or_default().split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let page = {
        let mut state = state.lock().unwrap();
        state.asked.push(Asked {
            method: method.to_owned(),
            path: path.to_owned(),
            head: head.clone(),
            body,
        });
        state.pages.get(path).cloned().unwrap_or_else(|| Page::status(404))
    };
    tokio::time::sleep(page.after).await;
    let mut answer = format!(
        "HTTP/1.1 {} X\r\nContent-Length: {}\r\nConnection: close\r\n",
        page.status,
        page.body.len()
    );
    for (name, value) in &page.headers {
        answer.push_str(&format!("{name}: {value}\r\n"));
    }
    answer.push_str("\r\n");
    socket.write_all(answer.as_bytes()).await?;
    socket.write_all(&page.body).await
}
