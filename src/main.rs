//! The thin binary: reads the command line and hands over.

use std::process::ExitCode;

fn main() -> ExitCode {
    houselights::cli::run()
}
