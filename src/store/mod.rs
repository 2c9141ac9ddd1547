//! The only folder with diesel and SQL. One file per noun; queries are nouns, commands are verbs. Every function takes the
//! connection that `Store::read` or `Store::write` hands out, and `service` is the only caller.
//!
//! A look-up by a unique key says `get_result`, not `first`: through diesel's `MultiConnection` a statement with a LIMIT is
//! prepared anew each time, which cost a quarter of the time of storing a comment.

pub mod accounts;
pub mod activities;
pub mod actors;
pub mod approvals;
pub mod archive;
pub mod assessments;
pub mod audits;
pub mod author_rules;
pub mod backend;
mod backup;
pub mod block_lists;
pub mod blocks;
pub mod cache_events;
mod closing;
pub mod comment_policies;
pub mod comments;
pub mod credits;
pub mod deliveries;
pub mod essays;
pub mod films;
pub mod follows;
pub mod guests;
pub mod hosts;
pub mod jobs;
pub mod joining;
pub mod lists;
pub mod mails;
pub mod media;
pub mod mentions;
pub mod notices;
pub mod notifications;
pub mod people;
pub mod policies;
pub mod posts;
pub mod quotes;
pub mod ratings;
pub mod reactions;
pub mod received;
pub mod rechecks;
pub mod reports;
pub mod reviews;
pub mod roots;
mod rows;
pub mod schedules;
mod schema;
pub mod search;
pub mod second_factors;
pub mod sessions;
pub mod settings;
pub mod showings;
pub mod sitemap;
pub mod spam_words;
pub mod standings;
pub mod statistics;
pub mod suspensions;
pub mod threads;
pub mod tombstones;
pub mod viewings;
pub mod visits;
pub mod webmentions;
pub mod whereabouts;
mod writer;

pub use backend::{Conn, Options, Store, StoreError};
