//! `houselights serve`

use super::Failure;
use crate::app::{self, Running};
use crate::config::Config;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// How many threads serve what is not the web: workers, deliveries, and the database calls that wait for them.
const WORKER_THREADS: usize = 2;

/// Files and sockets open at one time, at most.
const OPEN_FILES: u64 = 65_536;

const EXAMPLES: &str = "\
Examples:
  houselights serve
  houselights serve --config /etc/houselights.toml
  HOUSELIGHTS__SERVER__PUBLIC_URL=https://reviews.example houselights serve";

/// Options of `serve`; all settings stand in the configuration.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {}

/// Runs the server until it is asked to stop.
///
/// # Errors
/// What keeps it from starting, in words.
pub fn run(_: &Args, config: Config) -> Result<(), Failure> {
    crate::telemetry::start(&config.log)?;
    make_room_for_sockets();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKER_THREADS)
        // A megabyte is plenty for SQL and image scaling, and idle threads do not keep it.
        .thread_stack_size(1 << 20)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let stop = app::stop_signal()?;
        let warnings = config.warnings();
        let running = app::build_in_the_world(config).await?.start().await?;
        announce(&running, &warnings).await?;
        running.until(stop).await?;
        tracing::info!("stopped");
        Ok(())
    })
}

/// Takes as many open files as the system allows: silent servers hold a socket each until they time out, and many systems begin
/// with 1,024. What the system does not allow it says when it happens.
fn make_room_for_sockets() {
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(OPEN_FILES).min(OPEN_FILES);
    if limit.current.is_some_and(|now| now < most) {
        let raised = Rlimit {
            current: Some(most),
            ..limit
        };
        setrlimit(Resource::Nofile, raised).ok();
    }
}

/// Says where the site is and how to get in.
async fn announce(running: &Running, warnings: &[String]) -> Result<(), Failure> {
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    let (service, address) = (running.service(), running.address());
    let home = service.urls().origin();
    let has_owner = service.has_owner().await.map_err(|error| super::refused(&error))?;
    tracing::info!(server.bind = %address, "Houselights {} is listening", env!("CARGO_PKG_VERSION"));
    if has_owner {
        tracing::info!("Sign in at {home}/sign-in");
    } else {
        tracing::info!("Open {home} to set up your site");
    }
    Ok(())
}
