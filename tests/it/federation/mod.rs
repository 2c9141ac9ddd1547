//! Federation as the other servers see it.

mod asking;
mod fake;
mod fixtures;
mod hostile;
mod peers;
mod reading;
mod story;
