//! `houselights demo`: two real servers on this machine, and two people who talk about a film.

pub mod browser;
pub mod forms;
pub mod people;
mod poster;
pub mod reader;
mod servers;
pub mod stage;
mod story;
pub mod visit;

use super::Failure;
use crate::env::{Net, NetSettings};
use stage::Stage;
use std::time::Duration;
use url::Url;

const EXAMPLES: &str = "\
Two servers are started on loopback with their own temporary SQLite files; nothing leaves this machine. Each step is
confirmed by reading the other server's public pages and collections.

Examples:
  houselights demo             walk through all steps, then leave both servers running until Ctrl-C
  houselights demo --once      stop after the last step; the exit code says how it went
  houselights demo --port 4000 use the ports 4000 and 4001";

/// Options of `demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Stop both servers after the last step
    #[arg(long)]
    once: bool,
    /// Port of the first server; the second takes the next one. Free ports are chosen when left out
    #[arg(long)]
    port: Option<u16>,
}

/// Walks through the story.
///
/// # Errors
/// The first step that could not be confirmed: what was expected and what was seen.
pub fn run(args: &Args) -> Result<(), Failure> {
    super::start_quiet_log()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let stop = crate::app::stop_signal()?;
        tokio::pin!(stop);
        let mut pair = servers::Pair::start(args.port)?;
        let net = visitors_net()?;
        let walked = tokio::select! {
            walked = walk(&pair, &net) => walked,
            () = &mut stop => Err(Failure::new("interrupted")),
        };
        let outcome = match walked {
            Ok(()) if !args.once => {
                invite(&pair);
                stop.await;
                Ok(())
            }
            Ok(()) => Ok(()),
            Err(failure) => Err(Failure::new(format!("{}{}", failure.message, pair.last_words()))),
        };
        pair.stop().await;
        outcome
    })
}

async fn walk(pair: &servers::Pair, net: &Net) -> Result<(), Failure> {
    let begun = std::time::Instant::now();
    let mut stage = Stage::default();
    story::tell(&mut stage, pair, net).await?;
    println!(
        "All {} steps confirmed in {:.1} s.",
        stage.steps(),
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

fn invite(pair: &servers::Pair) {
    println!("\nBoth servers are running. Have a look:");
    for (server, person) in [(&pair.alpha, people::MARA), (&pair.beta, people::NILS)] {
        println!(
            "  {origin}  (sign in at {origin}/sign-in as {handle} with the password “{password}”)",
            origin = server.origin(),
            handle = person.handle,
            password = person.password
        );
    }
    println!("Ctrl-C stops them and removes their files.");
}

/// The network as the two people's browsers see it: this machine only.
fn visitors_net() -> Result<Net, Failure> {
    let loopback = ["127.0.0.0/8", "::1/128"]
        .iter()
        .filter_map(|range| range.parse().ok())
        .collect();
    let settings = NetSettings {
        public_url: Url::parse("http://localhost").map_err(|error| Failure::new(error.to_string()))?,
        allow_private_networks: loopback,
        allow_insecure_http: true,
        per_host_concurrency: 4,
        request_timeout: Duration::from_secs(20),
    };
    Net::new(&settings).map_err(Failure::new)
}
