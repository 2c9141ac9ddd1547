//! The command line: one file per command.
//!
//! Commands that change something work on the database directly, also while the server runs on the same file: the server
//! notices within a second. What a command prints for scripts goes to standard output, everything else to standard error.

pub mod account;
pub mod admin;
pub mod backup;
pub mod completions;
pub mod delete;
pub mod demo;
pub mod dev;
pub mod doctor;
pub mod password;
pub mod publish;
pub mod serve;
pub mod setup;

use crate::app::{self, App};
use crate::config::{Config, Log};
use crate::domain::message::Message;
use crate::messages::Language;
use crate::service::{Error, Service};
use clap::{CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  houselights serve                        start with the built-in settings at http://localhost:8080
  houselights serve --config site.toml     start with your own settings
  houselights demo                         watch two servers talk to each other, on this machine only
  houselights publish review.md            publish a Markdown file, or update what it published before
  houselights doctor                       check settings, database, disk and public address

Every setting stands in config/default.toml, and can be given in the environment as well:
  HOUSELIGHTS__SERVER__BIND=127.0.0.1:3000 houselights serve";

/// A self-hosted film-review site of the fediverse.
#[derive(Debug, Parser)]
#[command(name = "houselights", version, about, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// Settings file (TOML); without it the built-in settings and HOUSELIGHTS__… variables count
    #[arg(long, global = true, value_name = "FILE", env = "HOUSELIGHTS_CONFIG")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server until Ctrl-C
    Serve(serve::Args),
    /// Start two servers on this machine and let them follow, publish, reply and like, step by step
    Demo(demo::Args),
    /// Make the owner's account of an empty site
    Setup(setup::Args),
    /// Publish a review from a Markdown file, or update the one it published before
    Publish(publish::Args),
    /// Delete a review for good, here and on the servers that received it
    Delete(delete::Args),
    /// Copy database and images into a new folder, while the server may be running
    Backup(backup::Args),
    /// Check settings, database, clock, media folder, disk and public address
    Doctor(doctor::Args),
    /// Add accounts, list them, change roles and passwords
    Account(account::Args),
    /// Rules for other servers, and new signing keys
    Admin(admin::Args),
    /// For those who work on Houselights: fill an empty database
    Dev(dev::Args),
    /// Print a completion script for your shell
    Completions(completions::Args),
}

/// Why a command failed: what a person reads on standard error.
#[derive(Debug)]
pub struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    /// A failure in words, exit code 1.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: 1,
        }
    }

    /// A failure that was already told.
    #[must_use]
    pub fn silent() -> Self {
        Self::new("")
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

/// A message for the terminal, which speaks English.
fn english(message: &Message) -> String {
    Language::English.tell(message)
}

/// What a use case refused, in words: all fields, not only the first. Faults keep their details, since the reader of a
/// terminal is whoever reads the log.
#[must_use]
pub fn refused(error: &Error) -> Failure {
    match error {
        Error::Invalid(fields) => {
            let lines: Vec<String> = fields
                .iter()
                .map(|wrong| format!("{}: {}", wrong.field, english(&wrong.message)))
                .collect();
            Failure::new(lines.join("\n"))
        }
        Error::Unwritable(detail) | Error::Internal(detail) => {
            Failure::new(format!("{} ({detail})", english(&error.message())))
        }
        _ => Failure::new(english(&error.message())),
    }
}

/// Reads the command line, does what it says, and tells how it went.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("houselights: {}", failure.message);
            }
            ExitCode::from(failure.code)
        }
    }
}

fn dispatch(cli: Cli) -> Result<(), Failure> {
    let file = cli.config.as_deref();
    match cli.command {
        Command::Serve(args) => serve::run(&args, Config::load(file)?),
        Command::Demo(args) => demo::run(&args),
        Command::Setup(args) => setup::run(args, Config::load(file)?),
        Command::Publish(args) => publish::run(&args, Config::load(file)?),
        Command::Delete(args) => delete::run(&args, Config::load(file)?),
        Command::Backup(args) => backup::run(&args, Config::load(file)?),
        Command::Doctor(args) => doctor::run(&args, file),
        Command::Account(args) => account::run(args, Config::load(file)?),
        Command::Admin(args) => admin::run(args, Config::load(file)?),
        Command::Dev(args) => dev::run(&args, Config::load(file)?),
        Command::Completions(args) => {
            completions::run(&args, &mut Cli::command());
            Ok(())
        }
    }
}

/// Runs one command on the use cases, on this thread, with warnings and errors logged.
fn with_service<T, F>(config: Config, run: impl FnOnce(Service) -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    start_quiet_log()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let app: App = app::build_in_the_world(config).await?;
        let done = run(app.service().clone()).await;
        app.service().close().await;
        done
    })
}

fn start_quiet_log() -> Result<(), Failure> {
    let log = Log {
        filter: "warn".to_owned(),
        format: crate::config::LogFormat::Text,
    };
    crate::telemetry::start(&log)?;
    Ok(())
}
