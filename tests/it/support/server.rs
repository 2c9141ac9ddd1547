//! Real server processes: the binary itself, on loopback, with a database, a port and a folder of its own.

use houselights::cli::demo::browser::{Browser, Page};
use houselights::env::{Net, NetSettings};
use serde_json::Value;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};
use url::Url;

/// Every account in these tests has it.
pub const PASSWORD: &str = "a seat in the third row";

/// Where a server keeps its data.
#[derive(Clone, Debug)]
pub enum Database {
    Sqlite,
    /// A database of its own on the PostgreSQL server of the tests.
    Postgres(String),
}

/// A server process with everything that outlives it.
pub struct TestServer {
    pub name: String,
    pub port: u16,
    pub origin: Url,
    pub folder: PathBuf,
    settings: Vec<(String, String)>,
    child: Option<Child>,
    _temporary: Option<tempfile::TempDir>,
}

fn chown_all(path: &Path, user: u32) {
    chown(path, Some(user), Some(user)).unwrap();
    for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
        chown_all(&entry.path(), user);
    }
}

/// A port that nobody uses now. Not one of those that the system gives to outgoing connections: between this and the start of
/// the server one of the hundreds that other tests open could take it.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    const FIRST: u16 = 11_000;
    const LAST: u16 = 31_000;
    // Two runs at one time begin at different places.
    let start = u16::try_from(std::process::id() % u32::from(LAST - FIRST)).unwrap();
    loop {
        let port = FIRST + start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % (LAST - FIRST);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl TestServer {
    /// A server `name.localhost` that is not started yet.
    pub fn prepare(name: &str, database: &Database) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().to_owned();
        let port = free_port();
        let origin = Url::parse(&format!("http://{name}.localhost:{port}")).unwrap();
        let mut server = Self::with(name, port, origin, folder, database);
        server._temporary = Some(temporary);
        server
    }

    /// A second process of the same site: same name, database and pictures, another port to listen on.
    pub fn sibling(&self, database: &Database) -> Self {
        Self::with(
            &self.name,
            free_port(),
            self.origin.clone(),
            self.folder.clone(),
            database,
        )
    }

    fn with(name: &str, port: u16, origin: Url, folder: PathBuf, database: &Database) -> Self {
        let database = match database {
            Database::Sqlite => format!("sqlite://{}", folder.join("houselights.sqlite").display()),
            Database::Postgres(url) => url.clone(),
        };
        let media = folder.join("media").display().to_string();
        let public = origin.as_str().trim_end_matches('/').to_owned();
        let settings = [
            ("SERVER__BIND", format!("127.0.0.1:{port}")),
            ("SERVER__PUBLIC_URL", public),
            ("SERVER__WORKERS", "1".to_owned()),
            ("DATABASE__URL", database),
            ("DATABASE__READERS", "4".to_owned()),
            ("MEDIA__PATH", media),
            ("FEDERATION__ALLOW_INSECURE_HTTP", "true".to_owned()),
            ("FEDERATION__ALLOW_PRIVATE_NETWORKS", "127.0.0.0/8,::1/128".to_owned()),
            ("FEDERATION__PUBLISH_DELAY", "0".to_owned()),
            ("LOG__FILTER", "info,actix_server=warn".to_owned()),
        ];
        Self {
            name: name.to_owned(),
            port,
            origin,
            folder,
            settings: settings
                .map(|(key, value)| (format!("HOUSELIGHTS__{key}"), value))
                .to_vec(),
            child: None,
            _temporary: None,
        }
    }

    /// Changes a setting, for the next start.
    pub fn set(&mut self, key: &str, value: &str) {
        let variable = format!("HOUSELIGHTS__{}", key.to_uppercase().replace('.', "__"));
        self.settings.retain(|(name, _)| *name != variable);
        self.settings.push((variable, value.to_owned()));
    }

    /// Changes a variable of the environment that is no setting of ours, for the next start.
    pub fn set_variable(&mut self, name: &str, value: &str) {
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_houselights"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.settings.iter().map(|(key, value)| (key, value)))
            .current_dir(&self.folder);
        command
    }

    /// Starts the process; its log goes to `log.txt` in its folder.
    pub fn start(&mut self) {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_path())
            .unwrap();
        let child = self
            .command(&["serve"])
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        self.child = Some(child);
    }

    /// Starts the process and waits until it answers.
    pub async fn start_and_wait(&mut self) {
        self.start();
        self.wait_until_ready().await;
    }

    /// Waits until the process listens.
    pub async fn wait_until_ready(&mut self) {
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            let ended = self.child.as_mut().and_then(|child| child.try_wait().unwrap());
            assert!(ended.is_none(), "{} ended with {ended:?}:\n{}", self.name, self.log());
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "{} does not listen:\n{}",
                self.name,
                self.log()
            );
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// SIGTERM, and the exit code.
    pub fn terminate(&mut self) -> Option<i32> {
        let mut child = self.child.take()?;
        let id = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        child.wait().unwrap().code()
    }

    /// The process id, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    pub fn log_path(&self) -> PathBuf {
        self.folder.join("log.txt")
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Runs another command of the program on this server's settings.
    pub fn cli(&self, arguments: &[&str], stdin: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// As [`TestServer::cli`], by a user who may write only what the permissions say: a superuser, for whom they do not
    /// count, hands the folder and a copy of the program to `nobody`.
    pub fn cli_without_privileges(&self, arguments: &[&str]) -> Output {
        if !rustix::process::geteuid().is_root() {
            return self.cli(arguments, "");
        }
        const NOBODY: u32 = 65534;
        let program = self.folder.join("program");
        std::fs::copy(env!("CARGO_BIN_EXE_houselights"), &program).unwrap();
        chown_all(&self.folder, NOBODY);
        let settings = self.settings.iter().map(|(key, value)| (key, value));
        Command::new(program)
            .args(arguments)
            .env_clear()
            .envs(settings)
            .current_dir(&self.folder)
            .uid(NOBODY)
            .gid(NOBODY)
            .output()
            .unwrap()
    }

    /// As [`TestServer::cli`], and it must succeed; gives what was printed.
    pub fn cli_ok(&self, arguments: &[&str], stdin: &str) -> String {
        let output = self.cli(arguments, stdin);
        let (out, err) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{arguments:?} failed:\n{out}{err}");
        out.into_owned()
    }

    /// Makes the owner.
    pub fn set_up(&self, handle: &str) {
        let email = format!("{handle}@{}.example", self.name);
        self.cli_ok(
            &[
                "setup",
                "--handle",
                handle,
                "--name",
                &handle.to_uppercase(),
                "--email",
                &email,
                "--password-stdin",
            ],
            PASSWORD,
        );
    }

    /// Publishes (or updates) a review of that slug; gives its page and its id.
    pub fn publish(&self, slug: &str, keys: &str, text: &str) -> (Url, Url) {
        let file = self.folder.join(format!("{slug}.md"));
        std::fs::write(
            &file,
            format!("---\nfilm: The Long Platform\nyear: 2013\nslug: {slug}\nlanguage: en\n{keys}\n---\n{text}\n"),
        )
        .unwrap();
        self.publish_file(&file)
    }

    /// Publishes a review file.
    pub fn publish_file(&self, file: &Path) -> (Url, Url) {
        let printed: Value =
            serde_json::from_str(&self.cli_ok(&["publish", file.to_str().unwrap(), "--json"], "")).unwrap();
        let url = |key: &str| Url::parse(printed[key].as_str().unwrap()).unwrap();
        (url("url"), url("id"))
    }

    /// `http://name.localhost:port/path` — always through this process's own port.
    pub fn at(&self, path: &str) -> Url {
        let (path, query) = path
            .split_once('?')
            .map_or((path, None), |(path, query)| (path, Some(query)));
        let mut url = self.origin.clone();
        url.set_path(path);
        url.set_query(query);
        url.set_port(Some(self.port)).unwrap();
        url
    }

    /// What stands behind the second @ of its handles.
    pub fn host(&self) -> String {
        format!("{}:{}", self.origin.host_str().unwrap(), self.origin.port().unwrap())
    }

    /// The personal inbox.
    pub fn inbox(&self, handle: &str) -> String {
        self.at(&format!("/users/{handle}/inbox")).to_string()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let panicking = std::thread::panicking();
        self.kill();
        if panicking {
            let log = self.log();
            let lines: Vec<&str> = log.lines().rev().take(40).collect();
            eprintln!("--- last lines of {}:", self.name);
            lines.iter().rev().for_each(|line| eprintln!("{line}"));
        }
    }
}

/// What browsers in these tests reach: this machine.
pub fn visitors_net() -> Net {
    let settings = NetSettings {
        public_url: Url::parse("http://localhost").unwrap(),
        allow_private_networks: vec!["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()],
        allow_insecure_http: true,
        per_host_concurrency: 16,
        request_timeout: Duration::from_secs(30),
    };
    Net::new(&settings).unwrap()
}

/// A browser without cookies.
pub fn visitor() -> Browser {
    Browser::new(&visitors_net())
}

/// Opens `url` again and again until `seen` is right about it; at most `seconds`.
pub async fn eventually(
    what: &str,
    seconds: u64,
    browser: &mut Browser,
    url: &Url,
    seen: impl Fn(&Page) -> bool,
) -> Page {
    let begun = Instant::now();
    loop {
        let page = browser.open(url).await;
        if let Ok(page) = &page
            && seen(page)
        {
            return page.clone();
        }
        if begun.elapsed() > Duration::from_secs(seconds) {
            let shown = page.map_or_else(
                |error| error.to_string(),
                |page| format!("{}\n{}", page.status, page.text()),
            );
            panic!("waited {seconds} s for {what} at {url}; it shows:\n{shown}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
