//! The conversation and its queues, on both databases: what other servers say, what people here write, what is sent.

mod chain;
mod documents;
mod follows;
mod here;
mod hostile;
mod moderation;
mod private;
mod queues;
mod reactions;
mod replies;
