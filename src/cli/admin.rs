//! `houselights admin`

mod policy;

use super::account::of;
use super::{Failure, refused, with_service};
use crate::config::Config;
use crate::service::accounts::Caretaker;
use crate::service::{Error, Service};
use clap::Subcommand;

const EXAMPLES: &str = "\
Examples:
  houselights admin policy set spam.example suspend --comment 'Advertising'
  houselights admin policy set loud.example silence --reject-media
  houselights admin policy list
  houselights admin rotate-key jo
  houselights admin rotate-key --server
  houselights admin suspend jo --reason 'Asked to take a break'
  houselights admin lift jo
  houselights admin delete jo --again jo --reason 'Asked by letter'
  houselights admin totp-off jo
  houselights admin reindex
  houselights admin mail-test me@example.org

All of them work while the server runs; it notices within a second.";

/// Options of `admin`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Say how this site treats another server, or somebody on it
    #[command(subcommand)]
    Policy(policy::What),
    /// Send one mail, to see whether mail works
    MailTest {
        /// Where to
        address: String,
    },
    /// Build the search index anew; needed only when something is not found that should be
    Reindex,
    /// Sign an account out everywhere and keep it out; what it wrote stays
    Suspend {
        /// Whose
        handle: String,
        /// What its owner is told
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Let a suspended account in again
    Lift {
        /// Whose
        handle: String,
    },
    /// Delete an account with everything its owner wrote, and tell other servers; this cannot be undone
    Delete {
        /// Whose
        handle: String,
        /// The handle once more, to be sure
        #[arg(long)]
        again: String,
        /// Stands in the log
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Take the second factor of somebody away who has lost the telephone and the recovery codes
    TotpOff {
        /// Whose
        handle: String,
    },
    /// Make a new signing key, for when the old one may be known to somebody else
    RotateKey {
        /// Whose
        #[arg(required_unless_present = "server", conflicts_with = "server")]
        handle: Option<String>,
        /// The server's own key instead of a person's
        #[arg(long)]
        server: bool,
    },
}

/// Does what is asked.
///
/// # Errors
/// What was refused, in words.
pub fn run(args: Args, config: Config) -> Result<(), Failure> {
    with_service(config, async |service| match args.what {
        What::MailTest { address } => mail_test(&service, &address).await,
        What::Policy(what) => policy::run(&service, what).await,
        What::Reindex => {
            let indexed = service.reindex().await.map_err(|error| refused(&error))?;
            eprintln!(
                "Looked at {} reviews and {} comments.",
                indexed.reviews, indexed.comments
            );
            println!("{}", indexed.documents);
            Ok(())
        }
        What::Suspend { handle, reason } => {
            let done = service.suspend_account(&Caretaker::Shell, &handle, &reason).await;
            done.map_err(|error| of(&handle, &error))?;
            eprintln!("{handle} is signed out everywhere and cannot sign in.");
            Ok(())
        }
        What::Lift { handle } => {
            let done = service.lift_suspension(&Caretaker::Shell, &handle).await;
            done.map_err(|error| of(&handle, &error))?;
            eprintln!("{handle} can sign in.");
            Ok(())
        }
        What::Delete { handle, again, reason } => {
            let done = service
                .delete_account(&Caretaker::Shell, &handle, &again, &reason)
                .await;
            done.map_err(|error| of(&handle, &error))?;
            eprintln!("{handle} is gone. The running server tells the other servers.");
            Ok(())
        }
        What::TotpOff { handle } => {
            let had = service.take_second_factor(&handle).await;
            if had.map_err(|error| of(&handle, &error))? {
                eprintln!("{handle} signs in with the password alone now.");
            } else {
                eprintln!("{handle} had no second factor.");
            }
            Ok(())
        }
        What::RotateKey { handle, .. } => rotate(&service, handle.as_deref()).await,
    })
}

async fn mail_test(service: &Service, address: &str) -> Result<(), Failure> {
    if !service.has_mail() {
        return Err(Failure::new(
            "no mail server is set, so this site sends no mail; give mail.host and mail.from in the settings",
        ));
    }
    match service.try_mail(address).await {
        Ok(server) => {
            eprintln!(
                "{server} took the mail. If it does not arrive, look with the spam, and at SPF and DKIM of the sender's domain."
            );
            Ok(())
        }
        Err(error) => Err(Failure::new(format!(
            "the mail was not sent: {error}. `houselights doctor` looks at the connection alone"
        ))),
    }
}

async fn rotate(service: &Service, handle: Option<&str>) -> Result<(), Failure> {
    let key_id = service
        .rotate_key(handle)
        .await
        .map_err(|error| match (error, handle) {
            (Error::NotFound, Some(handle)) => Failure::new(format!(
                "there is no account {handle} here; `houselights account list` shows all"
            )),
            (error, _) => refused(&error),
        })?;
    println!("{key_id}");
    match handle {
        Some(_) => eprintln!("The new key signs from now on, and the servers of all followers are told."),
        None => eprintln!("The new key signs from now on. Other servers fetch it when they meet it."),
    }
    Ok(())
}
