//! `houselights account`

use super::{Failure, password, refused, with_service};
use crate::config::Config;
use crate::domain::account::Role;
use crate::domain::joining::Registration;
use crate::service::Service;
use crate::service::accounts::{Caretaker, NewAccount};
use crate::service::joining::InvitationInput;
use clap::Subcommand;

const EXAMPLES: &str = "\
Roles: admin (runs the server), moderator (looks after the conversation), reviewer (writes reviews), member (comments).

Examples:
  houselights account list
  houselights account add --handle jo --name 'Jo Weir' --role reviewer
  houselights account role jo moderator
  houselights account password jo
  houselights account invite --role reviewer --days 7";

/// Options of `account`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make an account
    Add {
        /// Handle: the part of the address before @; it can never change
        #[arg(long)]
        handle: Option<String>,
        /// Name as readers see it
        #[arg(long)]
        name: Option<String>,
        /// Mail address, for signing in; never shown
        #[arg(long, default_value = "")]
        email: String,
        /// What the account may do
        #[arg(long, default_value = "reviewer", value_parser = role)]
        role: Role,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List accounts with their roles
    List,
    /// Make a link by which somebody can make an account
    Invite {
        /// What the account may do
        #[arg(long, default_value = "member", value_parser = role)]
        role: Role,
        /// How many accounts may be made with it; 0 for any number
        #[arg(long, default_value_t = 1)]
        uses: u32,
        /// How many days it holds; 0 for ever
        #[arg(long, default_value_t = 7)]
        days: u32,
        /// For whom it is, for those who look after accounts
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Change what an account may do
    Role {
        /// Whose
        handle: String,
        /// The new role
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Set a new password and sign the account out everywhere
    Password {
        /// Whose
        handle: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
}

fn role(name: &str) -> Result<Role, String> {
    let names: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    Role::parse(name).ok_or_else(|| format!("the roles are {}", names.join(", ")))
}

/// Does what is asked of the accounts.
///
/// # Errors
/// What was refused, in words.
pub fn run(args: Args, config: Config) -> Result<(), Failure> {
    with_service(config, async |service| match args.what {
        What::List => list(&service).await,
        What::Invite { role, uses, days, note } => {
            let number = |number: u32| if number == 0 { String::new() } else { number.to_string() };
            let input = InvitationInput {
                note,
                role: role.as_str().to_owned(),
                uses: number(uses),
                days: number(days),
            };
            invite(&service, &input).await
        }
        What::Add {
            handle,
            name,
            email,
            role,
            password_stdin,
        } => {
            let new = NewAccount {
                handle: password::given_or_asked(
                    handle,
                    "Handle (the part before @, cannot change later)",
                    "--handle",
                )?,
                name: password::given_or_asked(name, "Name as readers see it", "--name")?,
                email,
                password: new_password(password_stdin)?,
            };
            let handle = new.handle.trim().trim_start_matches('@').to_lowercase();
            service.add_account(new, role).await.map_err(|error| refused(&error))?;
            println!("@{handle}@{}", service.urls().host());
            Ok(())
        }
        What::Role { handle, role } => {
            let done = service.give_role(&Caretaker::Shell, &handle, role).await;
            done.map_err(|error| of(&handle, &error))?;
            eprintln!("{handle} is now {}.", role.as_str());
            Ok(())
        }
        What::Password { handle, password_stdin } => {
            let done = service.reset_password(&handle, new_password(password_stdin)?).await;
            done.map_err(|error| of(&handle, &error))?;
            eprintln!("{handle} has a new password and is signed out everywhere.");
            Ok(())
        }
    })
}

async fn invite(service: &Service, input: &InvitationInput) -> Result<(), Failure> {
    let made = service.invite(&Caretaker::Shell, input).await;
    println!("{}", service.invitation_url(&made.map_err(|error| refused(&error))?));
    if service.registration().await.map_err(|error| refused(&error))? == Registration::Closed {
        eprintln!("Nobody may join at the moment, so the link rests until that is changed under Settings, Joining.");
    }
    Ok(())
}

async fn list(service: &Service) -> Result<(), Failure> {
    let accounts = service.accounts().await.map_err(|error| refused(&error))?;
    for (account, handle) in accounts {
        let email = account.email.as_deref().unwrap_or("-");
        println!(
            "{handle}\t{}\t{email}\t{}",
            account.role.as_str(),
            account.created_at.format("%Y-%m-%d")
        );
    }
    Ok(())
}

fn new_password(from_stdin: bool) -> Result<String, Failure> {
    if from_stdin {
        password::from_stdin()
    } else {
        password::ask()
    }
}

/// What was refused about an account, in words.
pub(super) fn of(handle: &str, error: &crate::service::Error) -> Failure {
    match error {
        crate::service::Error::NotFound => Failure::new(format!(
            "there is no account {handle} here; `houselights account list` shows all"
        )),
        other => refused(other),
    }
}
