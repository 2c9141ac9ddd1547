//! Federation as the other servers see it.

mod asking;
mod backfill;
mod chaos;
mod diagnostics;
mod disorder;
mod doctor;

mod fake;
mod films;
mod fixtures;
mod following;
mod forwarded;
mod groups;
mod hosts;
mod kill;
mod mastodon;
mod mentions;
mod moves;
mod mutations;
pub mod peers;
mod pingbacks;
pub mod policies;
mod processes;
mod quotes;
mod reading;
mod recalls;
mod rechecks;
mod refreshing;
mod rotation;
mod running;
mod shapes;
mod sharing;
mod signatures;
mod story;
mod verbs;
mod web;
mod webmentions;
