//! `houselights admin policy`

use crate::cli::{Failure, refused};
use crate::domain::policy::{Policy, Severity, Target};
use crate::service::Service;
use crate::service::policies::Effect;
use clap::Subcommand;

const LEVELS: &str = "\
Levels:
  suspend   nothing goes there, nothing comes from there; what is here is hidden, and follows end
  silence   heard by followers only: replies wait for approval, nobody is notified, follows wait too
  none      nothing in particular (with options such as --reject-media, only those count)
  allow     named as one to talk to: what counts with federation.mode = \"allowlist\"

A rule counts for all subdomains. What `suspend` hid comes back with `none`; the follows that ended do not.";

/// Options of `admin policy`.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Make a rule, or replace the one there is
    #[command(after_help = LEVELS)]
    Set {
        /// A server such as spam.example, or the address of an actor
        target: String,
        /// How much of it reaches people here
        #[arg(value_parser = severity)]
        level: Severity,
        /// Fetch no avatars and pictures
        #[arg(long)]
        reject_media: bool,
        /// Do not read its reports
        #[arg(long)]
        reject_reports: bool,
        /// Why, for those who look after the site
        #[arg(long, default_value = "", value_name = "TEXT")]
        comment: String,
        /// Why, for everybody
        #[arg(long, default_value = "", value_name = "TEXT")]
        public_comment: String,
        /// Show the name to everybody with some letters hidden
        #[arg(long)]
        obfuscate: bool,
    },
    /// Print all rules, one a line
    List,
}

fn severity(name: &str) -> Result<Severity, String> {
    let names: Vec<&str> = Severity::ALL.iter().map(|severity| severity.as_str()).collect();
    Severity::parse(name).ok_or_else(|| format!("the levels are {}", names.join(", ")))
}

/// Does what is asked of the rules.
pub(super) async fn run(service: &Service, what: What) -> Result<(), Failure> {
    match what {
        What::List => list(service).await,
        What::Set {
            target,
            level,
            reject_media,
            reject_reports,
            comment,
            public_comment,
            obfuscate,
        } => {
            let target = Target::read(&target).ok_or_else(|| {
                Failure::new(format!(
                    "{target:?} names no server: write it as spam.example, or an actor as https://spam.example/users/eve"
                ))
            })?;
            let policy = Policy {
                severity: level,
                reject_media,
                reject_reports,
                private_comment: comment,
                public_comment,
                obfuscate,
                ..Policy::new(target, service.env().clock.now())
            };
            let name = policy.target.name().to_owned();
            let effect = service.set_policy(policy).await.map_err(|error| refused(&error))?;
            eprintln!("{}", words(&name, level, effect));
            Ok(())
        }
    }
}

fn words(name: &str, level: Severity, effect: Effect) -> String {
    let mut words = format!("{name}: {}.", level.as_str());
    if effect.suspended > 0 {
        words.push_str(&format!(
            " Hidden: {} people and {} comments. Follows ended: {}.",
            effect.suspended, effect.comments, effect.follows
        ));
    }
    if effect.restored > 0 {
        words.push_str(&format!(
            " Shown again: {} people and {} comments.",
            effect.restored, effect.comments
        ));
    }
    words
}

async fn list(service: &Service) -> Result<(), Failure> {
    let policies = service.policy_list().await.map_err(|error| refused(&error))?;
    for policy in policies {
        let flags: Vec<&str> = [
            (policy.reject_media, "reject-media"),
            (policy.reject_reports, "reject-reports"),
            (policy.obfuscate, "obfuscate"),
        ]
        .into_iter()
        .filter_map(|(on, name)| on.then_some(name))
        .collect();
        let flags = if flags.is_empty() {
            "-".to_owned()
        } else {
            flags.join(",")
        };
        println!(
            "{}\t{}\t{flags}\t{}\t{}",
            policy.target.name(),
            policy.severity.as_str(),
            policy.private_comment,
            policy.public_comment
        );
    }
    Ok(())
}
