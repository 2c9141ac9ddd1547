//! Federation as the other servers see it.

mod asking;
mod fake;
mod fixtures;
mod forwarded;
mod hostile;
mod kill;
mod mastodon;
mod mutations;
mod peers;
mod processes;
mod reading;
mod recalls;
mod running;
mod sharing;
mod story;
