//! `houselights completions`

use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  houselights completions bash > /etc/bash_completion.d/houselights
  houselights completions zsh > ~/.zfunc/_houselights
  houselights completions fish > ~/.config/fish/completions/houselights.fish";

/// Options of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub fn run(args: &Args, command: &mut clap::Command) {
    clap_complete::generate(args.shell, command, "houselights", &mut std::io::stdout());
}
