//! `houselights serve`

use super::Failure;
use crate::app::{self, Running};
use crate::config::Config;

/// How many threads serve what is not the web: workers, deliveries, and the database calls that wait for them.
const WORKER_THREADS: usize = 2;

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
