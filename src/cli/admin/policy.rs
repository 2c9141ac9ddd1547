//! `houselights admin policy`

use crate::cli::{Failure, refused};
use crate::domain::policy::{Difference, Policy, Severity, Target};
use crate::messages::tell;
use crate::service::Service;
use crate::service::policies::Effect;
use clap::Subcommand;
use std::io::Read;
use std::path::{Path, PathBuf};

const LEVELS: &str = "\
Levels:
  suspend   nothing goes there, nothing comes from there; what is here is hidden, and follows end
  silence   heard by followers only: replies wait for approval, nobody is notified, follows wait too
  none      nothing in particular (with options such as --reject-media, only those count)
  allow     named as one to talk to: what counts with federation.mode = \"allowlist\"

A rule counts for all subdomains. What `suspend` hid comes back with `none`; the follows that ended do not.";

const IMPORT: &str = "\
Without --apply nothing is changed: each line of the answer is one line of the list that would change something.
  new, stricter   keeps more out; made by --apply
  milder          would let something in again; made only with --milder
Follows that a suspension ends do not come back.";

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
    /// Print the rules for servers as CSV, in the columns of Mastodon
    Export,
    /// Say what a block list would change, and change it with --apply
    #[command(after_help = IMPORT)]
    Import {
        /// A CSV file, or one server on each line; `-` reads it from the standard input
        file: PathBuf,
        /// Make the rules
        #[arg(long)]
        apply: bool,
        /// With --apply: also what lets something in again
        #[arg(long)]
        milder: bool,
    },
}

fn severity(name: &str) -> Result<Severity, String> {
    let names: Vec<&str> = Severity::ALL.iter().map(|severity| severity.as_str()).collect();
    Severity::parse(name).ok_or_else(|| format!("the levels are {}", names.join(", ")))
}

/// Does what is asked of the rules.
pub(super) async fn run(service: &Service, what: What) -> Result<(), Failure> {
    match what {
        What::List => list(service).await,
        What::Export => {
            print!("{}", service.rules_csv().await.map_err(|error| refused(&error))?);
            Ok(())
        }
        What::Import { file, apply, milder } => import(service, &file, apply, milder).await,
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
    format!("{name}: {}.{}", level.as_str(), touched(effect))
}

fn touched(effect: Effect) -> String {
    let mut words = String::new();
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

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == "-" {
        true => std::io::stdin().lock().read_to_end(&mut bytes),
        false => std::fs::File::open(file).and_then(|mut open| open.read_to_end(&mut bytes)),
    };
    read.map_err(|error| Failure::new(format!("{} cannot be read: {error}", file.display())))?;
    Ok(bytes)
}

async fn import(service: &Service, file: &Path, apply: bool, milder: bool) -> Result<(), Failure> {
    let bytes = read(file)?;
    let review = service.try_block_list(&bytes).await.map_err(|error| refused(&error))?;
    for line in &review.lines {
        let what = match line.difference {
            Difference::New => "new",
            Difference::Stricter => "stricter",
            Difference::Milder => "milder",
            Difference::Lifted => "lifted",
        };
        println!(
            "{what}\t{}\t{} -> {}\t{} people, {} comments, {} follows",
            line.listed.host,
            line.now.severity.as_str(),
            line.listed.severity.as_str(),
            line.reach.people,
            line.reach.comments,
            line.reach.follows()
        );
    }
    for wrong in &review.wrong {
        eprintln!("not read: {}: {}", wrong.text, tell(&wrong.why));
    }
    eprintln!(
        "{} lines would change something, {} would not.",
        review.lines.len(),
        review.same
    );
    if apply {
        let effect = service
            .apply_file(&bytes, milder)
            .await
            .map_err(|error| refused(&error))?;
        eprintln!("Rules made: {}.{}", effect.rules, touched(effect));
    }
    Ok(())
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
