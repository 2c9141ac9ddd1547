//! A small HTTP/1.1 load generator: requests prepared as bytes, connections kept open, answers counted by status.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::Url;

/// What came of it.
#[derive(Debug, Default)]
pub struct Done {
    /// Answers.
    pub count: u64,
    /// From the first request to the last answer.
    pub seconds: f64,
    /// Answers by status.
    pub statuses: BTreeMap<u16, u64>,
}

fn authority(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap(), url.port().unwrap())
}

/// A GET as bytes.
pub fn get(url: &Url, accept: &str) -> Vec<u8> {
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!(
        "GET {}{query} HTTP/1.1\r\nhost: {}\r\naccept: {accept}\r\n\r\n",
        url.path(),
        authority(url)
    )
    .into_bytes()
}

/// Requests with a body.
pub struct Prepared;

impl Prepared {
    /// A POST as bytes.
    pub fn post(url: &Url, headers: &[(&str, String)], body: &[u8]) -> Vec<u8> {
        let mut request = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n",
            url.path(),
            authority(url),
            body.len()
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        [request.as_bytes(), body].concat()
    }
}

/// Sends the same request again and again over `connections` for `time`.
pub async fn run_for(port: u16, request: &[u8], connections: usize, time: Duration) -> Done {
    let begun = Instant::now();
    let request: Arc<[u8]> = request.into();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let request = Arc::clone(&request);
            tokio::spawn(async move {
                let mut connection = Connection::open(port).await;
                let mut statuses = BTreeMap::new();
                while begun.elapsed() < time {
                    *statuses.entry(connection.exchange(&request).await).or_default() += 1;
                }
                statuses
            })
        })
        .collect();
    collect(begun, tasks).await
}

/// Sends each request once, over `connections`.
pub async fn run_once(port: u16, requests: Vec<Vec<u8>>, connections: usize) -> Done {
    let queue = Arc::new(Mutex::new(VecDeque::from(requests)));
    let begun = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let queue = Arc::clone(&queue);
            tokio::spawn(async move {
                let mut connection = Connection::open(port).await;
                let mut statuses = BTreeMap::new();
                loop {
                    let Some(request) = queue.lock().unwrap().pop_front() else {
                        break;
                    };
                    *statuses.entry(connection.exchange(&request).await).or_default() += 1;
                }
                statuses
            })
        })
        .collect();
    collect(begun, tasks).await
}

/// How long each request takes from its first byte to the last of its answer, one after the other on one connection.
pub async fn latencies(port: u16, requests: &[Vec<u8>]) -> Vec<Duration> {
    let mut connection = Connection::open(port).await;
    let mut all = Vec::with_capacity(requests.len());
    for request in requests {
        let begun = Instant::now();
        let status = connection.exchange(request).await;
        all.push(begun.elapsed());
        assert!(
            [200, 303].contains(&status),
            "{status} for {}",
            String::from_utf8_lossy(request)
        );
    }
    all
}

async fn collect(begun: Instant, tasks: Vec<tokio::task::JoinHandle<BTreeMap<u16, u64>>>) -> Done {
    let mut done = Done::default();
    for task in tasks {
        for (status, count) in task.await.unwrap() {
            *done.statuses.entry(status).or_default() += count;
            done.count += count;
        }
    }
    done.seconds = begun.elapsed().as_secs_f64();
    done
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        }
    }

    /// One request, one whole answer; gives its status.
    async fn exchange(&mut self, request: &[u8]) -> u16 {
        self.stream.write_all(request).await.unwrap();
        self.buffer.clear();
        let head = loop {
            assert!(
                self.stream.read_buf(&mut self.buffer).await.unwrap() > 0,
                "the connection was closed"
            );
            if let Some(at) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let text = std::str::from_utf8(&self.buffer[..head]).unwrap().to_ascii_lowercase();
        let status = text[9..12].parse().unwrap();
        let length: usize = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        assert!(
            !text.contains("transfer-encoding: chunked"),
            "answers of known length were expected"
        );
        while self.buffer.len() < head + length {
            assert!(
                self.stream.read_buf(&mut self.buffer).await.unwrap() > 0,
                "the answer is not whole"
            );
        }
        status
    }
}
