//! `houselights setup`

use super::{Failure, password, refused, with_service};
use crate::config::Config;
use crate::service::accounts::NewAccount;

const EXAMPLES: &str = "\
Examples:
  houselights setup
  printf %s \"$PASSWORD\" | houselights setup --handle mara --name 'Mara Lind' --email mara@reviews.example --password-stdin";

/// Options of `setup`; what is missing is asked for.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Handle: the part of the address before @, small letters, digits and _; it can never change
    #[arg(long)]
    handle: Option<String>,
    /// Name as readers see it
    #[arg(long)]
    name: Option<String>,
    /// Mail address, for signing in; never shown
    #[arg(long)]
    email: Option<String>,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

/// Makes the owner of an empty site.
///
/// # Errors
/// When the site has an owner, or something typed is not right.
pub fn run(args: Args, config: Config) -> Result<(), Failure> {
    with_service(config, async |service| {
        // Before anything is asked.
        if service.has_owner().await.map_err(|error| refused(&error))? {
            return Err(Failure::new(
                "this site has an owner already, so nothing was changed. Use `houselights account add` for further accounts.",
            ));
        }
        let new = NewAccount {
            handle: password::given_or_asked(
                args.handle,
                "Handle (the part before @, cannot change later)",
                "--handle",
            )?,
            name: password::given_or_asked(args.name, "Name as readers see it", "--name")?,
            email: password::given_or_asked(args.email, "Mail address (may stay empty)", "--email")?,
            password: if args.password_stdin {
                password::from_stdin()?
            } else {
                password::ask()?
            },
        };
        let handle = new.handle.trim().trim_start_matches('@').to_lowercase();
        service.set_up_owner(new).await.map_err(|error| refused(&error))?;
        let urls = service.urls();
        eprintln!("The site is set up. Sign in as {handle} at {}/sign-in", urls.origin());
        println!("@{handle}@{}", urls.host());
        Ok(())
    })
}
