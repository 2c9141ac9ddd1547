//! Federation as the other servers see it.

mod asking;
mod chaos;
mod fake;
mod fixtures;
mod forwarded;
mod hostile;
mod kill;
mod mastodon;
mod mentions;
mod mutations;
mod peers;
mod pingbacks;
mod policies;
mod processes;
mod quotes;
mod reading;
mod recalls;
mod refreshing;
mod rotation;
mod running;
mod sharing;
mod signatures;
mod story;
mod web;
mod webmentions;
