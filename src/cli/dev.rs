//! `houselights dev`: for those who work on Houselights.

mod chance;
mod prose;
mod seed;

use super::Failure;
use crate::config::Config;
use clap::Subcommand;

const EXAMPLES: &str = "\
Examples:
  houselights dev seed
  houselights dev seed --reviews 10000 --films 8000 --comments 100000
  HOUSELIGHTS__DATABASE__URL=sqlite:///tmp/many.sqlite houselights dev seed --seed 7";

/// Options of `dev`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Fill an empty database with made-up films, reviews and comments
    Seed(seed::Args),
}

/// Does what was asked.
///
/// # Errors
/// Those of the command.
pub fn run(args: &Args, config: Config) -> Result<(), Failure> {
    match &args.what {
        What::Seed(args) => seed::run(args, config),
    }
}
