//! `houselights backup`

use super::{Failure, refused, with_service};
use crate::config::Config;
use std::path::PathBuf;

const EXAMPLES: &str = "\
The folder holds a consistent copy of the SQLite file and the uploaded images. Keep it private: it holds the keys your
accounts sign with. On PostgreSQL use pg_dump, and copy media.path.

Examples:
  houselights backup /var/backups/houselights-monday";

/// Options of `backup`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder to make
    folder: PathBuf,
}

/// Copies everything that cannot be had again.
///
/// # Errors
/// When the folder exists or cannot be written.
pub fn run(args: &Args, config: Config) -> Result<(), Failure> {
    with_service(config, async |service| {
        let backup = service.back_up(&args.folder).await.map_err(|error| refused(&error))?;
        let images = if backup.images == 1 {
            "image file"
        } else {
            "image files"
        };
        eprintln!(
            "The database and {} {images} are in {}.",
            backup.images,
            backup.folder.display()
        );
        println!("{}", backup.folder.display());
        Ok(())
    })
}
