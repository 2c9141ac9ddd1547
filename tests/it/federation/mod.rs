//! Federation as the other servers see it.

mod fixtures;
mod hostile;
mod peers;
mod reading;
mod story;
