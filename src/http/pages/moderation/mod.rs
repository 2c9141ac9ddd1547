//! Looking after the conversation: the queue, the rules, the log.

pub mod log;
pub mod queue;
pub mod rules;
mod words;
