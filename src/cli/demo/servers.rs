//! Two child processes of this very program, each with a folder, a database and a port of its own.

use crate::cli::Failure;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::{Child, Command};
use url::Url;

/// How long a child may take to stop in order.
const PATIENCE: Duration = Duration::from_secs(5);
/// Lines of a child's log that are shown when a step fails.
const LAST_LINES: usize = 15;

/// One of the two servers.
pub struct Server {
    name: &'static str,
    origin: Url,
    log: PathBuf,
    child: Child,
}

impl Server {
    /// Its address, without a slash at the end.
    pub fn origin(&self) -> &str {
        self.origin.as_str().trim_end_matches('/')
    }

    /// Its front page.
    pub fn home(&self) -> &Url {
        &self.origin
    }

    /// One of its pages.
    pub fn at(&self, path: &str) -> Url {
        super::visit::at(&self.origin, path)
    }

    /// What stands behind the second @ of its handles.
    pub fn host(&self) -> &str {
        self.origin().trim_start_matches("http://")
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().rev().take(LAST_LINES).collect();
        let mut words = format!("\n  last lines of {}'s log:", self.name);
        for line in lines.iter().rev() {
            words.push_str("\n    ");
            words.push_str(line);
        }
        words
    }
}

/// Both servers and the folder they live in, which goes when they go.
pub struct Pair {
    /// Where the reviews are written.
    pub alpha: Server,
    /// Where the follower lives.
    pub beta: Server,
    folder: Folder,
}

impl Pair {
    /// Starts both; they are not ready yet when this returns.
    ///
    /// # Errors
    /// When no ports are free or this program cannot be started again.
    pub fn start(port: Option<u16>) -> Result<Self, Failure> {
        let folder = Folder::make()?;
        let (first, second) = ports(port)?;
        Ok(Self {
            alpha: start("alpha", first, &folder.0)?,
            beta: start("beta", second, &folder.0)?,
            folder,
        })
    }

    /// The end of both logs, for the reader of a failure.
    pub fn last_words(&self) -> String {
        [self.alpha.last_words(), self.beta.last_words()].concat()
    }

    /// Stops both and removes their files.
    pub async fn stop(&mut self) {
        for child in [&mut self.alpha.child, &mut self.beta.child] {
            if let Some(process) = child
                .id()
                .and_then(|id| i32::try_from(id).ok())
                .and_then(rustix::process::Pid::from_raw)
            {
                rustix::process::kill_process(process, rustix::process::Signal::TERM).ok();
            }
        }
        for child in [&mut self.alpha.child, &mut self.beta.child] {
            if tokio::time::timeout(PATIENCE, child.wait()).await.is_err() {
                child.kill().await.ok();
            }
        }
        self.folder.remove();
    }
}

/// A temporary folder.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self, Failure> {
        let place = std::env::temp_dir().join(format!("houselights-demo-{}", std::process::id()));
        std::fs::create_dir_all(&place)
            .map_err(|error| Failure::new(format!("{} cannot be made: {error}", place.display())))?;
        Ok(Self(place))
    }

    fn remove(&self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.remove();
    }
}

fn ports(first: Option<u16>) -> Result<(u16, u16), Failure> {
    if let Some(first) = first {
        let second = first
            .checked_add(1)
            .ok_or_else(|| Failure::new("--port 65535 leaves no port for the second server"))?;
        for port in [first, second] {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port))
                .map_err(|error| Failure::new(format!("--port: port {port} cannot be used: {error}")))?;
        }
        return Ok((first, second));
    }
    // Both are held until both are known, so that they differ.
    let held = [
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?,
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?,
    ];
    let [first, second] = held;
    Ok((first.local_addr()?.port(), second.local_addr()?.port()))
}

fn start(name: &'static str, port: u16, folder: &Path) -> Result<Server, Failure> {
    let origin = Url::parse(&format!("http://{name}.localhost:{port}"))?;
    let home = folder.join(name);
    std::fs::create_dir_all(&home)?;
    let log = home.join("log.txt");
    let settings = [
        (
            "SERVER__BIND",
            SocketAddr::from((Ipv4Addr::LOCALHOST, port)).to_string(),
        ),
        ("SERVER__PUBLIC_URL", origin.as_str().trim_end_matches('/').to_owned()),
        ("SERVER__WORKERS", "1".to_owned()),
        ("SITE__NAME", format!("{} Pictures", capital(name))),
        (
            "DATABASE__URL",
            format!("sqlite://{}", home.join("houselights.sqlite").display()),
        ),
        ("MEDIA__PATH", home.join("media").display().to_string()),
        ("FEDERATION__ALLOW_INSECURE_HTTP", "true".to_owned()),
        ("FEDERATION__ALLOW_PRIVATE_NETWORKS", "127.0.0.0/8,::1/128".to_owned()),
        ("FEDERATION__PUBLISH_DELAY", "0".to_owned()),
    ];
    let output = File::create(&log)?;
    let child = Command::new(std::env::current_exe()?)
        .arg("serve")
        // Settings of the caller's own server must not leak into these two.
        .env_clear()
        .envs(settings.map(|(key, value)| (format!("HOUSELIGHTS__{key}"), value)))
        .current_dir(&home)
        .stdin(std::process::Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| Failure::new(format!("a second copy of this program cannot be started: {error}")))?;
    Ok(Server {
        name,
        origin,
        log,
        child,
    })
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
