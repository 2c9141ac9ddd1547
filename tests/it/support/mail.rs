//! A real mail server on loopback, in a process of its own: Debian's aiosmtpd behind `tests/mail/server.py`.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A mail server that runs.
pub struct MailServer {
    child: Child,
    pub port: u16,
    folder: TempDir,
}

/// A mail that it took.
#[derive(Clone, Debug)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    /// Came over TLS.
    pub tls: bool,
    /// As it came, without the encoding of lines that is only for the way.
    pub message: String,
}

impl Taken {
    /// A header, with its folded lines as one.
    pub fn header(&self, name: &str) -> String {
        let head = self.message.split("\r\n\r\n").next().unwrap_or_default();
        let lines = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let begins = format!("{}:", name.to_lowercase());
        let found = lines
            .split("\r\n")
            .find(|line| line.to_lowercase().starts_with(&begins));
        found
            .map(|line| line[begins.len()..].trim().to_owned())
            .unwrap_or_default()
    }

    /// Both texts, decoded.
    pub fn text(&self) -> String {
        let soft = self.message.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let raw = soft.as_bytes();
        let mut at = 0;
        while at < raw.len() {
            let code = raw.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
            let decoded = code
                .filter(|_| raw[at] == b'=')
                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
            match decoded {
                Some(byte) => {
                    bytes.push(byte);
                    at += 3;
                }
                None => {
                    bytes.push(raw[at]);
                    at += 1;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The address behind `List-Unsubscribe`, as a path.
    pub fn way_out(&self) -> String {
        let address = self.header("List-Unsubscribe");
        let address = address.trim_start_matches('<').trim_end_matches('>');
        url::Url::parse(address).unwrap().path().to_owned()
    }
}

/// A Python that has aiosmtpd: that of the system, where another one comes first.
fn python() -> &'static str {
    let has_it = |python: &&&str| {
        let tried = Command::new(python)
            .args(["-c", "import aiosmtpd"])
            .stderr(Stdio::null())
            .status();
        tried.is_ok_and(|status| status.success())
    };
    let found = ["python3", "/usr/bin/python3"].iter().find(has_it);
    found.expect("python3-aiosmtpd is missing; tests/run.sh installs it")
}

impl MailServer {
    /// One with options of the script; without any it takes everything from everybody.
    pub fn with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/server.py"))
            .arg(folder.path())
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 runs");
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the mail server says its port");
        Self { child, port, folder }
    }

    /// Settings of a site that sends by it.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        settings(self.port)
    }

    /// What it took, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "json"))
            .collect();
        files.sort();
        let read = |path: PathBuf| {
            let mail: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            let to = mail["to"].as_array().unwrap();
            Taken {
                from: mail["from"].as_str().unwrap().to_owned(),
                to: to.iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
                tls: mail["tls"].as_bool().unwrap(),
                message: mail["message"].as_str().unwrap().to_owned(),
            }
        };
        files.into_iter().map(read).collect()
    }

    /// The only mail that it took.
    pub fn only(&self) -> Taken {
        let mut all = self.taken();
        assert_eq!(all.len(), 1, "{all:#?}");
        all.remove(0)
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        let count = std::fs::read_to_string(self.folder.path().join("connections"));
        count.map(|text| text.parse().unwrap()).unwrap_or_default()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Settings of a site that sends by a server on that port.
pub fn settings(port: u16) -> Vec<(&'static str, String)> {
    vec![
        ("mail.host", "127.0.0.1".to_owned()),
        ("mail.port", port.to_string()),
        ("mail.tls", "none".to_owned()),
        ("mail.from", "films@films.example".to_owned()),
    ]
}
