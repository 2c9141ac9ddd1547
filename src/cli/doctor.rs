//! `houselights doctor`

mod checks;
mod federation;

use super::Failure;
use crate::app;
use crate::config::Config;
use serde_json::json;
use std::path::Path;

const EXAMPLES: &str = "\
Exit code: 0 when everything is well (warnings included), 1 when something needs doing.

Examples:
  houselights doctor
  houselights doctor --federation              is everything there that other servers need?
  houselights doctor --federation --json       the same for scripts
  houselights doctor --quiet --no-network     as a health check";

/// Options of `doctor`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Print problems only
    #[arg(long)]
    quiet: bool,
    /// Leave out the loop over the public address
    #[arg(long)]
    no_network: bool,
    /// Go every way another server goes, by the public address, and send a signed message to the own inbox
    #[arg(long, conflicts_with = "no_network")]
    federation: bool,
    /// Print one JSON list of all checks
    #[arg(long)]
    json: bool,
}

/// How one check went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Well(String),
    /// Works, but somebody should know.
    Warning(String),
    /// Does not work; says what to do.
    Problem(String),
    /// Could not be looked at, or need not be.
    Skipped(String),
}

struct Report {
    quiet: bool,
    problems: usize,
    /// What was found so far, to be printed at the end; `None` prints each line at once.
    list: Option<Vec<serde_json::Value>>,
}

impl Report {
    fn tell(&mut self, what: &str, finding: &Finding) {
        let (state, words) = match finding {
            Finding::Well(words) => ("ok", words),
            Finding::Warning(words) => ("warning", words),
            Finding::Problem(words) => ("PROBLEM", words),
            Finding::Skipped(words) => ("skipped", words),
        };
        let is_problem = matches!(finding, Finding::Problem(_));
        self.problems += usize::from(is_problem);
        if self.quiet && !is_problem {
            return;
        }
        match &mut self.list {
            Some(list) => list.push(json!({"check": what, "state": state.to_lowercase(), "words": words})),
            None => println!("{state:<8} {what}: {words}"),
        }
    }
}

/// Checks everything that can be checked from here.
///
/// # Errors
/// When at least one problem was found; they are printed.
pub fn run(args: &Args, file: Option<&Path>) -> Result<(), Failure> {
    let mut report = Report {
        quiet: args.quiet,
        problems: 0,
        list: args.json.then(Vec::new),
    };
    match Config::load(file) {
        Err(error) => report.tell("settings", &Finding::Problem(error.to_string())),
        Ok(config) => {
            let place = file.map_or("built-in settings and environment".to_owned(), |file| {
                file.display().to_string()
            });
            report.tell("settings", &Finding::Well(place));
            for warning in config.warnings() {
                report.tell("settings", &Finding::Warning(warning));
            }
            super::start_quiet_log()?;
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(examine(args, config, &mut report));
        }
    }
    if let Some(list) = &report.list {
        println!("{}", json!(list));
    }
    match report.problems {
        0 => Ok(()),
        1 => Err(Failure::new("one problem found")),
        several => Err(Failure::new(format!("{several} problems found"))),
    }
}

async fn examine(args: &Args, config: Config, report: &mut Report) {
    let database = config.database.url.to_string();
    report.tell("disk", &checks::disk(&config));
    let app = match app::build_in_the_world(config.clone()).await {
        Ok(app) => app,
        Err(error) => return report.tell("start", &Finding::Problem(error.to_string())),
    };
    let service = app.service();
    report.tell("database", &checks::database(service, &database).await);
    report.tell("media", &checks::media(service).await);
    let accounts = service.accounts().await.unwrap_or_default();
    report.tell(
        "clock",
        &checks::clock(service, accounts.iter().map(|(account, _)| account.created_at).max()),
    );
    if accounts.is_empty() {
        let words = format!(
            "nobody has set the site up yet: open {} or run `houselights setup`",
            service.urls().origin()
        );
        report.tell("accounts", &Finding::Warning(words));
    }
    if !args.no_network {
        report.tell("mail", &checks::mail(&config, service).await);
    }
    let handle = accounts.first().map(|(_, handle)| handle.as_str());
    if args.federation {
        federation::examine(app.federation(), handle, report).await;
    } else if !args.no_network {
        report.tell(
            "public address",
            &checks::public_address(&config, service, handle).await,
        );
    }
}
